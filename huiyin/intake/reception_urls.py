"""Addresses where the staff of a reception office writes down its visitors."""

from django.urls import path

from huiyin.intake import reception_views

app_name = "receiving"
urlpatterns = [
    path("<str:ref>/tickets/<int:number>/record/", reception_views.record, name="record"),
    path("<str:ref>/tickets/<int:number>/receipts/", reception_views.receipts, name="receipts"),
]
