"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.research import paper_views, views

contacts = [
    path("research/", views.plans, name="research"),
    path("research/new/", views.start, name="research_start"),
    path("research/<int:research>/", views.plan, name="research_plan"),
    path("research/<int:research>/trips/", views.trip, name="research_trip"),
    path("research/<int:research>/findings/", views.finding, name="research_finding"),
    path("research/<int:research>/report/", views.report, name="research_report"),
    path("research/<int:research>/findings/<int:finding>/measures/", views.measure, name="research_measure"),
    path("research/measures/<int:measure>/", views.follow, name="measure"),
]

reports = [
    path("reports/research/docx/", paper_views.research_plans, name="research_plans"),
    path("reports/research/<int:research>/docx/", paper_views.research_report, name="research_report"),
    path("reports/research/results/docx/", paper_views.research_results, name="research_results"),
]
