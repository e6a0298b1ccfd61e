"""The address of a policy brief on paper."""

from django.urls import path

from huiyin.reports import brief_views

urlpatterns = [
    path("briefs/<int:brief>/docx/", brief_views.brief_sheet, name="brief_sheet"),
]
