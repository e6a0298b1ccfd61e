"""Addresses where one brings one's own data."""

from django.urls import path

from huiyin.intake.sheets import views

app_name = "imports"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("<slug:kind>/", views.bring_in, name="bring"),
    path("<slug:kind>/template/", views.blank, name="template"),
    path("<slug:kind>/rejected/", views.rejected, name="rejected"),
]
