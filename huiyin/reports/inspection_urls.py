"""Addresses of the papers of inspections."""

from django.urls import path

from huiyin.reports import inspection_views

urlpatterns = [
    path("inspections/<str:ref>/notice/docx/", inspection_views.notice, name="inspection_notice"),
    path("inspections/<str:ref>/check-sheet/docx/", inspection_views.checklist, name="checklist"),
    path("ledger/docx/", inspection_views.ledger_docx, name="ledger_docx"),
    path("ledger/xlsx/", inspection_views.ledger_xlsx, name="ledger_xlsx"),
    path("fact-sheets/<str:who>/docx/", inspection_views.fact_sheet, name="fact_sheet_docx"),
]
