"""Addresses of policy briefs for staff."""

from django.urls import path

from huiyin.contacts import brief_views

urlpatterns = [
    path("briefs/", brief_views.briefs, name="briefs"),
    path("briefs/new/", brief_views.write, name="brief_write"),
    path("briefs/<int:brief>/", brief_views.brief, name="brief"),
    path("briefs/<int:brief>/text/", brief_views.rewrite, name="brief_rewrite"),
    path("briefs/<int:brief>/publication/", brief_views.publish, name="brief_publish"),
    path("briefs/<int:brief>/withdrawal/", brief_views.withdraw, name="brief_withdraw"),
    path("briefs/questions/<int:question>/answer/", brief_views.answer, name="brief_answer"),
]
