"""Addresses of the register, of absences and secondments, and of the list that is taken along."""

from django.urls import path

from huiyin.contacts import (
    absence_views,
    register_deed_views,
    register_views,
    secondment_views,
    visit_list_views,
)

urlpatterns = [
    path("register/", register_views.lines, name="register"),
    path("register/new/", register_deed_views.pair, name="pair"),
    path("register/lines/<int:line>/ending/", register_deed_views.end, name="end"),
    path("register/lines/<int:line>/handover/", register_deed_views.hand_over, name="hand_over"),
    path("register/households/<uuid:key>/", register_views.household, name="household"),
    path("register/households/<uuid:key>/card/", register_views.card, name="card"),
    path("register/households/<uuid:key>/details/", register_deed_views.describe, name="describe"),
    path("register/people/<uuid:key>/consent/", register_deed_views.consent, name="consent"),
    path("register/below-quota/", register_views.below_quota, name="below_quota"),
    path("register/dormant/", register_views.dormant, name="dormant"),
    path("register/load/", register_views.load, name="load"),
    path("register/absences/", absence_views.absences, name="absences"),
    path("register/absences/stand-in/", absence_views.stand_in, name="stand_in"),
    path("register/absences/<int:absence>/return/", absence_views.call_back, name="call_back"),
    path("register/exemptions/new/", absence_views.exemption, name="exemption"),
    path("register/exemptions/<int:exemption>/decision/", absence_views.decide, name="decide"),
    path("register/secondments/new/", secondment_views.second, name="second"),
    path("register/secondments/<int:secondment>/return/", secondment_views.end, name="end_secondment"),
    path("visit-list/", visit_list_views.visit_list, name="visit_list"),
]
