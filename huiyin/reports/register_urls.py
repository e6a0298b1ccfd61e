"""Addresses of the papers of the register."""

from django.urls import path

from huiyin.reports import register_views

urlpatterns = [
    path("register/docx/", register_views.docx, name="register_docx"),
    path("register/xlsx/", register_views.xlsx, name="register_xlsx"),
    path("register/card/<uuid:key>/", register_views.contact_card, name="contact_card"),
]
