"""Days at the grass roots: stays that do not overlap, and half-days of research that count once (S21, S25, I-34)."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.contacts.actions import record, void
from huiyin.contacts.days import Stretch, as_days, half_days, stretches_of
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact, ResearchTrip
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from tests.world import AT, World

FEBRUARY = date(2026, 2, 2)


def stay(world: World, first: date, last: date, by: Official | None = None) -> Contact:
    return record(
        kind="field_stay", place=world.village, held_on=first, points=[], promises=[], note="住村了解灌溉",
        details=Details(until_on=last), by=by or world.chen, at=AT,
    )  # fmt: skip


def trip(world: World, day: date, half: str = "day", *, meeting: bool = False, **more: Any) -> Contact:
    return record(
        kind="research", place=more.pop("place", world.village), held_on=day, points=[], promises=[],
        note="看了三处水闸", details=Details(half=half, **more), own=ResearchTrip(is_meeting_only=meeting), by=world.chen, at=AT,
    )  # fmt: skip


def researched(world: World, year: int = 2026) -> Any:
    """Chen's days of research in a year, as the table says them."""
    found = stretches_of(Contact.objects.standing().of_kind("research"))
    return as_days(half_days(found.get(world.chen.pk, []), date(year, 1, 1), date(year + 1, 1, 1)))


def test_s21_a_stay_that_overlaps_another_is_refused_with_its_number(world: World, enter: Any) -> None:
    first = stay(world, FEBRUARY, FEBRUARY + timedelta(days=4))
    for begin, end in ((4, 6), (-2, 0), (1, 2), (-1, 9)):
        with pytest.raises(Refused, match=first.reference):
            stay(world, FEBRUARY + timedelta(days=begin), FEBRUARY + timedelta(days=end))
    stay(world, FEBRUARY + timedelta(days=5), FEBRUARY + timedelta(days=6))
    stay(world, FEBRUARY, FEBRUARY + timedelta(days=4), by=world.he)
    row = next(r for r in _days(enter(world.ma)) if r.official == world.chen)
    assert row.stays == 7, "five days and two, each once"


def test_s21_a_stay_that_was_struck_out_makes_room(world: World) -> None:
    first = stay(world, FEBRUARY, FEBRUARY + timedelta(days=4))
    void(contact=first, reason="记错了村", by=world.chen, at=AT)
    stay(world, FEBRUARY, FEBRUARY + timedelta(days=4))
    assert Contact.objects.standing().count() == 1


def test_s25_two_trips_on_one_day_are_one_day(world: World) -> None:
    trip(world, FEBRUARY)
    trip(world, FEBRUARY, place=world.hamlet)
    assert researched(world) == 1
    trip(world, FEBRUARY + timedelta(days=1), "am")
    assert str(researched(world)) == "1.5"
    trip(world, FEBRUARY + timedelta(days=1), "am", place=world.hamlet)
    assert str(researched(world)) == "1.5", "the same morning"
    trip(world, FEBRUARY + timedelta(days=1), "pm", place=world.hamlet)
    assert researched(world) == 2


def test_s25_trips_that_were_meetings_only_count_for_nothing(world: World, enter: Any) -> None:
    held = trip(world, FEBRUARY, meeting=True)
    assert researched(world) == 0
    assert "不计入，仅开会" in enter(world.chen).get(f"/contacts/{held.reference}/").content.decode()
    trip(world, FEBRUARY)
    assert researched(world) == 1, "another trip of that day counts as ever"


def test_s25_days_are_counted_in_the_year_in_which_they_lie(world: World, enter: Any) -> None:
    over = trip(world, date(2025, 12, 30), until_on=date(2026, 1, 2))
    assert (researched(world, 2025), researched(world)) == (2, 2)
    client = enter(world.chen)
    for tail in ("", "?year=2025"):
        (row,) = _days(client, tail)
        assert row.research == 2
        assert list(client.get(row.research_url).context["contacts"]) == [over], "the number opens its rows"


spans = st.tuples(
    st.integers(-20, 380), st.integers(0, 60), st.sampled_from(["", "am", "pm", "day"]), st.booleans()
)


@given(st.lists(spans, max_size=30))
def test_s25_the_counter_agrees_with_a_calendar_ticked_by_hand(
    rows: list[tuple[int, int, str, bool]],
) -> None:
    first, end = date(2026, 1, 1), date(2027, 1, 1)
    ticked: set[tuple[int, str]] = set()
    stretches = []
    for begin, length, half, counts in rows:
        begins = first + timedelta(days=begin)
        stretches.append(Stretch(begins, begins + timedelta(days=length), half, counts))
        for day in range(begin, begin + length + 1):
            for part in ("am", "pm"):
                one_half = length == 0 and half in ("am", "pm")
                if counts and 0 <= day < 365 and (not one_half or half == part):
                    ticked.add((day, part))
    found = half_days(stretches, first, end)
    assert found == len(ticked)
    assert as_days(found) <= 365, "I-34: never more than the calendar has"
    assert half_days(stretches * 2, first, end) == found, "counting again adds nothing"


def _days(client: Any, tail: str = "") -> Any:
    return client.get(f"/reports/contact-days/{tail}").context["rows"]


def test_s25_the_yearly_table_has_oneself_and_the_branch_in_name_order(world: World, enter: Any) -> None:
    trip(world, FEBRUARY, "pm")
    own = _days(enter(world.chen))
    assert [(row.official, str(row.research)) for row in own] == [(world.chen, "0.5")]
    client = enter(world.ma)
    rows = _days(client)
    assert {world.chen, world.he, world.ma} == {row.official for row in rows}
    names = [row.official.name_key for row in rows]
    assert names == sorted(names)
    page = client.get("/reports/contact-days/").content.decode()
    assert "60天" in page
    chen = next(row for row in rows if row.official == world.chen)
    assert client.get(chen.research_url).content.decode().count("看了三处水闸") == 0
    assert "调研" in client.get(chen.research_url).content.decode()
    assert client.get("/reports/contact-days/?unit=990100102").status_code == 404


def test_the_table_costs_the_same_however_many_trips(
    world: World, enter: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        trip(world, FEBRUARY + timedelta(days=n % 20), "am")
    client = enter(world.ma)
    client.get("/reports/contact-days/")
    with django_assert_max_num_queries(24):
        client.get("/reports/contact-days/")
