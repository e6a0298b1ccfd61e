"""Addresses of field research."""

from django.urls import path

from huiyin.contacts import research_views

urlpatterns = [
    path("research/", research_views.plans, name="research"),
    path("research/new/", research_views.start, name="research_start"),
    path("research/<int:research>/", research_views.plan, name="research_plan"),
    path("research/<int:research>/trips/", research_views.trip, name="research_trip"),
    path("research/<int:research>/findings/", research_views.finding, name="research_finding"),
    path("research/<int:research>/report/", research_views.report, name="research_report"),
    path(
        "research/<int:research>/findings/<int:finding>/measures/",
        research_views.measure,
        name="research_measure",
    ),
    path("research/measures/<int:measure>/", research_views.follow, name="measure"),
]
