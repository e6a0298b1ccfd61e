"""Addresses of the papers of a forum."""

from django.urls import path

from huiyin.reports import forum_views

urlpatterns = [
    path("forums/<str:ref>/invitation/<slug:group>/", forum_views.invitation, name="forum_invitation"),
    path("forums/<str:ref>/<slug:paper>/", forum_views.paper, name="forum_paper"),
]
