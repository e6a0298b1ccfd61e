"""Addresses of policy briefs for the public."""

from django.urls import path

from huiyin.portal import brief_views

urlpatterns = [
    path("c/<slug:county>/briefs/", brief_views.briefs, name="briefs"),
    path("c/<slug:county>/briefs/<int:brief>/", brief_views.brief, name="brief"),
]
