"""Addresses of matters: nouns with references."""

from django.urls import path

from huiyin.matters import views

app_name = "matters"
urlpatterns = [
    path("matters/", views.matters, name="list"),
    path("triage/", views.triage, name="triage"),
    path("matters/<str:ref>/", views.matter, name="see"),
    path("matters/<str:ref>/person/", views.person, name="person"),
    path("matters/<str:ref>/receipt/", views.receipt, name="receipt"),
    path("matters/<str:ref>/<slug:noun>/", views.deed, name="do"),
]
