"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.rounds import views

rounds = [
    path("rounds/", views.rounds, name="list"),
    path("rounds/new/", views.new, name="new"),
    path("rounds/<str:ref>/", views.see, name="see"),
    path("rounds/<str:ref>/progress/", views.progress, name="progress"),
    path("rounds/<str:ref>/halt/", views.halt, name="halt"),
    path("rounds/<str:ref>/list/", views.paper, name="paper"),
    path("rounds/<str:ref>/calendar/", views.calendar, name="calendar"),
    path("rounds/<str:ref>/stops/<int:number>/drop/", views.drop, name="drop"),
    path("rounds/<str:ref>/steps/<slug:noun>/", views.do, name="do"),
]
