"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.privacy import public_views, request_views, views

contacts = [
    path("register/lines/<int:line>/person/", views.change_person, name="change_person"),
    path("register/people/<uuid:key>/withdrawal/", views.withdraw, name="withdraw"),
]

privacy = [
    path("data-requests/", request_views.requests, name="requests"),
    path("data-requests/new/", request_views.take_down, name="take_down"),
    path("data-requests/<str:ref>/", request_views.see, name="request"),
    path("data-requests/<str:ref>/check/", request_views.check, name="check"),
    path("data-requests/<str:ref>/missing/", request_views.missing, name="missing"),
    path("data-requests/<str:ref>/about/", request_views.keep_from, name="keep_from"),
    path("data-requests/<str:ref>/answer/", request_views.answer, name="answer"),
    path("data-requests/<str:ref>/delivered/", request_views.delivered, name="delivered"),
    path("data-requests/<str:ref>/papers/<str:paper>/docx/", request_views.paper, name="paper"),
]

portal = [
    path("c/<slug:county>/data/", public_views.ask, name="data_request_ask"),
    path("c/<slug:county>/data/receipt/<str:token>/", public_views.receipt, name="data_request_receipt"),
    path("c/<slug:county>/data/<str:ref>/", public_views.see, name="data_request"),
    path("c/<slug:county>/data/<str:ref>/leaving/", public_views.leave, name="leave_data_request"),
]
