"""Addresses of plans of visits."""

from django.urls import path

from huiyin.reach import round_views as views

app_name = "rounds"
urlpatterns = [
    path("", views.rounds, name="list"),
    path("new/", views.new, name="new"),
    path("<str:ref>/", views.see, name="see"),
    path("<str:ref>/progress/", views.progress, name="progress"),
    path("<str:ref>/halt/", views.halt, name="halt"),
    path("<str:ref>/list/", views.paper, name="paper"),
    path("<str:ref>/calendar/", views.calendar, name="calendar"),
    path("<str:ref>/stops/<int:number>/drop/", views.drop, name="drop"),
    path("<str:ref>/steps/<slug:noun>/", views.do, name="do"),
]
