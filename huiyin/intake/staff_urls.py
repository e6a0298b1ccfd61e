"""Addresses at which officials and the desk record what took place."""

from django.urls import path

from huiyin.intake import occasion_views, paper_views

app_name = "intake"
urlpatterns = [
    path("contacts/new/", occasion_views.record_contact, name="visit"),
    path("contacts/<str:ref>/issue/", occasion_views.take_out, name="take_out"),
    path("paper/", paper_views.paper, name="paper"),
    path("paper/forms/<slug:what>/", paper_views.blank, name="blank"),
]
