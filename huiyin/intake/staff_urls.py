"""Addresses where officials enter what they heard."""

from django.urls import path

from huiyin.intake import occasion_views

app_name = "intake"
urlpatterns = [path("", occasion_views.record_contact, name="visit")]
