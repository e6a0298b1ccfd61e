"""Addresses of reports."""

from django.urls import path
from django.views.generic import RedirectView

app_name = "reports"
urlpatterns: list = [path("work-summary/", RedirectView.as_view(url="/desk/"), name="work_summary")]
