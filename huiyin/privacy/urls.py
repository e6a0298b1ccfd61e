"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.privacy import views

contacts = [
    path("register/lines/<int:line>/person/", views.change_person, name="change_person"),
    path("register/people/<uuid:key>/withdrawal/", views.withdraw, name="withdraw"),
]
