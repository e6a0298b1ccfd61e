"""Addresses of posts that are left."""

from django.urls import path

from huiyin.intake import leaving_views

app_name = "posts"
urlpatterns = [path("<int:post>/leaving/", leaving_views.leaving, name="leaving")]
