"""Draws of lots in the demo county: the invitations of the forum to come, drawn; representatives, still to be drawn."""

from datetime import datetime, time, timedelta

from huiyin.demo import texts
from huiyin.demo.days import Days, Life, Timeline
from huiyin.demo.founding import Realm
from huiyin.forums.models import Forum
from huiyin.lib.refusal import Refused
from huiyin.lots import actions as draws
from huiyin.lots import clock as draw_clock
from huiyin.lots.actions import Announced, Wish
from huiyin.lots.models import Draw, DrawEntry

SECRETARY, TOWN = "chen", "lh"
PANELS = 100  # instead of the charter's: a demo is loaded in seconds
AHEAD = 3  # working days until the number that is still to be drawn


def add_draws(realm: Realm, days: Days, timeline: Timeline) -> None:
    """Put them on the timeline, after the forum they are for."""
    timeline.add(_drawn(realm, days))
    timeline.add(_waiting(realm, days))


def _moment(days: Days, back: int, hour: int) -> datetime:
    return datetime.combine(days.back(back), time(hour, 40), tzinfo=days.zone)


def _drawn(realm: Realm, days: Days) -> Life:
    raw, by = texts.draws()["forum"], realm.people[SECRETARY]
    at = _moment(days, 2, 10)
    yield at
    forum = Forum.objects.coming().filter(subject=texts.forums()["coming"]["subject"]).first()
    if forum is None:
        return
    wanted = sum(forum.groups.filter(dropped=False, is_organisation=False).values_list("wanted", flat=True))
    wish = Wish(
        unit=forum.unit,
        area=realm.units[TOWN],
        subject=forum.subject,
        size=wanted,
        forum=forum,
        by_place=False,
    )
    draw = _published(realm, wish, raw["place"], days, at, ahead=0)
    if draw is None:
        return
    at = _moment(days, 1, 15)
    yield at
    draw = draws.draw_number(
        draw=draw, number=raw["number"], witnesses=raw["witnesses"], version=draw.version, by=by, at=at
    )
    draw = draws.note_invited(draw=draw, version=draw.version, by=by, at=at + timedelta(minutes=30))
    for n, entry in enumerate(draw.entries.filter(is_chosen=True).order_by("lot")[:4]):
        said = DrawEntry.Answer.DECLINED if n == 1 else DrawEntry.Answer.ACCEPTED
        draw.refresh_from_db()
        draws.answer(entry=entry, answer=said, version=draw.version, by=by, at=at + timedelta(hours=1))


def _waiting(realm: Realm, days: Days) -> Life:
    raw = texts.draws()["waiting"]
    at = _moment(days, 1, 16)
    yield at
    town = realm.units[TOWN]
    wish = Wish(unit=town, area=town, subject=raw["subject"], size=raw["size"])
    _published(realm, wish, raw["place"], days, at, ahead=AHEAD)


def _published(realm: Realm, wish: Wish, place: str, days: Days, at: datetime, *, ahead: int) -> Draw | None:
    """Planned, its pool fixed, panels worked out and published; None where the register is too small for it."""
    by = realm.people[SECRETARY]
    draw = draws.plan_draw(wish=wish, by=by, at=at)
    Draw.objects.filter(pk=draw.pk).update(panels_count=PANELS)
    draw.refresh_from_db()
    try:
        draw = draws.fix_pool(draw=draw, version=draw.version, by=by, at=at)
    except Refused:
        draws.cancel(draw=draw, reason=texts.draws()["too_small"], version=draw.version, by=by, at=at)
        return None
    draws.ask_for_panels(draw=draw, version=draw.version, by=by, at=at)
    work = draw_clock.claim(realm.county, at=at)
    if work is None or not work.carry_out():
        return None
    draw.refresh_from_db()
    if draw.state != Draw.State.COMPUTED:
        return None
    day = at.date() if not ahead else days.calendar.add_working_days(days.last, ahead).due_legal
    announced = Announced(
        way=Draw.Way.DICE,
        draws_on=day + timedelta(days=1) if not ahead else day,
        draws_at=time(15),
        place_words=place,
    )
    return draws.publish(draw=draw, announced=announced, version=draw.version, by=by, at=at)
