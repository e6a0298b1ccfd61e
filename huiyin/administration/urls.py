"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.administration import slip_views, views

administration = [
    path("administration/", views.overview, name="overview"),
    path("administration/trail/", views.trail, name="trail"),
]

slips = [
    path("c/<slug:county>/come-in/", slip_views.ask, name="ask"),
    path("c/<slug:county>/come-in/password/", slip_views.password, name="password"),
    path("c/<slug:county>/come-in/<slug:link>/", slip_views.follow, name="link"),
]
