"""Every address, by whose page it is."""

from django.urls import include, path
from django.views.i18n import set_language

from huiyin.site import desk, ops, session

urlpatterns = [
    path("language/", set_language, name="set_language"),
    # officials
    path("login/", session.log_in, name="login"),
    path("logout/", session.log_out, name="logout"),
    path("desk/", desk.desk, name="desk"),
    path("notices/", desk.notices, name="notices"),
    path("", include("huiyin.intake.staff_urls")),
    path("posts/", include("huiyin.intake.post_urls")),
    path("briefs/", include("huiyin.intake.brief_urls")),
    path("receptions/", include("huiyin.intake.reception_urls")),
    path("receptions/", include("huiyin.contacts.reception_urls")),
    path("forums/", include("huiyin.intake.forum_urls")),
    path("import/", include("huiyin.intake.sheets.urls")),
    path("draws/", include("huiyin.reach.draw_urls")),
    path("rounds/", include("huiyin.reach.round_urls")),
    path("", include("huiyin.matters.urls")),
    path("", include("huiyin.contacts.urls")),
    path("", include("huiyin.people.urls")),
    path("", include("huiyin.duties.urls")),
    path("", include("huiyin.duties.inspection_urls")),
    path("reports/", include("huiyin.reports.urls")),
    path("", include("huiyin.reach.urls")),
    # the public
    path("c/<slug:county>/", include("huiyin.intake.public_urls")),
    path("", include("huiyin.portal.urls")),
    # the machine room
    path("-/health/", ops.health, name="health"),
    path("-/clock/", ops.clock, name="clock"),
]
