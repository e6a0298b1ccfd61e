"""Addresses where officials enter what they heard."""

from django.urls import path

from huiyin.intake import occasion_views

app_name = "intake"
urlpatterns = [
    path("new/", occasion_views.record_contact, name="visit"),
    path("<str:ref>/issue/", occasion_views.take_out, name="take_out"),
]
