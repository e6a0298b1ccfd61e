"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.register import (
    absence_views,
    contact_views,
    deed_views,
    group_views,
    paper_views,
    reveal_views,
    secondment_views,
    views,
    visit_list_views,
)

contacts = [
    path("contacts/<str:ref>/", contact_views.contact, name="see"),
    path("register/", views.lines, name="register"),
    path("register/new/", deed_views.pair, name="pair"),
    path("register/lines/<int:line>/ending/", deed_views.end, name="end"),
    path("register/lines/<int:line>/handover/", deed_views.hand_over, name="hand_over"),
    path("register/households/<uuid:key>/", views.household, name="household"),
    path("register/households/<uuid:key>/card/", views.card, name="card"),
    path("register/households/<uuid:key>/details/", deed_views.describe, name="describe"),
    path("register/households/<uuid:key>/slip/", group_views.give, name="group_slip"),
    path("register/households/<uuid:key>/off/", deed_views.take_off, name="take_off"),
    path("register/households/<uuid:key>/back/", deed_views.put_back, name="put_back"),
    path("register/households/<uuid:key>/apart/", deed_views.tell_apart, name="tell_apart"),
    path("register/people/<uuid:key>/consent/", deed_views.consent, name="consent"),
    path("register/below-quota/", views.below_quota, name="below_quota"),
    path("register/apart/", views.held, name="held_apart"),
    path("register/dormant/", views.dormant, name="dormant"),
    path("register/load/", views.load, name="load"),
    path("register/absences/", absence_views.absences, name="absences"),
    path("register/absences/stand-in/", absence_views.stand_in, name="stand_in"),
    path("register/absences/<int:absence>/return/", absence_views.call_back, name="call_back"),
    path("register/exemptions/new/", absence_views.exemption, name="exemption"),
    path("register/exemptions/<int:exemption>/decision/", absence_views.decide, name="decide"),
    path("register/secondments/new/", secondment_views.second, name="second"),
    path("register/secondments/<int:secondment>/return/", secondment_views.end, name="end_secondment"),
    path("visit-list/", visit_list_views.visit_list, name="visit_list"),
]

portal = [
    path("c/<slug:county>/groups/", group_views.ask, name="groups_ask"),
    path("c/<slug:county>/matters/<str:ref>/groups/", group_views.ask_slip, name="groups_slip"),
    path("c/<slug:county>/groups/say/", group_views.say, name="groups_say"),
    path("c/<slug:county>/groups/<str:slip>/", group_views.follow, name="groups"),
]

people = [
    path("households/<uuid:key>/", reveal_views.household, name="household"),
    path("people/<uuid:key>/reveal/", reveal_views.reveal, name="reveal"),
]

reports = [
    path("reports/register/docx/", paper_views.docx, name="register_docx"),
    path("reports/register/xlsx/", paper_views.xlsx, name="register_xlsx"),
    path("reports/register/card/<uuid:key>/", paper_views.contact_card, name="contact_card"),
]
