"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.reports import burden_views, class_views, contact_views, kpi_views, views

reports = [
    path("reports/work-summary/", views.work_summary, name="work_summary"),
    path("reports/work-summary/docx/", views.docx, name="docx"),
    path("reports/work-summary/rows/<slug:figure>/", views.figure_rows, name="rows"),
    path("reports/classes/", class_views.tables, name="classes"),
    path("reports/classes/rows/", class_views.rows, name="class_rows"),
    path("reports/classes/xlsx/", class_views.xlsx, name="classes_xlsx"),
    path("reports/kpis/", kpi_views.kpis, name="kpis"),
    path("reports/kpis/<slug:kpi>/", kpi_views.kpi, name="kpi"),
    path("reports/burden/", burden_views.burden, name="burden"),
    path("reports/contact-forms/", contact_views.by_form, name="contact_forms"),
    path("reports/contact-days/", contact_views.days, name="contact_days"),
    path("reports/volunteering/xlsx/", contact_views.volunteering_xlsx, name="volunteering"),
]
