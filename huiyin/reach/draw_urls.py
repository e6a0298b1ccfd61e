"""Addresses of draws of lots."""

from django.urls import path

from huiyin.reach import draw_paper_views, draw_views

app_name = "draws"
urlpatterns = [
    path("", draw_views.draws, name="list"),
    path("new/", draw_views.plan, name="plan"),
    path("visits/new/", draw_views.plan_visits, name="plan_visits"),
    path("forums/<str:ref>/", draw_views.of_forum, name="of_forum"),
    path("<str:ref>/", draw_views.draw, name="see"),
    path("<str:ref>/quotas/", draw_views.quotas, name="quotas"),
    path("<str:ref>/progress/", draw_views.progress, name="progress"),
    path("<str:ref>/steps/<slug:noun>/", draw_views.step, name="do"),
    path("<str:ref>/room/", draw_views.room, name="room"),
    path("<str:ref>/slips/", draw_paper_views.slips, name="slips"),
    path("<str:ref>/letters/", draw_paper_views.letters, name="letters"),
    path("<str:ref>/lots/<int:lot>/answer/", draw_paper_views.answer, name="answer"),
    path("<str:ref>/lots/<int:lot>/person/", draw_paper_views.person, name="person"),
    path("<str:ref>/proof/", draw_paper_views.proof, name="proof"),
]
