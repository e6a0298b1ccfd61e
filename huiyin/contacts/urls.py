"""Addresses of the register, of contacts, of promises, and of what stands around them."""

from django.urls import path

from huiyin.contacts import aid_views, brief_views, need_views, research_views, views, village_views

app_name = "contacts"
urlpatterns = [
    path("contacts/", views.contacts, name="list"),
    path("contacts/<str:ref>/", views.contact, name="see"),
    path("contacts/<str:ref>/voiding/", views.void, name="void"),
    path("register/", views.register, name="register"),
    path("promises/", views.promises, name="promises"),
    path("promises/<int:pk>/keeping/", views.keep, name="keep"),
    path("aid/", aid_views.plans, name="aid"),
    path("aid/new/", aid_views.start, name="aid_start"),
    path("aid/<int:aid>/", aid_views.plan, name="aid_plan"),
    path("aid/<int:aid>/actions/", aid_views.act, name="aid_act"),
    path("aid/<int:aid>/ending/", aid_views.end, name="aid_end"),
    path("aid/needs/", need_views.needs, name="needs"),
    path("aid/needs/new/", need_views.assess, name="need_assess"),
    path("aid/needs/<int:need>/", need_views.need, name="need"),
    path("aid/needs/<int:need>/referral/", need_views.refer, name="need_refer"),
    path("aid/needs/<int:need>/withdrawal/", need_views.withdraw, name="need_withdraw"),
    path("aid/referrals/<int:referral>/receipt/", need_views.receipt, name="receipt"),
    path("research/", research_views.plans, name="research"),
    path("research/new/", research_views.start, name="research_start"),
    path("research/<int:research>/", research_views.plan, name="research_plan"),
    path("research/<int:research>/trips/", research_views.trip, name="research_trip"),
    path("research/<int:research>/findings/", research_views.finding, name="research_finding"),
    path("research/<int:research>/report/", research_views.report, name="research_report"),
    path(
        "research/<int:research>/findings/<int:finding>/measures/",
        research_views.measure,
        name="research_measure",
    ),
    path("research/measures/<int:measure>/", research_views.follow, name="measure"),
    path("villages/", village_views.villages, name="villages"),
    path("villages/<str:village>/", village_views.village, name="village"),
    path("villages/<str:village>/issues/", village_views.issue, name="village_issue"),
    path("villages/issues/<int:issue>/decision/", village_views.decide, name="village_decide"),
    path("villages/issues/<int:issue>/advice/", village_views.advise, name="village_advise"),
    path("briefs/", brief_views.briefs, name="briefs"),
    path("briefs/new/", brief_views.write, name="brief_write"),
    path("briefs/<int:brief>/", brief_views.brief, name="brief"),
    path("briefs/<int:brief>/text/", brief_views.rewrite, name="brief_rewrite"),
    path("briefs/<int:brief>/publication/", brief_views.publish, name="brief_publish"),
    path("briefs/<int:brief>/withdrawal/", brief_views.withdraw, name="brief_withdraw"),
    path("briefs/questions/<int:question>/answer/", brief_views.answer, name="brief_answer"),
]
