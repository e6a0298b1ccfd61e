"""Addresses of reports."""

from django.urls import path

from huiyin.reports import (
    account_views,
    burden_views,
    class_views,
    contact_views,
    forum_views,
    help_views,
    inspection_views,
    reception_views,
    register_views,
    views,
)

app_name = "reports"
urlpatterns = [
    path("work-summary/", views.work_summary, name="work_summary"),
    path("work-summary/docx/", views.docx, name="docx"),
    path("work-summary/rows/<slug:figure>/", views.figure_rows, name="rows"),
    path("register/docx/", register_views.docx, name="register_docx"),
    path("register/xlsx/", register_views.xlsx, name="register_xlsx"),
    path("register/card/<uuid:key>/", register_views.contact_card, name="contact_card"),
    path("classes/", class_views.tables, name="classes"),
    path("classes/rows/", class_views.rows, name="class_rows"),
    path("classes/xlsx/", class_views.xlsx, name="classes_xlsx"),
    path("aid/<int:aid>/docx/", help_views.aid_plan, name="aid_plan"),
    path("aid/ledger/docx/", help_views.aid_ledger, name="aid_ledger"),
    path("referrals/<int:referral>/docx/", help_views.referral_letter, name="referral_letter"),
    path("research/docx/", help_views.research_plans, name="research_plans"),
    path("research/<int:research>/docx/", help_views.research_report, name="research_report"),
    path("research/results/docx/", help_views.research_results, name="research_results"),
    path("briefs/<int:brief>/docx/", help_views.brief_sheet, name="brief_sheet"),
    path("receptions/plan/docx/", reception_views.plan, name="reception_plan"),
    path("receptions/<str:ref>/minutes/docx/", reception_views.minutes, name="reception_minutes"),
    path("receptions/<str:ref>/register/xlsx/", reception_views.register, name="reception_register"),
    path(
        "receptions/<str:ref>/tickets/<int:number>/docx/", reception_views.visitor_form, name="reception_form"
    ),
    path("contact-forms/", contact_views.by_form, name="contact_forms"),
    path("contact-days/", contact_views.days, name="contact_days"),
    path("field-stay/<str:ref>/docx/", contact_views.stay_docx, name="field_stay"),
    path("volunteering/xlsx/", contact_views.volunteering_xlsx, name="volunteering"),
    path("burden/", burden_views.burden, name="burden"),
    path("forums/<str:ref>/invitation/<slug:group>/", forum_views.invitation, name="forum_invitation"),
    path("forums/<str:ref>/<slug:paper>/", forum_views.paper, name="forum_paper"),
    path("accounts/<str:ref>/docx/", account_views.account, name="account"),
    path("inspections/<str:ref>/notice/docx/", inspection_views.notice, name="inspection_notice"),
    path("inspections/<str:ref>/check-sheet/docx/", inspection_views.checklist, name="checklist"),
    path("ledger/docx/", inspection_views.ledger_docx, name="ledger_docx"),
    path("ledger/xlsx/", inspection_views.ledger_xlsx, name="ledger_xlsx"),
    path("fact-sheets/<str:who>/docx/", inspection_views.fact_sheet, name="fact_sheet_docx"),
]
