"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.sealed import views

sealed = [
    path("sealed/", views.reports, name="list"),
    path("sealed/<str:ref>/handing-over/", views.hand_over, name="hand_over"),
]
