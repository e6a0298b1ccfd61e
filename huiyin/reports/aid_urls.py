"""Addresses of the papers of paired assistance and referrals."""

from django.urls import path

from huiyin.reports import aid_views

urlpatterns = [
    path("aid/<int:aid>/docx/", aid_views.aid_plan, name="aid_plan"),
    path("aid/ledger/docx/", aid_views.aid_ledger, name="aid_ledger"),
    path("referrals/<int:referral>/docx/", aid_views.referral_letter, name="referral_letter"),
]
