"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.help import aid_views, need_views, paper_views

contacts = [
    path("aid/", aid_views.plans, name="aid"),
    path("aid/new/", aid_views.start, name="aid_start"),
    path("aid/<int:aid>/", aid_views.plan, name="aid_plan"),
    path("aid/<int:aid>/actions/", aid_views.act, name="aid_act"),
    path("aid/<int:aid>/ending/", aid_views.end, name="aid_end"),
    path("aid/needs/", need_views.needs, name="needs"),
    path("aid/needs/new/", need_views.assess, name="need_assess"),
    path("aid/needs/<int:need>/", need_views.need, name="need"),
    path("aid/needs/<int:need>/referral/", need_views.refer, name="need_refer"),
    path("aid/needs/<int:need>/withdrawal/", need_views.withdraw, name="need_withdraw"),
    path("aid/referrals/<int:referral>/receipt/", need_views.receipt, name="receipt"),
]

reports = [
    path("reports/aid/<int:aid>/docx/", paper_views.aid_plan, name="aid_plan"),
    path("reports/aid/ledger/docx/", paper_views.aid_ledger, name="aid_ledger"),
    path("reports/referrals/<int:referral>/docx/", paper_views.referral_letter, name="referral_letter"),
]
