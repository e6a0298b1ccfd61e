"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.supervision import care_views, orphan_views, supervising_views, views

supervision = [
    path("waiting/", views.waiting_at, name="waiting"),
    path("waiting/matters/", views.matters, name="waiting_matters"),
    path("supervisions/", supervising_views.supervisions, name="list"),
    path("supervisions/neglected/", supervising_views.neglected, name="neglected"),
    path("supervisions/orphans/", orphan_views.orphans, name="orphans"),
    path("supervisions/<int:supervision>/answer/", supervising_views.answer, name="answer"),
    path("supervisions/of/<str:ref>/", supervising_views.of_matter, name="of_matter"),
    path("supervisions/of/<str:ref>/new/", supervising_views.supervise, name="supervise"),
    path("supervisions/of/<str:ref>/care/", care_views.name, name="sponsor"),
    path("supervisions/of/<str:ref>/care/end/", care_views.end, name="end_care"),
    path("care/", care_views.cared_for, name="cared_for"),
]
