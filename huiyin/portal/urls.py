"""Addresses of what the public may read."""

from django.urls import path

from huiyin.portal import draw_views, reception_views, views

app_name = "portal"
urlpatterns = [
    path("", views.front, name="front"),
    path("robots.txt", views.robots, name="robots"),
    path("c/<slug:county>/", views.home, name="home"),
    path("c/<slug:county>/about/", views.about, name="about"),
    path("c/<slug:county>/briefs/", views.briefs, name="briefs"),
    path("c/<slug:county>/briefs/<int:brief>/", views.brief, name="brief"),
    path("c/<slug:county>/ask/", views.ask, name="ask"),
    path("c/<slug:county>/receipt/<str:token>/", views.receipt, name="receipt"),
    path("c/<slug:county>/r/<str:token>/", views.follow, name="follow"),
    path("c/<slug:county>/matters/<str:ref>/", views.matter, name="matter"),
    path("c/<slug:county>/matters/<str:ref>/leaving/", views.leave, name="leave"),
    path("c/<slug:county>/receptions/", reception_views.receptions, name="receptions"),
    path("c/<slug:county>/receptions/notice/", reception_views.notice, name="receptions_notice"),
    path("c/<slug:county>/receptions/calendar.ics", reception_views.feed, name="receptions_feed"),
    path("c/<slug:county>/receptions/<str:ref>/", reception_views.reception, name="reception"),
    path("c/<slug:county>/booking-receipt/<str:token>/", reception_views.receipt, name="booking_receipt"),
    path("c/<slug:county>/b/<str:token>/", reception_views.follow, name="follow_booking"),
    path("c/<slug:county>/bookings/<str:ref>/", reception_views.booking, name="booking"),
    path("c/<slug:county>/bookings/<str:ref>/leaving/", reception_views.leave, name="leave_booking"),
    path("c/<slug:county>/draws/", draw_views.draws, name="draws"),
    path("c/<slug:county>/draws/<str:ref>/", draw_views.draw, name="draw"),
    path("c/<slug:county>/draws/<str:ref>/proof.json", draw_views.proof, name="draw_proof"),
    path("c/<slug:county>/draws/<str:ref>/yours/", draw_views.your_lot, name="your_lot"),
    path("c/<slug:county>/screen/<str:key>/", reception_views.screen, name="screen"),
]
