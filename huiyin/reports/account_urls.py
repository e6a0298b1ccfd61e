"""The address of an account on paper."""

from django.urls import path

from huiyin.reports import account_views

urlpatterns = [
    path("accounts/<str:ref>/docx/", account_views.account, name="account"),
]
