"""Addresses of what counts across all: work summary, classes, burden."""

from django.urls import path

from huiyin.reports import burden_views, class_views, views

urlpatterns = [
    path("work-summary/", views.work_summary, name="work_summary"),
    path("work-summary/docx/", views.docx, name="docx"),
    path("work-summary/rows/<slug:figure>/", views.figure_rows, name="rows"),
    path("classes/", class_views.tables, name="classes"),
    path("classes/rows/", class_views.rows, name="class_rows"),
    path("classes/xlsx/", class_views.xlsx, name="classes_xlsx"),
    path("burden/", burden_views.burden, name="burden"),
]
