"""Addresses of draws of lots for the public."""

from django.urls import path

from huiyin.portal import draw_views

urlpatterns = [
    path("c/<slug:county>/draws/", draw_views.draws, name="draws"),
    path("c/<slug:county>/draws/<str:ref>/", draw_views.draw, name="draw"),
    path("c/<slug:county>/draws/<str:ref>/proof.json", draw_views.proof, name="draw_proof"),
    path("c/<slug:county>/draws/<str:ref>/yours/", draw_views.your_lot, name="your_lot"),
]
