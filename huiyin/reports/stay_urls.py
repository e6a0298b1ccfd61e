"""The address of a field stay on paper."""

from django.urls import path

from huiyin.reports import stay_views

urlpatterns = [
    path("field-stay/<str:ref>/docx/", stay_views.stay_docx, name="field_stay"),
]
