"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.portal import views

portal = [
    path("", views.front, name="front"),
    path("robots.txt", views.robots, name="robots"),
    path("c/<slug:county>/", views.home, name="home"),
    path("c/<slug:county>/logo/<slug:digest>.png", views.logo, name="logo"),
    path("c/<slug:county>/about/", views.about, name="about"),
    path("c/<slug:county>/process/", views.process, name="process"),
    path("c/<slug:county>/ask/", views.ask, name="ask"),
    path("c/<slug:county>/receipt/<str:token>/", views.receipt, name="receipt"),
    path("c/<slug:county>/r/<str:token>/", views.follow, name="follow"),
    path("c/<slug:county>/matters/<str:ref>/", views.matter, name="matter"),
    path("c/<slug:county>/matters/<str:ref>/leaving/", views.leave, name="leave"),
]
