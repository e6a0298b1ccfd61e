"""Addresses of reports."""

from django.urls import path

from huiyin.reports import contact_views, views

app_name = "reports"
urlpatterns = [
    path("work-summary/", views.work_summary, name="work_summary"),
    path("work-summary/docx/", views.docx, name="docx"),
    path("work-summary/rows/<slug:figure>/", views.figure_rows, name="rows"),
    path("contact-forms/", contact_views.by_form, name="contact_forms"),
    path("contact-days/", contact_views.days, name="contact_days"),
    path("field-stay/<str:ref>/docx/", contact_views.stay_docx, name="field_stay"),
    path("volunteering/xlsx/", contact_views.volunteering_xlsx, name="volunteering"),
]
