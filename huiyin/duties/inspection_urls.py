"""Addresses of inspections, of the ledger of problems and of fact sheets."""

from django.urls import path

from huiyin.duties import fact_sheet_views, hearing_views, inspection_views, rectification_views, voices_views

app_name = "inspection"
urlpatterns = [
    path("inspections/", inspection_views.inspections, name="list"),
    path("inspections/new/", inspection_views.plan, name="plan"),
    path("inspections/critical-voices/", voices_views.critical_voices, name="critical_voices"),
    path("inspections/<str:ref>/", inspection_views.inspection, name="see"),
    path("inspections/<str:ref>/draw/file/", inspection_views.proof, name="proof"),
    path("inspections/<str:ref>/draw/", inspection_views.verification, name="verification"),
    path("inspections/<str:ref>/calls/<int:number>/", hearing_views.call, name="call"),
    path("inspections/<str:ref>/findings/new/", hearing_views.find, name="find"),
    path("inspections/<str:ref>/findings/<int:number>/answer/", hearing_views.answer, name="answer"),
    path("inspections/<str:ref>/findings/<int:number>/withdrawal/", hearing_views.withdraw, name="withdraw"),
    path("inspections/<str:ref>/steps/<slug:noun>/", inspection_views.step, name="do"),
    path("rectifications/", rectification_views.ledger, name="ledger"),
    path("rectifications/new/", rectification_views.list_problem, name="list_problem"),
    path("rectifications/<str:ref>/", rectification_views.rectification, name="rectification"),
    path("rectifications/<str:ref>/steps/<slug:noun>/", rectification_views.put_right, name="put_right"),
    path("fact-sheets/", fact_sheet_views.people, name="fact_sheets"),
    path("fact-sheets/<str:who>/", fact_sheet_views.fact_sheet, name="fact_sheet"),
]
