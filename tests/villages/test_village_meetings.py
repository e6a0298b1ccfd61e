"""Village representatives' meetings that officials attended: quorum, composition, and how many a quarter (S17)."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.contacts.actions import record
from huiyin.contacts.models import Contact, VillageMeeting
from huiyin.lib import charter
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from tests.world import AT, World

TODAY = AT.date()


def attended(
    world: World, members: int, present: int, day: date = TODAY, by: Official | None = None, **more: Any
) -> Contact:
    """A meeting in the upper village."""
    return record(
        kind="village_meeting",
        place=world.village,
        held_on=day,
        points=[],
        promises=[],
        own=VillageMeeting(members=members, present=present, **more),
        by=by or world.chen,
        at=AT,
    )


def test_s17_thirteen_of_twenty_are_no_quorum(world: World, enter: Any) -> None:
    without = attended(world, 20, 13, decisions="同意修渠")
    meeting = without.village_meeting
    assert (meeting.is_quorate, meeting.quorum) == (False, 14)
    assert attended(world, 20, 14).village_meeting.is_quorate
    page = enter(world.chen).get(f"/contacts/{without.reference}/").content.decode()
    assert "须有14人到会" in page
    assert "到会人数不足" in page
    assert "同意修渠" in page


@given(members=st.integers(1, 500), present=st.integers(0, 500))
def test_the_quorum_is_two_thirds_rounded_up(members: int, present: int) -> None:
    meeting = VillageMeeting(members=members, present=min(present, members))
    assert 3 * meeting.quorum >= 2 * members > 3 * (meeting.quorum - 1)
    assert meeting.is_quorate == (3 * meeting.present >= 2 * members)


@pytest.mark.parametrize(
    ("members", "present", "more"),
    [
        (0, 0, {}),
        (20, 21, {}),
        (20, 14, {"women": 21}),
        (20, 14, {"representatives": 30}),
        (20, 14, {"votes_for": 10, "votes_against": 5}),
    ],
)
def test_numbers_that_do_not_fit_are_refused(world: World, members: int, present: int, more: Any) -> None:
    with pytest.raises(Refused):
        attended(world, members, present, **more)
    assert not Contact.objects.exists()


def test_composition_and_majority_are_said_when_they_were_counted(world: World, enter: Any) -> None:
    contact = attended(world, 20, 16, women=5, representatives=16, votes_for=9, votes_against=2)
    without = attended(world, 20, 16, votes_for=8)
    needed = "须有到会人数的过半数同意"
    assert f"8；{needed}" in enter(world.chen).get(f"/contacts/{without.reference}/").content.decode()
    page = enter(world.chen).get(f"/contacts/{contact.reference}/").content.decode()
    assert needed not in page
    assert "20人中有5人（法律规定不少于1/3）" in page
    assert "20人中有16人<" in page


def test_s17_meetings_are_counted_by_village_and_quarter_each_once(world: World, enter: Any) -> None:
    attended(world, 20, 15, date(2026, 1, 12))
    attended(world, 20, 15, date(2026, 1, 12), by=world.qian)  # the same meeting, attended by two
    attended(world, 20, 9, date(2026, 2, 20))
    attended(world, 20, 18, date(2025, 11, 3))
    client = enter(world.ma)
    rows = client.get("/contacts/village-meetings/").context["rows"]
    ours = next(row for row in rows if row["village"] == world.village)
    assert [(q["quorate"], q["without"]) for q in ours["quarters"]] == [(1, 1), (0, 0), (0, 0), (0, 0)]
    assert [row["total"] for row in rows] == [1, 0], "a village without a meeting stands there with zero"
    listed = client.get(ours["quarters"][0]["url"]).content.decode()
    assert listed.count('href="/contacts/L') + listed.count('href="/contacts/HY') >= 2
    last = client.get("/contacts/village-meetings/?year=2025").context["rows"]
    assert next(row for row in last if row["village"] == world.village)["quarters"][3]["quorate"] == 1


def test_s17_fewer_than_four_a_year_is_refused_with_the_article() -> None:
    text = Path(charter.shipped()["direct-contact"]).read_text(encoding="utf-8")
    loosened = text.replace("village_rep_per_year = { value = 4", "village_rep_per_year = { value = 2")
    assert loosened != text
    (problem,) = charter.problems(loosened)
    assert "第26条" in problem.sentence_zh
    assert "村民委员会组织法" in problem.sentence_zh


def test_the_page_costs_the_same_however_many_meetings(
    world: World, enter: Any, django_assert_max_num_queries: Any
) -> None:
    for month in (1, 2):
        for day in range(1, 20):
            attended(world, 20, 15, date(2026, month, day))
    client = enter(world.ma)
    client.get("/contacts/village-meetings/")
    with django_assert_max_num_queries(26):
        client.get("/contacts/village-meetings/")
