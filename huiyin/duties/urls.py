"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.duties import views

duties = [
    path("duties/", views.mine, name="mine"),
    path("duties/branch/", views.branch, name="branch"),
    path("duties/<int:pk>/", views.of_official, name="of_official"),
    path("duties/<int:pk>/rows/<slug:code>/", views.rows, name="rows"),
]
