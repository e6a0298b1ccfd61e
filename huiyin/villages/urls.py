"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.villages import meeting_views, views

contacts = [
    path("contacts/village-meetings/", meeting_views.village_meetings, name="village_meetings"),
    path("villages/", views.villages, name="villages"),
    path("villages/<str:village>/", views.village, name="village"),
    path("villages/<str:village>/issues/", views.issue, name="village_issue"),
    path("villages/issues/<int:issue>/decision/", views.decide, name="village_decide"),
    path("villages/issues/<int:issue>/advice/", views.advise, name="village_advise"),
]
