"""Addresses where officials enter what they heard."""

from django.urls import path

from huiyin.intake import paper_views, visit_views

app_name = "intake"
urlpatterns = [
    path("contacts/new/", visit_views.visit, name="visit"),
    path("paper/", paper_views.paper, name="paper"),
    path("paper/forms/<slug:what>/", paper_views.blank, name="blank"),
]
