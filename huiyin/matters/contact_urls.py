"""The address of one contact."""

from django.urls import path

from huiyin.matters import contact_views

urlpatterns = [path("contacts/<str:ref>/", contact_views.contact, name="see")]
