"""Addresses of the papers of field research."""

from django.urls import path

from huiyin.reports import research_views

urlpatterns = [
    path("research/docx/", research_views.research_plans, name="research_plans"),
    path("research/<int:research>/docx/", research_views.research_report, name="research_report"),
    path("research/results/docx/", research_views.research_results, name="research_results"),
]
