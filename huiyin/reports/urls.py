"""Addresses of reports."""

from django.urls import path

from huiyin.reports import account_views, views

app_name = "reports"
urlpatterns = [
    path("work-summary/", views.work_summary, name="work_summary"),
    path("work-summary/docx/", views.docx, name="docx"),
    path("work-summary/rows/<slug:figure>/", views.figure_rows, name="rows"),
    path("accounts/<str:ref>/docx/", account_views.account, name="account"),
]
