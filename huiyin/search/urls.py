"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.search import views

search = [
    path("search/", views.find, name="find"),
]
