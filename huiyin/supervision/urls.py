"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.supervision import views

supervision = [
    path("waiting/", views.waiting_at, name="waiting"),
    path("waiting/matters/", views.matters, name="waiting_matters"),
]
