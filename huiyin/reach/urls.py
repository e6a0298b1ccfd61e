"""Addresses of the pages of breadth and depth."""

from django.urls import path

from huiyin.reach import map_views, views

app_name = "reach"
urlpatterns = [
    path("reach/", views.mine, name="mine"),
    path("reach/branch/", views.branch, name="branch"),
    path("reach/area/", views.area, name="area"),
    path("reach/area/depth/", views.area_depth, name="area_depth"),
    path("reach/area/statistics/", views.statistics, name="statistics"),
    path("reach/area/shapes/", map_views.shapes, name="shapes"),
    path("reach/rows/<slug:figure>/", views.behind, name="rows"),
]
