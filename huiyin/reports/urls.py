"""Addresses of reports."""

from django.urls import path

from huiyin.reports import inspection_views, views

app_name = "reports"
urlpatterns = [
    path("work-summary/", views.work_summary, name="work_summary"),
    path("work-summary/docx/", views.docx, name="docx"),
    path("work-summary/rows/<slug:figure>/", views.figure_rows, name="rows"),
    path("inspections/<str:ref>/notice/docx/", inspection_views.notice, name="inspection_notice"),
    path("inspections/<str:ref>/check-sheet/docx/", inspection_views.checklist, name="checklist"),
    path("ledger/docx/", inspection_views.ledger_docx, name="ledger_docx"),
    path("ledger/xlsx/", inspection_views.ledger_xlsx, name="ledger_xlsx"),
    path("fact-sheets/<str:who>/docx/", inspection_views.fact_sheet, name="fact_sheet_docx"),
]
