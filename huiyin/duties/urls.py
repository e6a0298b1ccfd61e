"""Addresses of duties."""

from django.urls import path

from huiyin.duties import duty_views

urlpatterns = [
    path("duties/", duty_views.mine, name="mine"),
    path("duties/branch/", duty_views.branch, name="branch"),
    path("duties/<int:pk>/", duty_views.of_official, name="of_official"),
    path("duties/<int:pk>/rows/<slug:code>/", duty_views.rows, name="rows"),
]
