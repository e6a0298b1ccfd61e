"""What is kept for everybody holds nothing of anybody: what would be another person's, county's or moment's is refused."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import F, Value
from django.test import Client
from django.utils import timezone
from django.utils.translation import get_language, override

from huiyin.audit.scope import county_scope, keeping, kept_in_scope
from huiyin.matters import lists
from huiyin.matters.models import Matter
from huiyin.orgs import worded
from huiyin.orgs.charter import charter_at
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.models.county import county_in_hand
from huiyin.orgs.worded import Sets, asked
from tests import make
from tests.world import AT, World, moment

DAY = AT.date()
Enter = Callable[[Official], Client]


def due(day: date) -> Any:
    return Matter.objects.filter(due_on__lt=day)


WORKED_OUT: dict[str, Callable[[Official, datetime, date, int, str], Any]] = {
    "a day after": lambda _me, _at, day, _n, _w: due(day + timedelta(days=1)),
    "some days after": lambda _me, _at, day, _n, _w: due(day + timedelta(days=3)),
    "a day that might be that of another value": lambda _me, _at, day, _n, _w: due(day + worded.DAYS[0][1]),
    "a month before": lambda _me, _at, day, _n, _w: due(day - timedelta(days=30)),
    "an hour before": lambda _me, at, _day, _n, _w: Matter.objects.filter(
        registered_at__lt=at - timedelta(hours=1)
    ),
    "its day elsewhere": lambda _me, at, _day, _n, _w: due(at.date()),
    "its year": lambda _me, _at, day, _n, _w: Matter.objects.filter(reopened=day.year),
    "the key in a word": lambda me, _at, _day, _n, _w: Matter.objects.filter(reference=me.key),
    "the next key": lambda me, _at, _day, _n, _w: Matter.objects.filter(pk=me.pk + 1),
    "the next number": lambda _me, _at, _day, n, _w: Matter.objects.filter(pk=n + 1),
    "a number in an expression": lambda _me, _at, _day, n, _w: Matter.objects.filter(
        pk=F("reopened") + n * 2
    ),
    "a part of a word": lambda _me, _at, _day, _n, w: Matter.objects.filter(reference=w[:5]),
    "a word in another": lambda _me, _at, _day, _n, w: Matter.objects.filter(reference__contains=w),
    "its length": lambda _me, _at, _day, _n, w: Matter.objects.filter(reopened=len(w)),
    "the name of a unit": lambda me, at, _day, _n, _w: Matter.objects.filter(
        reference=me.standing(at).hats[0].unit_name
    ),
    "whether there is more": lambda _me, _at, _day, n, _w: (
        due(DAY) if n < worded.NUMBERS[1][0] else Matter.objects.all()
    ),
}


@pytest.mark.parametrize("what", WORKED_OUT)
def test_what_is_worked_out_from_a_value_is_refused(world: World, what: str) -> None:
    def build(me: Official, at: datetime, *, day: date, n: int, word: str, other: date) -> Sets:
        return {}, {"found": WORKED_OUT[what](me, at, day, n, word), "other": due(other)}

    with pytest.raises(ValueError, match=r"works something out|is worded by a value"):
        asked(build, world.liu, AT, day=DAY, n=7, word="HY-1", other=DAY)


READ: dict[str, Callable[[Official, datetime, str], Any]] = {
    "keys of rows": lambda _me, _at, _word: list(Matter.objects.values_list("pk", flat=True)),
    "units of a kind": lambda _me, _at, _word: list(Unit.objects.filter(kind="village").ids()),
    "units of a value": lambda _me, _at, word: list(Unit.objects.filter(code=word).ids()),
    "units beside others": lambda _me, _at, _word: list(
        Unit.objects.filter(parent__path__startswith="/1/").ids()
    ),
    "of the reader": lambda me, _at, _word: me.name,
    "of the county": lambda me, _at, _word: me.county.name,
    "of the county in hand": lambda _me, _at, _word: getattr(county_in_hand(), "phone", ""),
    "a charter": lambda _me, at, _word: kept_in_scope("charter", lambda: charter_at(at)).pk,
}


@pytest.mark.parametrize("what", READ)
def test_what_is_read_for_the_words_or_was_kept_behind_the_wall_is_refused(world: World, what: str) -> None:
    def build(me: Official, at: datetime, *, word: str) -> Sets:
        return {}, {"found": Matter.objects.annotate(said=Value(str(READ[what](me, at, word))))}

    make.matter(world, at=AT)
    with keeping("charter", charter_at(AT)), pytest.raises(LookupError, match="read for the words"):
        asked(build, world.liu, AT, word="990100")


def test_two_counties_of_like_hats_never_meet(world: World) -> None:
    def units(me: Official, _at: datetime) -> Sets:
        return {"whose": Unit.objects.filter(county=me.county).values_list("county")}, {}

    for county, who in ((world.county, world.liu), (world.other, world.zhao), (world.county, world.liu)):
        with county_scope(county.pk):
            Official.objects.filter(pk=who.pk).update(is_active=False)  # so that neither wears a hat
            found, _counts = asked(units, Official.objects.get(pk=who.pk), AT)
            assert {one for (one,) in found["whose"]} == {county.pk}


def test_another_time_zone_and_another_language_are_other_words(world: World) -> None:
    def on_day(_me: Official, _at: datetime, *, day: date) -> Sets:
        spoken = Official.objects.filter(username=get_language())
        return {}, {"there": Matter.objects.filter(registered_at__date=day), "spoken": spoken}

    make.matter(world, at=moment(DAY, hour=3))
    Official.objects.filter(pk=world.xia.pk).update(username="en")
    for zone, language, expected in (
        ("Asia/Shanghai", "zh-hans", {"there": 1, "spoken": 0}),
        ("America/New_York", "zh-hans", {"there": 0, "spoken": 0}),
        ("Asia/Shanghai", "en", {"there": 1, "spoken": 1}),
        ("America/New_York", "en", {"there": 0, "spoken": 1}),
    ):
        with timezone.override(zone), override(language):
            assert asked(on_day, world.liu, AT, day=DAY)[1] == expected, (zone, language)


def test_what_is_the_same_for_all_is_worded_once_and_an_address_words_nothing(
    world: World, enter: Enter
) -> None:
    reference = make.started(world).reference
    worded._worded.cache_clear()
    built = []
    for who in (world.liu, world.ma):
        assert enter(who).get(f"/matters/{reference}/").status_code == 200
        built.append(worded._worded.cache_info().currsize)
    assert built == [2, 3], "whose it is and what stands on its page; then whose it is for the other's hats"
    client = enter(world.liu)
    client.get("/matters/")
    before = worded._worded.cache_info().currsize
    for start in ("0..5", "nonsense", "1.2", "1.2.3.4", "7.2026-03-01"):
        for name in lists.LISTS:
            assert client.get("/matters/", {"list": name, "from": start}).status_code == 200
    assert worded._worded.cache_info().currsize - before <= len(lists.LISTS)
