"""Addresses where the public books a slot of a reception day."""

from django.urls import path

from huiyin.intake import reception_web_views

urlpatterns = [
    path("receptions/<str:ref>/booking/", reception_web_views.book, name="book"),
    path("bookings/<str:ref>/cancellation/", reception_web_views.cancel, name="cancel_booking"),
]
