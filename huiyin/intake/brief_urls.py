"""Addresses where questions about a policy are written down."""

from django.urls import path

from huiyin.intake import brief_views

app_name = "briefs"
urlpatterns = [path("<int:brief>/questions/", brief_views.question, name="question")]
