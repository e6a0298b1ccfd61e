"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.administration import (
    division_views,
    document_views,
    founding_views,
    letting_views,
    logo_views,
    number_views,
    official_views,
    post_views,
    rule_views,
    slip_views,
    unit_views,
    views,
)

administration = [
    path("administration/", views.overview, name="overview"),
    path("administration/trail/", views.trail, name="trail"),
    path("administration/officials/", official_views.listed, name="officials"),
    path("administration/officials/slips/", letting_views.many, name="many"),
    path("administration/officials/new/", official_views.enter, name="enter_official"),
    path("administration/officials/<int:official>/", official_views.see, name="official"),
    path("administration/officials/<int:official>/slip/<str:token>/", official_views.slip, name="slip"),
    path(
        "administration/officials/<int:official>/slip/<str:token>/docx/",
        official_views.slip_docx,
        name="slip_docx",
    ),
    path("administration/officials/<int:official>/<slug:noun>/", official_views.do, name="do"),
    path("administration/charter/", rule_views.charter, name="charter"),
    path("administration/charter/new/", rule_views.adopt, name="adopt"),
    path("administration/charter/fields/", rule_views.adopt_by_fields, name="adopt_by_fields"),
    path("administration/calendar/", rule_views.year, name="calendar"),
    path("administration/calendar/new/", rule_views.enter_year, name="enter_year"),
    path("administration/documents/", document_views.listed, name="documents"),
    path("administration/documents/new/", document_views.enter, name="enter_document"),
    path("administration/documents/<int:document>/", document_views.file, name="document"),
    path(
        "administration/documents/<int:document>/taking-back/",
        document_views.take_back,
        name="take_document_back",
    ),
    path("administration/logo/", logo_views.offer, name="logo"),
    path("administration/logo/removal/", logo_views.remove, name="remove_logo"),
    path("administration/logo/<slug:digest>/", logo_views.show, name="logo_shown"),
    path("administration/logo/<slug:digest>/picture/", logo_views.picture, name="logo_picture"),
    path("administration/numbers/", number_views.keep, name="numbers"),
    path("administration/units/", unit_views.listed, name="units"),
    path("administration/units/new/", unit_views.enter, name="enter_unit"),
    path("administration/units/divisions/", division_views.towns, name="divisions"),
    path("administration/units/divisions/villages/", division_views.places, name="places"),
    path("administration/units/<int:unit>/", unit_views.see, name="unit"),
    path("administration/units/<int:unit>/details/", unit_views.revise, name="revise_unit"),
    path("administration/units/<int:unit>/end/", unit_views.end, name="end_unit"),
    path("administration/units/<int:unit>/members/new/", unit_views.add_member, name="add_member"),
    path("administration/posts/<int:appointment>/capacities/", post_views.capacities, name="capacities"),
    path("administration/posts/<int:appointment>/leaving/", post_views.leaving, name="leaving"),
]

slips = [
    path("c/<slug:county>/come-in/", slip_views.ask, name="ask"),
    path("c/<slug:county>/come-in/password/", slip_views.password, name="password"),
    path("c/<slug:county>/come-in/<slug:link>/", slip_views.follow, name="link"),
]

founding = [
    path("found/<str:token>/", founding_views.where, name="where"),
    path("found/<str:token>/county/", founding_views.begin, name="begin"),
]
