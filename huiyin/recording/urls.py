"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.recording import leaving_views, paper_views, views

intake = [
    path("contacts/new/", views.record_contact, name="visit"),
    path("contacts/<str:ref>/issue/", views.take_out, name="take_out"),
    path("paper/", paper_views.paper, name="paper"),
    path("paper/forms/<slug:what>/", paper_views.blank, name="blank"),
]

posts = [
    path("posts/<int:post>/leaving/", leaving_views.leaving, name="leaving"),
]
