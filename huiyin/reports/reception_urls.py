"""Addresses of the papers of reception days."""

from django.urls import path

from huiyin.reports import reception_views

urlpatterns = [
    path("receptions/plan/docx/", reception_views.plan, name="reception_plan"),
    path("receptions/<str:ref>/minutes/docx/", reception_views.minutes, name="reception_minutes"),
    path("receptions/<str:ref>/register/xlsx/", reception_views.register, name="reception_register"),
    path(
        "receptions/<str:ref>/tickets/<int:number>/docx/", reception_views.visitor_form, name="reception_form"
    ),
]
