"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.inspection import (
    fact_sheet_views,
    hearing_views,
    paper_views,
    rectification_views,
    views,
    voices_views,
)

inspection = [
    path("inspections/", views.inspections, name="list"),
    path("inspections/new/", views.plan, name="plan"),
    path("inspections/critical-voices/", voices_views.critical_voices, name="critical_voices"),
    path("inspections/<str:ref>/", views.inspection, name="see"),
    path("inspections/<str:ref>/draw/file/", views.proof, name="proof"),
    path("inspections/<str:ref>/draw/", views.verification, name="verification"),
    path("inspections/<str:ref>/calls/<int:number>/", hearing_views.call, name="call"),
    path("inspections/<str:ref>/findings/new/", hearing_views.find, name="find"),
    path("inspections/<str:ref>/findings/<int:number>/answer/", hearing_views.answer, name="answer"),
    path("inspections/<str:ref>/findings/<int:number>/withdrawal/", hearing_views.withdraw, name="withdraw"),
    path("inspections/<str:ref>/steps/<slug:noun>/", views.step, name="do"),
    path("rectifications/", rectification_views.ledger, name="ledger"),
    path("rectifications/new/", rectification_views.list_problem, name="list_problem"),
    path("rectifications/<str:ref>/", rectification_views.rectification, name="rectification"),
    path("rectifications/<str:ref>/steps/<slug:noun>/", rectification_views.put_right, name="put_right"),
    path("fact-sheets/", fact_sheet_views.people, name="fact_sheets"),
    path("fact-sheets/<str:who>/", fact_sheet_views.fact_sheet, name="fact_sheet"),
]

reports = [
    path("reports/inspections/<str:ref>/notice/docx/", paper_views.notice, name="inspection_notice"),
    path("reports/inspections/<str:ref>/check-sheet/docx/", paper_views.checklist, name="checklist"),
    path("reports/ledger/docx/", paper_views.ledger_docx, name="ledger_docx"),
    path("reports/ledger/xlsx/", paper_views.ledger_xlsx, name="ledger_xlsx"),
    path("reports/fact-sheets/<str:who>/docx/", paper_views.fact_sheet, name="fact_sheet_docx"),
]
