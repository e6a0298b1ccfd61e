"""Addresses where consent is taken back, or another person speaks for a household."""

from django.urls import path

from huiyin.intake import privacy_views

urlpatterns = [
    path("register/lines/<int:line>/person/", privacy_views.change_person, name="change_person"),
    path("register/people/<uuid:key>/withdrawal/", privacy_views.withdraw, name="withdraw"),
]
