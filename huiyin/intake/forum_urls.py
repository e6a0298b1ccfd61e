"""Addresses of residents' forums."""

from django.urls import path

from huiyin.intake import forum_views as views

app_name = "forums"
urlpatterns = [
    path("", views.forums, name="list"),
    path("new/", views.plan, name="plan"),
    path("<str:ref>/", views.forum, name="see"),
    path("<str:ref>/plan/", views.change, name="change"),
    path("<str:ref>/invitation/", views.invite, name="invite"),
    path("<str:ref>/holding/", views.hold, name="hold"),
    path("<str:ref>/cancelling/", views.cancel, name="cancel"),
    path("<str:ref>/closing/", views.close, name="close"),
    path("<str:ref>/points/", views.points, name="points"),
    path("<str:ref>/points/<int:number>/", views.point, name="point"),
]
