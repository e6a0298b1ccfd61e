"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.sheets import views

imports = [
    path("import/", views.choose, name="choose"),
    path("import/<slug:kind>/", views.bring_in, name="bring"),
    path("import/<slug:kind>/template/", views.blank, name="template"),
    path("import/<slug:kind>/rejected/", views.rejected, name="rejected"),
]
