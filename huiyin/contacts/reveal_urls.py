"""Addresses of households and of looking behind the mask."""

from django.urls import path

from huiyin.contacts import reveal_views as views

app_name = "people"
urlpatterns = [
    path("households/<uuid:key>/", views.household, name="household"),
    path("people/<uuid:key>/reveal/", views.reveal, name="reveal"),
]
