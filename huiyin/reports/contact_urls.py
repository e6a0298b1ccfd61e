"""Addresses of the papers and counts of contacts by form."""

from django.urls import path

from huiyin.reports import contact_views

urlpatterns = [
    path("contact-forms/", contact_views.by_form, name="contact_forms"),
    path("contact-days/", contact_views.days, name="contact_days"),
    path("volunteering/xlsx/", contact_views.volunteering_xlsx, name="volunteering"),
]
