"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.supervision import supervising_views, views

supervision = [
    path("waiting/", views.waiting_at, name="waiting"),
    path("waiting/matters/", views.matters, name="waiting_matters"),
    path("supervisions/", supervising_views.supervisions, name="list"),
    path("supervisions/<int:supervision>/answer/", supervising_views.answer, name="answer"),
    path("supervisions/of/<str:ref>/", supervising_views.of_matter, name="of_matter"),
    path("supervisions/of/<str:ref>/new/", supervising_views.supervise, name="supervise"),
]
