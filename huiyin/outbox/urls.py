"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.outbox import views

outbox = [
    path("notices/mail/", views.mine, name="mine"),
    path("administration/mail/", views.listed, name="list"),
    path("administration/mail/mailbox/", views.mailbox, name="mailbox"),
    path("administration/mail/trial/", views.trial, name="trial"),
    path("administration/mail/<int:outgoing>/again/", views.again, name="again"),
]

portal = [
    path("c/<slug:county>/no-mail/<str:token>/", views.stop, name="stop_mail"),
]
