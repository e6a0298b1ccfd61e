"""Addresses of reception days for the public."""

from django.urls import path

from huiyin.portal import reception_views

urlpatterns = [
    path("c/<slug:county>/receptions/", reception_views.receptions, name="receptions"),
    path("c/<slug:county>/receptions/notice/", reception_views.notice, name="receptions_notice"),
    path("c/<slug:county>/receptions/calendar.ics", reception_views.feed, name="receptions_feed"),
    path("c/<slug:county>/receptions/<str:ref>/", reception_views.reception, name="reception"),
    path("c/<slug:county>/booking-receipt/<str:token>/", reception_views.receipt, name="booking_receipt"),
    path("c/<slug:county>/b/<str:token>/", reception_views.follow, name="follow_booking"),
    path("c/<slug:county>/bookings/<str:ref>/", reception_views.booking, name="booking"),
    path("c/<slug:county>/bookings/<str:ref>/leaving/", reception_views.leave, name="leave_booking"),
    path("c/<slug:county>/screen/<str:key>/", reception_views.screen, name="screen"),
]
