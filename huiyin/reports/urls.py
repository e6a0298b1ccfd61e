"""Addresses of reports."""

from django.urls import path

from huiyin.reports import register_views, views

app_name = "reports"
urlpatterns = [
    path("work-summary/", views.work_summary, name="work_summary"),
    path("work-summary/docx/", views.docx, name="docx"),
    path("work-summary/rows/<slug:figure>/", views.figure_rows, name="rows"),
    path("register/docx/", register_views.docx, name="register_docx"),
    path("register/xlsx/", register_views.xlsx, name="register_xlsx"),
    path("register/card/<uuid:key>/", register_views.contact_card, name="contact_card"),
]
