"""Addresses of the development of villages and of their meetings."""

from django.urls import path

from huiyin.contacts import village_meeting_views, village_views

urlpatterns = [
    path("contacts/village-meetings/", village_meeting_views.village_meetings, name="village_meetings"),
    path("villages/", village_views.villages, name="villages"),
    path("villages/<str:village>/", village_views.village, name="village"),
    path("villages/<str:village>/issues/", village_views.issue, name="village_issue"),
    path("villages/issues/<int:issue>/decision/", village_views.decide, name="village_decide"),
    path("villages/issues/<int:issue>/advice/", village_views.advise, name="village_advise"),
]
