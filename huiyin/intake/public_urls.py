"""Addresses where the public tells us something."""

from django.urls import path

from huiyin.intake import web_views

urlpatterns = [
    path("say/", web_views.say, name="say"),
    path("matters/<str:ref>/rating/", web_views.rate, name="rate"),
    path("matters/<str:ref>/reopening/", web_views.reopen, name="reopen"),
]
