"""Nothing on record agrees with what somebody says before it was opened; and the desk that gives out the code can open it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from huiyin.intake.desk.rules import objection_to_late_receipt
from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.actions import Lodged
from huiyin.matters.models import Matter
from huiyin.orgs.actions import adopt_charter
from huiyin.orgs.models import Official
from huiyin.people.actions import reveal
from huiyin.people.models import EVERYDAY
from tests import make
from tests.matters.test_renewing import EN, SEEN, look, renewed
from tests.world import AT, World, charter_text

Enter = Callable[[Official], Client]
MIDNIGHT = AT.replace(hour=0)


@pytest.fixture
def theirs(world: World) -> Matter:
    """Taken in by the township and handled by a department of the county, whose desk is not the township's."""
    row = make.matter(world, resident=world.wang)
    asked = {"to": world.traffic, "topic": "streetlight", "version": row.version, "by": world.liu}
    row = actions.route(matter=row, at=AT, **asked)
    yu, tu = (Official.objects.get(username=name) for name in ("yu", "tu"))
    return actions.accept(matter=row, handler=tu, version=row.version, by=yu, at=AT)


@pytest.mark.parametrize("checked", [["rang_back", "when"], ["name", "what"], ["number", "shown"]])
def test_who_has_not_looked_compares_nothing(world: World, theirs: Matter, checked: list[str]) -> None:
    held = Lodged(theirs, "", "")
    with pytest.raises(Refused, match="open name and number first"):
        renewed(held, world.xia, checked=checked)
    look(held, world.xia)
    renewed(held, world.xia, checked=checked)


@pytest.mark.parametrize(
    ("looked", "asked", "counts"),
    [
        (MIDNIGHT, AT, True),
        (MIDNIGHT - timedelta(microseconds=1), AT, False),
        (AT, MIDNIGHT + timedelta(days=1) - timedelta(microseconds=1), True),
        (AT, MIDNIGHT + timedelta(days=1), False),
    ],
)
def test_a_look_counts_on_its_day(
    world: World, theirs: Matter, looked: datetime, asked: datetime, counts: bool
) -> None:
    held = Lodged(theirs, "", "")
    look(held, world.xia, looked)
    if counts:
        renewed(held, world.xia, checked=["name", "what"], at=asked)
    else:
        with pytest.raises(Refused, match="open name and number first"):
            renewed(held, world.xia, checked=["name", "what"], at=asked)


def test_a_look_of_somebody_else_or_for_another_matter_does_not_count(world: World, theirs: Matter) -> None:
    held = Lodged(theirs, "", "")
    look(held, world.liu)
    reveal(resident=world.wang, purpose="lost", about="HY-0", by=world.xia, at=AT)
    with pytest.raises(Refused, match="open name and number first"):
        renewed(held, world.xia, checked=["name", "what"])
    renewed(held, world.xia, checked=SEEN)


def test_the_desk_that_took_it_in_opens_them_for_this_and_for_nothing_else(
    world: World, theirs: Matter, enter: Enter
) -> None:
    here = f"/matters/{theirs.reference}/"
    xia = enter(world.xia)
    assert here + "person/?purpose=lost" in xia.get(here + "renewal/").content.decode()
    for purpose in EVERYDAY:
        assert xia.post(here + "person/", {"purpose": purpose}).status_code == 422
    assert not world.wang.reveals.exists()
    page = xia.post(here + "person/?purpose=lost", {"purpose": "lost"}, headers=EN).content.decode()
    assert "19900001234" in page
    assert here + "renewal/" in page
    assert world.wang.reveals.get().about == theirs.reference
    sent = {
        "version": Matter.objects.get(pk=theirs.pk).version,
        "way": "phone",
        "checked": ["rang_back", "when"],
    }
    assert xia.post(here + "renewal/", sent)["Location"] == here + "receipt/"


def test_who_handles_it_opens_them_for_every_purpose_but_this(
    world: World, theirs: Matter, enter: Enter
) -> None:
    there = f"/matters/{theirs.reference}/person/"
    tu = enter(Official.objects.get(username="tu"))
    assert tu.post(there, {"purpose": "lost"}).status_code == 422
    assert tu.post(there, {"purpose": "call"}).status_code == 200
    assert enter(world.ma).get(there).status_code == 404


def test_how_many_things_agree_and_how_old_a_paper_is_says_the_charter(world: World, enter: Enter) -> None:
    text = charter_text().replace('version = "1.0"', 'version = "1.1"', 1)
    for figure, before, after in (("code_checks_min", 2, 3), ("paper_oldest_days", 366, 30)):
        changed = text.replace(f"{figure} = {{ value = {before},", f"{figure} = {{ value = {after},")
        assert changed != text
        text = changed
    adopt_charter(text=text, effective_at=AT, by="test", at=AT)
    row = make.matter(world)
    with pytest.raises(Refused, match="3 things at least"):
        renewed(Lodged(row, "", ""), world.xia, checked=SEEN)
    page = enter(world.xia).get(f"/matters/{row.reference}/renewal/", headers=EN).content.decode()
    assert "3 things at least" in page
    renewed(Lodged(row, "", ""), world.xia, checked=[*SEEN, "when"])
    told = {
        days: objection_to_late_receipt(AT.date() - timedelta(days=days), "信封压在抽屉里", world.liu, AT)
        for days in (30, 31)
    }
    assert told[30] is None
    assert "more than 30 days ago" in str(told[31])
