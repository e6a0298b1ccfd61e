"""Addresses where officials enter what they heard."""

from django.urls import path

from huiyin.intake import visit_views

app_name = "intake"
urlpatterns = [path("", visit_views.visit, name="visit")]
