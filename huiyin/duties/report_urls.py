"""Addresses of the account up the line."""

from django.urls import path

from huiyin.duties import report_views

urlpatterns = [
    path("accounts/", report_views.mine, name="reports"),
    path("accounts/inbox/", report_views.inbox, name="inbox"),
    path("accounts/all/", report_views.everything, name="all_reports"),
    path("accounts/sheets/submission/", report_views.hand_in_sheets, name="hand_in_sheets"),
    path("accounts/<str:ref>/", report_views.see, name="report"),
    path("accounts/<str:ref>/rows/<str:figure>/", report_views.rows, name="report_rows"),
    path("accounts/<str:ref>/confirmation/", report_views.confirm, name="confirm"),
    path("accounts/<str:ref>/submission/", report_views.submit, name="submit"),
    path("accounts/<str:ref>/acceptance/", report_views.accept, name="accept"),
    path("accounts/<str:ref>/return/", report_views.send_back, name="send_back"),
    path("accounts/<str:ref>/restatement/", report_views.restate, name="restate"),
]
