"""What follows when a routing is taken back or objected to: by whom, until when, and that it is decided once."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.lib.refusal import Beside
from huiyin.matters import dates
from huiyin.matters.models import HandBack, Matter, State, Step
from huiyin.matters.rules import firewall
from huiyin.matters.rules.move import Move, Who
from huiyin.matters.rules.routing import objection_to_unit
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.models import Official, Unit

Deed = Step.Deed


def objection_to_handing_back(matter: Matter, _by: Official, at: datetime) -> str | None:
    """Once, and within the charter's days after it was routed (T09, I-06)."""
    if handed_back(matter) is not None:
        return _("It has been handed back once already; what was decided then stands.")
    routed = matter.deadlines.running().filter(kind="sign").first()
    rule = matter.charter.charter.clock("object", matter.profile)
    if routed is None:
        return None
    until = dates.reckon(calendar(), routed.started_on, rule.n, rule.unit).due_legal
    if local_day(at, matter.county) > until:
        return _("The days in which it could be handed back have passed; please take it over.")
    return None


def objection_to_deciding(matter: Matter, by: Official, _at: datetime) -> str | None:
    """Decided by somebody else than who handed it back."""
    found = handed_back(matter)
    if found is not None and found.by_id == by.pk:
        return _("You handed it back, so somebody else has to decide.")
    return None


def objection_to_proposal(matter: Matter, proposed: Unit, at: datetime) -> str | None:
    """Who hands it back says whose it is: a unit that exists, and another one."""
    if proposed.pk == matter.lead_unit_id:
        return Beside("proposed", _("Please name another unit than your own."))
    objection = objection_to_unit(proposed, local_day(at, matter.county))
    objection = objection or firewall.objection_to_unit(matter, proposed, at)
    return Beside("proposed", objection) if objection else None


def handed_back(matter: Matter) -> HandBack | None:
    """How it was handed back, if it ever was; what lapsed before it was decided counts for nothing."""
    return (
        HandBack.objects.filter(matter=matter, lapsed_at=None)
        .select_related("unit", "proposed", "by")
        .first()
    )


MOVES = (
    Move(
        "T04r",
        Deed.RECALL,
        (State.ROUTED,),
        State.RECEIVED,
        (Who.HOLDER_DESK,),
        makes="received",
        clocks=("route", "transfer"),
        stops=("sign",),
        page=True,
    ),
    Move(
        "T09",
        Deed.HAND_BACK,
        (State.ROUTED,),
        State.RETURN_DISPUTED,
        (Who.LEAD_HEAD,),
        guards=(objection_to_handing_back,),
        makes="asked",
        clocks=("adjudicate",),
        stops=("sign",),
    ),
    Move(
        "T10",
        Deed.UPHOLD,
        (State.RETURN_DISPUTED,),
        State.ROUTED,
        (Who.HOLDER_DESK,),
        guards=(objection_to_deciding,),
        makes="routed",
        stops=("adjudicate",),
        page=True,
    ),
    Move(
        "T11",
        Deed.DESIGNATE,
        (State.RETURN_DISPUTED,),
        State.ACCEPTED,
        (Who.HOLDER_DESK, Who.COMMON_HEAD),
        decides=True,
        guards=(objection_to_deciding,),
        makes="accepted",
        stops=("adjudicate", "notify"),
        page=True,
    ),
)
