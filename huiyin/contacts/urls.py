"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.contacts import echo_views, paper_views, promise_views, signal_views, views

contacts = [
    path("contacts/", views.contacts, name="list"),
    path("contacts/<str:ref>/voiding/", views.void, name="void"),
    path("promises/", promise_views.promises, name="promises"),
    path("promises/<int:pk>/", promise_views.promise, name="promise"),
    path("promises/<int:pk>/keeping/", promise_views.promise, {"do": "keep"}, name="keep"),
    path("echoes/", echo_views.echoes, name="echoes"),
    path("contacts/<str:ref>/echo/", echo_views.echo, name="echo"),
    path("signals/", signal_views.signals, name="signals"),
    path("signals/<int:signal>/", signal_views.signal, name="signal"),
]

reports = [
    path("reports/field-stay/<str:ref>/docx/", paper_views.stay_docx, name="field_stay"),
]
