"""Every address, by whose page it is; a name in front of the colon may be shared by several rooms."""

from types import ModuleType
from typing import Any

from django.urls import include, path
from django.views.i18n import set_language

from huiyin.contacts import brief_urls, help_urls, register_urls, research_urls, village_urls
from huiyin.contacts import urls as contact_urls
from huiyin.duties import report_urls
from huiyin.duties import urls as duty_urls
from huiyin.intake import booking_urls, privacy_urls
from huiyin.intake import public_urls as say_urls
from huiyin.matters import contact_urls as seen_urls
from huiyin.portal import brief_urls as public_brief_urls
from huiyin.portal import draw_urls as public_draw_urls
from huiyin.portal import reception_urls as public_reception_urls
from huiyin.portal import urls as portal_urls
from huiyin.reports import (
    account_urls,
    aid_urls,
    forum_urls,
    inspection_urls,
    reception_urls,
    stay_urls,
)
from huiyin.reports import brief_urls as brief_paper_urls
from huiyin.reports import (
    contact_urls as contact_paper_urls,
)
from huiyin.reports import register_urls as register_paper_urls
from huiyin.reports import research_urls as research_paper_urls
from huiyin.reports import urls as report_urls_
from huiyin.site import desk, ops, session


def together(name: str, *rooms: ModuleType) -> Any:
    """The addresses of several rooms under one name."""
    return include(([one for room in rooms for one in room.urlpatterns], name))


registers = (
    village_urls,
    contact_urls,
    seen_urls,
    register_urls,
    help_urls,
    research_urls,
    brief_urls,
    privacy_urls,
)
papers = (
    report_urls_,
    register_paper_urls,
    aid_urls,
    research_paper_urls,
    brief_paper_urls,
    reception_urls,
    contact_paper_urls,
    stay_urls,
    forum_urls,
    account_urls,
    inspection_urls,
)
public = (portal_urls, public_brief_urls, public_reception_urls, public_draw_urls)

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
    path("", together("contacts", *registers)),
    path("", include("huiyin.contacts.reveal_urls")),
    path("", together("duties", duty_urls, report_urls)),
    path("", include("huiyin.duties.inspection_urls")),
    path("reports/", together("reports", *papers)),
    path("", include("huiyin.reach.urls")),
    # the public
    path("c/<slug:county>/", together("say", say_urls, booking_urls)),
    path("", together("portal", *public)),
    # the machine room
    path("-/health/", ops.health, name="health"),
    path("-/clock/", ops.clock, name="clock"),
]
