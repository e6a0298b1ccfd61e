"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.reach import map_views, views

reach = [
    path("reach/", views.mine, name="mine"),
    path("reach/branch/", views.branch, name="branch"),
    path("reach/area/", views.area, name="area"),
    path("reach/area/depth/", views.area_depth, name="area_depth"),
    path("reach/area/statistics/", views.statistics, name="statistics"),
    path("reach/area/shapes/", map_views.shapes, name="shapes"),
    path("reach/rows/<slug:figure>/", views.behind, name="rows"),
]
