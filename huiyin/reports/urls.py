"""Addresses of reports."""

from django.urls import path

from huiyin.reports import burden_views, forum_views, views

app_name = "reports"
urlpatterns = [
    path("work-summary/", views.work_summary, name="work_summary"),
    path("work-summary/docx/", views.docx, name="docx"),
    path("work-summary/rows/<slug:figure>/", views.figure_rows, name="rows"),
    path("burden/", burden_views.burden, name="burden"),
    path("forums/<str:ref>/invitation/<slug:group>/", forum_views.invitation, name="forum_invitation"),
    path("forums/<str:ref>/<slug:paper>/", forum_views.paper, name="forum_paper"),
]
