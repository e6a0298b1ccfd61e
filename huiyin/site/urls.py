"""Every address, by the name in front of the colon; several rooms may share one."""

from typing import Any

from django.urls import URLPattern, include, path
from django.urls.resolvers import RoutePattern
from django.views.i18n import set_language

from huiyin.accounts import urls as accounts
from huiyin.administration import urls as administration
from huiyin.api import urls as api
from huiyin.contacts import urls as contacts
from huiyin.duties import urls as duties
from huiyin.forums import urls as forums
from huiyin.help import urls as help
from huiyin.inspection import urls as inspection
from huiyin.intake import urls as intake
from huiyin.lots import urls as lots
from huiyin.matters import urls as matters
from huiyin.outbox import urls as outbox
from huiyin.portal import urls as portal
from huiyin.privacy import urls as privacy
from huiyin.publish import urls as publish
from huiyin.reach import urls as reach
from huiyin.receptions import urls as receptions
from huiyin.recording import urls as recording
from huiyin.register import urls as register
from huiyin.reports import urls as reports
from huiyin.research import urls as research
from huiyin.rounds import urls as rounds
from huiyin.sealed import urls as sealed
from huiyin.search import urls as search
from huiyin.sheets import urls as sheets
from huiyin.site import desk, ops, password, session, using
from huiyin.site.shelves import Shelves
from huiyin.supervision import urls as supervision
from huiyin.villages import urls as villages


def named(name: str, *rooms: list[URLPattern]) -> Any:
    """The addresses of one name, from each room that has some; the first that fits an address answers."""
    return path("", include(([address for addresses in rooms for address in addresses], name)))


_addresses = [
    path("language/", set_language, name="set_language"),
    path("login/", session.log_in, name="login"),
    path("logout/", session.log_out, name="logout"),
    path("password/", password.choose, name="password"),
    path("desk/", desk.desk, name="desk"),
    path("notices/", desk.notices, name="notices"),
    *using.staff_addresses,
    # officials
    named("intake", recording.intake),
    named("posts", recording.posts),
    named("briefs", publish.briefs),
    named("documents", publish.documents),
    named("receiving", receptions.receiving),
    named("receptions", receptions.receptions),
    named("forums", forums.forums),
    named("imports", sheets.imports),
    named("draws", lots.draws),
    named("rounds", rounds.rounds),
    named("matters", matters.matters),
    named("search", search.search),
    named("sealed", sealed.sealed),
    named("supervision", supervision.supervision),
    named("calls", intake.calls),
    named("letters", intake.letters),
    named("wechat", intake.account),
    named(
        "contacts",
        villages.contacts,
        contacts.contacts,
        register.contacts,
        help.contacts,
        research.contacts,
        publish.contacts,
        privacy.contacts,
    ),
    named("privacy", privacy.privacy),
    named("people", register.people),
    named("duties", duties.duties, accounts.duties),
    named("inspection", inspection.inspection),
    named(
        "reports",
        reports.reports,
        register.reports,
        help.reports,
        research.reports,
        publish.reports,
        receptions.reports,
        contacts.reports,
        forums.reports,
        accounts.reports,
        inspection.reports,
    ),
    named("reach", reach.reach),
    # administrators, and how officials come in the first time
    named("administration", administration.administration),
    named("systems", api.systems),
    named("slips", administration.slips),
    named("outbox", outbox.outbox),
    named("founding", administration.founding),
    # the public
    named("say", intake.say, receptions.say),
    named(
        "portal",
        portal.portal,
        matters.portal,
        publish.portal,
        receptions.portal,
        lots.portal,
        privacy.portal,
        register.portal,
        outbox.portal,
        using.portal,
    ),
    # other systems
    named("api", api.api),
    named("open311", api.open311),
    named("gateway", outbox.gateway),
    # the machine room
    path("-/health/", ops.health, name="health"),
    path("-/clock/", ops.clock, name="clock"),
]
urlpatterns = [Shelves(RoutePattern(""), _addresses)]
handler400 = "huiyin.site.errors.unreadable"
handler404 = "huiyin.site.errors.missing"
handler500 = "huiyin.site.errors.failed"
