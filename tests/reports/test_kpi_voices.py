"""What residents said is shown only where nobody's answer can be worked out, by no subtraction (I-32)."""

from dataclasses import replace
from datetime import date, timedelta

from huiyin.matters import actions
from huiyin.matters.figures import Extent
from huiyin.orgs.models import Unit
from huiyin.reports.kpis import cohorts, counting, declared
from huiyin.reports.kpis.voices import DAYS, FEW, TELLS
from tests import make
from tests.matters.test_merged_again import told
from tests.world import AT, World

YEAR = (date(2026, 1, 1), date(2027, 1, 1))
MARCH, APRIL = (date(2026, 3, 1), date(2026, 4, 1)), (date(2026, 4, 1), date(2026, 5, 1))
QUARTER = (date(2026, 4, 1), date(2026, 7, 1))


def said(world: World, unit: Unit, marks: str, *, days: int = 0) -> None:
    """Matters that a unit took in so many days after, each rated with a mark."""
    for mark in marks:
        at = AT + timedelta(days=days)
        found = make.replied(world, at=at, intake_unit=unit)
        handled = {"handled": "yes", "satisfied": int(mark)}
        actions.rate(matter=found, words="", door="code", at=at + timedelta(days=1), **handled)


def hidden(world: World, unit: Unit, days: tuple[date, date] = YEAR) -> str:
    """Why the satisfaction of this unit in these days is not shown."""
    asked = Extent(unit, *days, AT + timedelta(days=200))
    return counting.readings([declared.KPIS["satisfaction"]], asked, world.county)["satisfaction"].hidden


def test_fewer_than_the_charter_says_of_opinions_are_not_shown(world: World) -> None:
    said(world, world.town, "555444221")
    assert hidden(world, world.town) == FEW
    said(world, world.town, "2")
    assert hidden(world, world.town) == ""


def test_who_all_say_the_same_are_not_shown(world: World) -> None:
    said(world, world.town, "5544554455")
    assert hidden(world, world.town) == TELLS
    said(world, world.town, "3")
    assert hidden(world, world.town) == ""


def test_a_part_is_not_shown_where_the_rest_of_the_whole_is_too_small(world: World) -> None:
    said(world, world.village, "555444222211")
    assert hidden(world, world.village) == ""
    said(world, world.town, "521")
    assert hidden(world, world.village) == TELLS, "the township less the village leaves three"
    assert hidden(world, world.town) == ""
    said(world, world.town, "5544221")
    assert hidden(world, world.village) == ""


def test_a_month_is_not_shown_where_the_rest_of_the_quarter_is_too_small(world: World) -> None:
    said(world, world.town, "555444222211", days=35)
    said(world, world.town, "521", days=65)
    assert hidden(world, world.town, APRIL) == TELLS, "the quarter less April leaves three"
    assert hidden(world, world.town, QUARTER) == ""
    said(world, world.town, "5544221", days=65)
    assert hidden(world, world.town, APRIL) == ""


def test_what_was_said_is_shown_for_whole_periods_only(world: World) -> None:
    said(world, world.town, "5554442222")
    assert hidden(world, world.town, MARCH) == ""
    assert hidden(world, world.town, (MARCH[0], MARCH[1] - timedelta(days=1))) == DAYS
    asked = Extent(world.town, *MARCH, AT + timedelta(days=200))
    own = replace(asked, end=date(2026, 3, 31))
    found = counting.readings(declared.KPIS.values(), own, world.county)
    assert {name for name, one in found.items() if one.hidden} == {"satisfaction"}, "nobody was rung"


def test_a_year_of_voices_is_read_once_for_all_periods(world: World) -> None:
    said(world, world.town, "5554442222")
    kpis = [declared.KPIS["satisfaction"]]
    asked = Extent(world.town, *MARCH, AT + timedelta(days=200))
    voices = counting.voices_of(kpis, asked, world.county)
    for days in (MARCH, APRIL, QUARTER):
        counting.readings(kpis, replace(asked, first=days[0], end=days[1]), world.county, voices)
    assert len(voices.years) == 1


def test_who_is_merged_speaks_for_themselves_and_not_for_the_matter_that_was_answered(world: World) -> None:
    primary, merged = told(world)
    day = timedelta(days=1)
    mine, theirs = {"handled": "yes", "satisfied": 5}, {"handled": "no", "satisfied": 1}
    actions.rate(matter=primary, words="", door="code", at=AT + 3 * day, **mine)
    actions.rate(matter=merged, words="", door="code", at=AT + 4 * day, **theirs)
    asked = Extent(world.root, *YEAR, AT + 200 * day)
    found = cohorts.received(asked, world.county).get(pk=primary.pk)
    assert (found.handled_then, found.satisfied_then) == ("yes", 5)
