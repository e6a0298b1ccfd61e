"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.forums import paper_views, views

forums = [
    path("forums/", views.forums, name="list"),
    path("forums/new/", views.plan, name="plan"),
    path("forums/<str:ref>/", views.forum, name="see"),
    path("forums/<str:ref>/plan/", views.change, name="change"),
    path("forums/<str:ref>/invitation/", views.invite, name="invite"),
    path("forums/<str:ref>/holding/", views.hold, name="hold"),
    path("forums/<str:ref>/cancelling/", views.cancel, name="cancel"),
    path("forums/<str:ref>/closing/", views.close, name="close"),
    path("forums/<str:ref>/points/", views.points, name="points"),
    path("forums/<str:ref>/points/<int:number>/", views.point, name="point"),
]

reports = [
    path(
        "reports/forums/<str:ref>/invitation/<slug:group>/", paper_views.invitation, name="forum_invitation"
    ),
    path("reports/forums/<str:ref>/<slug:paper>/", paper_views.paper, name="forum_paper"),
]
