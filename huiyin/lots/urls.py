"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.lots import paper_views, public_views, views

draws = [
    path("draws/", views.draws, name="list"),
    path("draws/new/", views.plan, name="plan"),
    path("draws/visits/new/", views.plan_visits, name="plan_visits"),
    path("draws/forums/<str:ref>/", views.of_forum, name="of_forum"),
    path("draws/<str:ref>/", views.draw, name="see"),
    path("draws/<str:ref>/quotas/", views.quotas, name="quotas"),
    path("draws/<str:ref>/progress/", views.progress, name="progress"),
    path("draws/<str:ref>/steps/<slug:noun>/", views.step, name="do"),
    path("draws/<str:ref>/room/", views.room, name="room"),
    path("draws/<str:ref>/slips/", paper_views.slips, name="slips"),
    path("draws/<str:ref>/letters/", paper_views.letters, name="letters"),
    path("draws/<str:ref>/lots/<int:lot>/answer/", paper_views.answer, name="answer"),
    path("draws/<str:ref>/lots/<int:lot>/person/", paper_views.person, name="person"),
    path("draws/<str:ref>/proof/", paper_views.proof, name="proof"),
]

portal = [
    path("c/<slug:county>/draws/", public_views.draws, name="draws"),
    path("c/<slug:county>/draws/<str:ref>/", public_views.draw, name="draw"),
    path("c/<slug:county>/draws/<str:ref>/proof.json", public_views.proof, name="draw_proof"),
    path("c/<slug:county>/draws/<str:ref>/yours/", public_views.your_lot, name="your_lot"),
]
