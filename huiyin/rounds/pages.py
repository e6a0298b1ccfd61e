"""What the pages of a plan of visits show: how far it is, who is visited when and why, and what can be done now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from icalendar import Calendar, Event

from huiyin.contacts.models import Contact
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.models import Official
from huiyin.people.models import Household, Resident
from huiyin.register.homes import homes_seen
from huiyin.register.models import Assignment
from huiyin.register.own import own_of
from huiyin.rounds import map, rules
from huiyin.rounds.forms import group_words, wanted_words
from huiyin.rounds.met import met
from huiyin.rounds.models import Round, RoundStop, RoundWish

TONES = {
    "draft": "quiet", "waiting": "soon", "computing": "soon", "planned": "calm", "kept": "done", "discarded": "quiet",
}  # fmt: skip
ELSEWHERE = "elsewhere"  # how the form of a contact calls somebody who is on no register


def why_words(code: str) -> str:
    """One reason for a visit."""
    return {
        "appointment": _("an appointment"),
        "overdue": _("a promise is overdue"),
        "promise": _("a promise falls due"),
        "matter": _("a matter of theirs is open"),
        "duty": _("a visit of the duties is still owed"),
        "never": _("on your register, never met yet"),
        "silent": _("not met for long"),
        "breadth": _("this group is met too seldom"),
        "wanted": _("you asked for it"),
        "unvisited": _("this village has waited long"),
    }.get(code, code)


@dataclass(frozen=True)
class Stop:
    """One line of the timeline, as this reader may see it."""

    row: RoundStop
    who: str
    what: str
    why: str
    person: Resident | None
    household: Household | None
    is_mine: bool
    may_drop: bool
    record_url: str
    contact: Contact | None

    @property
    def is_dropped(self) -> bool:
        """Left out of the plan, and not met all the same."""
        return self.row.dropped_at is not None and self.contact is None


@dataclass(frozen=True)
class Going:
    """One official with their stops."""

    official: Official
    stops: list[Stop]
    back_at: time | None = None

    @property
    def standing(self) -> list[Stop]:
        """Those that are not left out."""
        return [stop for stop in self.stops if not stop.is_dropped]


def whole(request: StaffRequest, row: Round) -> dict[str, Any]:
    """Everything on the page of a plan that has been worked out."""
    going = timeline(request, row)
    ways = [[(stop.row.number, stop.row.place) for stop in one.standing] for one in going]
    return {
        **heading(row, request.user),
        "going": going,
        "missed": _missed(row),
        "drawing": map.drawn(row.start, ways),
        "gap": gap_words(row),
        "is_guessed": row.guessed > 0,
        "between": row.charter.charter.figure("rounds.between_minutes").value,
        "objection": rules.objection_to(rules.Deed.REVISE, row, request.user),
        "draft_done": "visit" if request.GET.get("done") == "visit" else "",
    }


def heading(row: Round, reader: Official) -> dict[str, Any]:
    """What every page of a plan begins with."""
    names = [one.official.name for one in row.going.select_related("official")]
    is_author = row.planned_by_id == reader.pk
    return {"round": row, "names": names, "tone": TONES[row.state], "is_author": is_author}


def progress(row: Round, at: datetime) -> dict[str, Any]:
    """How far the search is."""
    seconds = float(row.charter.charter.figure("rounds.seconds").value)
    return {
        "round": row,
        "share": min(100, round(100 * row.seconds / seconds)),
        "used": round(row.seconds),
        "of": round(seconds),
        "gap": gap_words(row) if row.best else "",
        "in_vain": rules.waits_in_vain(row, at),
    }


def gap_words(row: Round) -> str:
    """How much better a plan could be at most, proven; said plainly."""
    if row.bound <= row.best:
        return _("No better plan exists for what was asked.")
    if not row.best:
        return _("How much better another plan could be is not known.")
    more = ceil(100 * (row.bound - row.best) / row.best)
    if more > 100:
        return _("How much better another plan could be is not known.")
    return _("Another plan could be better by %(share)s at most.") % {"share": f"{more}%"}


def timeline(request: StaffRequest, row: Round) -> list[Going]:
    """The stops of each official, in a number of queries that does not grow with them."""
    found = row.stops.select_related("place", "household__place", "official", "wish")
    stops = list(found)
    contacts = met(row, stops)
    homes = [stop.household_id for stop in stops if stop.household_id]
    seen = {home.pk: home for home in homes_seen(request.user, request.at).filter(pk__in=homes)}
    day = local_day(request.at, request.county)
    lines = Assignment.objects.live_on(day).filter(household__in=seen).select_related("person")
    people = {line.household_id: line.person for line in lines.order_by("-pk")}
    going = {
        one.official_id: Going(one.official, [], one.back_at) for one in row.going.select_related("official")
    }
    for stop in stops:
        home = seen.get(stop.household_id or 0)
        person = people.get(stop.household_id or 0)
        going[stop.official_id].stops.append(_shown(request, stop, home, person, contacts.get(stop.pk)))
    return list(going.values())


def _shown(
    request: StaffRequest,
    stop: RoundStop,
    home: Household | None,
    person: Resident | None,
    contact: Contact | None,
) -> Stop:
    row = stop.round
    mine = stop.official_id == request.user.pk
    who = ""
    if home is not None:
        who = " · ".join(
            word
            for word in (own_of(request.user, request.at).name(person) if person else "", home.code)
            if word
        )
    elif stop.household_id:
        who = _("a household of your colleague's register")
    elif stop.group:
        who = _("a household not on your register yet: %(group)s") % {
            "group": group_words(row.charter.charter, stop.group)
        }
    elif stop.wish is None:
        who = _("a household you have not met yet")
    asked = {"plan": row.reference}
    if row.day < local_day(request.at, request.county):
        asked["held_on"] = row.day.isoformat()
    there = {"home": str(home.key)} if home else {"home": ELSEWHERE, "place": str(stop.place_id)}
    return Stop(
        row=stop,
        who=who,
        what=_what(stop),
        why=_reasons(stop),
        person=person if mine else None,
        household=home,
        is_mine=mine,
        may_drop=rules.objection_to_dropping(stop, request.user, is_met=contact is not None) is None,
        record_url=f"{reverse('intake:visit')}?{urlencode({**there, **asked})}" if mine else "",
        contact=contact,
    )


def _what(stop: RoundStop) -> str:
    """What an appointment is about; for a household that nobody has named, how it is found: not by who is always named."""
    if stop.wish is not None:
        return stop.wish.words
    return "" if stop.household_id else _("knock at a door there, or ask the grid member to show the way")


def _reasons(stop: RoundStop) -> str:
    """Why it is proposed, in words."""
    if not stop.why:
        return _("it lies on the way, and there is time")
    return pgettext("between parts of a spoken list", "; ").join(why_words(code) for code in stop.why)


def _missed(row: Round) -> list[dict[str, Any]]:
    """Appointments that cannot be kept: when, where, why, beside which."""
    wishes = {one.pk: one for one in row.wishes.filter(kind="appointment").select_related("place")}
    return [
        {
            "wish": wish,
            "reason": wish.get_missed_display(),
            "beside": [wishes[pk] for pk in wish.beside if pk in wishes],
        }
        for wish in wishes.values()
        if wish.missed
    ]


def wanted(row: Round) -> list[str]:
    """What was asked for, in words."""
    asked = row.wishes.filter(kind=RoundWish.Kind.WANTED).select_related("place")
    return [wanted_words(row.charter.charter, one.group, one.place) for one in asked]


def feed(request: StaffRequest, row: Round, stops: Sequence[RoundStop]) -> bytes:
    """The stops of one official as an iCalendar: villages and register numbers, no names, no telephone numbers."""
    made = Calendar()
    made.add("prodid", "-//Huiyin//Rounds of visits//")
    made.add("version", "2.0")
    zone = request.county.zone
    seen = set(
        homes_seen(request.user, request.at)
        .filter(pk__in=[stop.household_id for stop in stops if stop.household_id])
        .values_list("pk", flat=True)
    )
    for stop in stops:
        event = Event()
        event.add("uid", f"{row.reference}-{stop.number}@huiyin")
        event.add("dtstamp", row.settled_at or row.made_at)
        event.add("dtstart", datetime.combine(row.day, stop.begins, tzinfo=zone))
        event.add("dtend", datetime.combine(row.day, stop.ends, tzinfo=zone))
        event.add("sequence", row.version)
        code = stop.household.code if stop.household is not None and stop.household_id in seen else ""
        event.add("summary", " ".join(word for word in (_("Visit"), stop.place.short_name, code) if word))
        event.add("location", stop.place.name)
        made.add_component(event)
    made.add_missing_timezones()
    return bytes(made.to_ical())
