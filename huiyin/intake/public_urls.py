"""Addresses where the public tells us something."""

from django.urls import path

from huiyin.intake import reception_web_views, web_views

app_name = "say"
urlpatterns = [
    path("say/", web_views.say, name="say"),
    path("matters/<str:ref>/rating/", web_views.rate, name="rate"),
    path("matters/<str:ref>/reopening/", web_views.reopen, name="reopen"),
    path("receptions/<str:ref>/booking/", reception_web_views.book, name="book"),
    path("bookings/<str:ref>/cancellation/", reception_web_views.cancel, name="cancel_booking"),
]
