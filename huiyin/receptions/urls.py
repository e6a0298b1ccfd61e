"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.receptions import booking_views, office_views, paper_views, point_views, public_views, views

receiving = [
    path("receptions/<str:ref>/tickets/<int:number>/record/", point_views.record, name="record"),
    path("receptions/<str:ref>/tickets/<int:number>/receipts/", point_views.receipts, name="receipts"),
]

receptions = [
    path("receptions/", views.sessions, name="list"),
    path("receptions/today/", views.today, name="today"),
    path("receptions/plan/", office_views.year_plan, name="plan"),
    path("receptions/plan/publication/", office_views.publish_plan, name="publish_plan"),
    path("receptions/offices/", office_views.offices, name="offices"),
    path("receptions/offices/new/", office_views.open_office, name="open_office"),
    path("receptions/offices/<uuid:key>/", office_views.office, name="office"),
    path("receptions/offices/<uuid:key>/change/", office_views.change_office, name="change_office"),
    path("receptions/offices/<uuid:key>/duties/", office_views.duties, name="duties"),
    path("receptions/offices/<uuid:key>/screen/", office_views.renew_screen, name="renew_screen"),
    path("receptions/offices/<uuid:key>/staff/<int:line>/", office_views.leave_staff, name="leave_staff"),
    path("receptions/<str:ref>/", views.session, name="see"),
    path("receptions/<str:ref>/calls/", views.calls, name="calls"),
    path("receptions/<str:ref>/screen/", views.screen, name="screen"),
    path("receptions/<str:ref>/tickets/new/", views.walk_in, name="walk_in"),
    path("receptions/<str:ref>/tickets/<int:number>/<slug:turn>/", views.ticket, name="ticket"),
    path("receptions/<str:ref>/bookings/<str:booked>/person/", views.person, name="person"),
    path("receptions/<str:ref>/bookings/<str:booked>/<slug:deed>/", views.booking, name="booking"),
    path("receptions/<str:ref>/<slug:noun>/", views.do, name="do"),
]

reports = [
    path("reports/receptions/plan/docx/", paper_views.plan, name="reception_plan"),
    path("reports/receptions/<str:ref>/minutes/docx/", paper_views.minutes, name="reception_minutes"),
    path("reports/receptions/<str:ref>/register/xlsx/", paper_views.register, name="reception_register"),
    path(
        "reports/receptions/<str:ref>/tickets/<int:number>/docx/",
        paper_views.visitor_form,
        name="reception_form",
    ),
]

say = [
    path("c/<slug:county>/receptions/<str:ref>/booking/", booking_views.book, name="book"),
    path("c/<slug:county>/bookings/<str:ref>/cancellation/", booking_views.cancel, name="cancel_booking"),
]

portal = [
    path("c/<slug:county>/receptions/", public_views.receptions, name="receptions"),
    path("c/<slug:county>/receptions/notice/", public_views.notice, name="receptions_notice"),
    path("c/<slug:county>/receptions/calendar.ics", public_views.feed, name="receptions_feed"),
    path("c/<slug:county>/receptions/<str:ref>/", public_views.reception, name="reception"),
    path("c/<slug:county>/booking-receipt/<str:token>/", public_views.receipt, name="booking_receipt"),
    path("c/<slug:county>/b/<str:token>/", public_views.follow, name="follow_booking"),
    path("c/<slug:county>/bookings/<str:ref>/", public_views.booking, name="booking"),
    path("c/<slug:county>/bookings/<str:ref>/leaving/", public_views.leave, name="leave_booking"),
    path("c/<slug:county>/screen/<str:key>/", public_views.screen, name="screen"),
]
