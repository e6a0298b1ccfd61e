"""Addresses of reports."""

from django.urls import path

from huiyin.reports import reception_views, views

app_name = "reports"
urlpatterns = [
    path("work-summary/", views.work_summary, name="work_summary"),
    path("work-summary/docx/", views.docx, name="docx"),
    path("work-summary/rows/<slug:figure>/", views.figure_rows, name="rows"),
    path("receptions/plan/docx/", reception_views.plan, name="reception_plan"),
    path("receptions/<str:ref>/minutes/docx/", reception_views.minutes, name="reception_minutes"),
    path("receptions/<str:ref>/register/xlsx/", reception_views.register, name="reception_register"),
    path(
        "receptions/<str:ref>/tickets/<int:number>/docx/", reception_views.visitor_form, name="reception_form"
    ),
]
