"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.accounts import digest_views, paper_views, views

duties = [
    path("accounts/", views.mine, name="reports"),
    path("accounts/inbox/", views.inbox, name="inbox"),
    path("accounts/all/", views.everything, name="all_reports"),
    path("accounts/sheets/submission/", views.hand_in_sheets, name="hand_in_sheets"),
    path("accounts/running/<slug:figure>/", views.running, name="running_rows"),
    path("digests/", digest_views.listed, name="digests"),
    path("digests/new/", digest_views.write, name="write_digest"),
    path("digests/<int:digest>/", digest_views.see, name="digest"),
    path("accounts/<str:ref>/", views.see, name="report"),
    path("accounts/<str:ref>/rows/<str:figure>/", views.rows, name="report_rows"),
    path("accounts/<str:ref>/confirmation/", views.confirm, name="confirm"),
    path("accounts/<str:ref>/submission/", views.submit, name="submit"),
    path("accounts/<str:ref>/acceptance/", views.accept, name="accept"),
    path("accounts/<str:ref>/return/", views.send_back, name="send_back"),
    path("accounts/<str:ref>/restatement/", views.restate, name="restate"),
]

reports = [
    path("reports/accounts/<str:ref>/docx/", paper_views.account, name="account"),
    path("reports/digests/<int:digest>/docx/", digest_views.docx, name="digest_docx"),
]
