"""Addresses of reception days for staff."""

from django.urls import path

from huiyin.contacts import reception_office_views as office_views
from huiyin.contacts import reception_views as views

app_name = "receptions"
urlpatterns = [
    path("", views.sessions, name="list"),
    path("today/", views.today, name="today"),
    path("plan/", office_views.year_plan, name="plan"),
    path("plan/publication/", office_views.publish_plan, name="publish_plan"),
    path("offices/", office_views.offices, name="offices"),
    path("offices/new/", office_views.open_office, name="open_office"),
    path("offices/<uuid:key>/", office_views.office, name="office"),
    path("offices/<uuid:key>/change/", office_views.change_office, name="change_office"),
    path("offices/<uuid:key>/duties/", office_views.duties, name="duties"),
    path("offices/<uuid:key>/screen/", office_views.renew_screen, name="renew_screen"),
    path("offices/<uuid:key>/staff/<int:line>/", office_views.leave_staff, name="leave_staff"),
    path("<str:ref>/", views.session, name="see"),
    path("<str:ref>/calls/", views.calls, name="calls"),
    path("<str:ref>/screen/", views.screen, name="screen"),
    path("<str:ref>/tickets/new/", views.walk_in, name="walk_in"),
    path("<str:ref>/tickets/<int:number>/<slug:turn>/", views.ticket, name="ticket"),
    path("<str:ref>/bookings/<str:booked>/person/", views.person, name="person"),
    path("<str:ref>/bookings/<str:booked>/<slug:deed>/", views.booking, name="booking"),
    path("<str:ref>/<slug:noun>/", views.do, name="do"),
]
