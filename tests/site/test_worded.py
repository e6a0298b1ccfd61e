"""Questions that are put into words once: asked for whomever and whenever, they are the ones that would be built anew."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg.types.json import Jsonb

from huiyin.contacts.models import Contact
from huiyin.duties import known
from huiyin.duties import pages as duties
from huiyin.lib import charter, periods
from huiyin.matters import fetching, lists, pages
from huiyin.matters.models import Matter
from huiyin.orgs import worded
from huiyin.orgs.counts import Statement
from huiyin.orgs.models import Official
from huiyin.orgs.models.unit import any_of, tree_has_changed
from huiyin.orgs.worded import Keys, Sets, asked
from huiyin.reach.which import Terms
from huiyin.reports import classes, work_summary
from huiyin.search import views as search
from huiyin.site import desk
from tests import make
from tests.world import AT, World

CAST = ("liu", "chen", "he", "gao", "ma", "sun", "qian")
DAY = AT.date()


def everybody(world: World) -> list[Official]:
    """The cast, one of them with a number of their own, and one who holds no post."""
    gao = world.gao
    Official.objects.filter(pk=gao.pk).update(own_number="a number")
    Official.objects.filter(pk=world.ma.pk).update(is_active=False)
    return list(Official.objects.filter(pk__in=[getattr(world, who).pk for who in CAST]))


def said(statement: Statement, params: list[Any]) -> tuple[str, list[Any]]:
    return statement.sql, [_plain(one) for one in params]


def _plain(param: Any) -> Any:
    if isinstance(param, Jsonb):
        return ("as JSON", param.obj)
    return list(param) if isinstance(param, list | tuple) else param


MOMENT = AT - timedelta(days=3)
EXTENT: dict[str, Any] = {
    "first": DAY,
    "end": DAY + timedelta(days=31),
    "begins": MOMENT,
    "ends": MOMENT + timedelta(days=31),
    "units": Keys([3, 5, 8]),
}
PARTED: dict[str, Any] = EXTENT | {
    "months": (DAY.replace(day=1), DAY.replace(month=4, day=1), DAY + timedelta(days=3)),
    "edges": (MOMENT, MOMENT + timedelta(days=3)),
}
SUMMARY = PARTED | {
    "as_of": MOMENT + timedelta(hours=1),
    "last": DAY + timedelta(days=5),
    "after": DAY + timedelta(days=6),
    "today": DAY + timedelta(days=7),
    "unit": 21,
    "above": Keys([1]),
    "units_ever": Keys([2, 3, 5, 8]),
}
NARROWED: dict[str, Any] = {
    "unit": Keys([3, 5]),
    "place": Keys([8]),
    "topic": ("road", "road_repair"),
    "state": "in_progress",
    "late": "handle",
    "today": DAY,
    "handler": "a name",
    "since": MOMENT,
    "until": MOMENT + timedelta(days=9),
}
SEARCH: dict[str, Any] = {
    "those": Keys([1, 2, 3]),
    "codes": ("A-1", "A-2", "B", "C"),
    "homes": Keys([4]),
    "village0": Keys([5]),
    "village1": Keys([6, 7]),
}
CHARTER = charter.base()
TERMS = Terms.by(CHARTER)
DUTIES = tuple(
    (duty, period) for period in periods.now(DAY) for duty in CHARTER.duties if duty.per == period.kind
)
SOON = {"today": DAY, "soon": DAY + timedelta(days=9)}
NAMED = {"owners": Keys([7]), "homes": Keys([1, 2]), "promises": Keys([4])}
EXPLAINED = ((("explained", "other"), (1, 2)),)


def _shape(name: str) -> tuple[Any, ...]:
    return name, lists._ordering(name)


QUESTIONS: list[tuple[Callable[..., Sets], tuple[Any, ...], dict[str, Any]]] = [
    (desk._firsts, (), SOON),
    *((desk._mine, (is_wanted,), {"today": DAY}) for is_wanted in (True, False)),
    (desk._sets, (TERMS,), {"key": "official:7", "first": DAY, "end": DAY + timedelta(days=9)}),
    *((lists._keys, _shape(name), {"soon": DAY} if name in lists.DUE else {}) for name in lists.LISTS),
    *((lists._keys, _shape(name), {"after": (1, DAY, 17)}) for name in ("waiting", "open", "overdue")),
    (lists._keys, _shape("pressing"), {"soon": DAY, "after": (0, DAY, 5)}),
    (lists._keys, _shape("history"), {"after": (17,)}),
    (lists._keys, ("open", ("due_on", "pk"), True, True), {"after": (DAY, 17), **NARROWED}),
    (fetching._of_number, (), {"reference": "HY-2026-000001-A"}),
    (pages._of_every_page, (), {"matter": 7, "reference": "HY-2026-000001-A"}),
    (search._sets, (True, True, False, True), SEARCH),
    (search._sets, (True, False, False, True), SEARCH | {"pieces": (-7, 13), "after": (99,)}),
    (search._sets, (True, False, True, False), SEARCH | {"pieces": (-7, 13)}),
    (known._sets, (DUTIES,), {"people": (7,)}),
    (known._sets, (DUTIES,), {"people": (7, 9)}),
    (known._sets_of_units, ((("in_0", DUTIES),),), {"in_0": Keys([3, 5])}),
    (duties._named_sets, (("homes", "promises"),), NAMED),
    (duties._named_sets, (("promises",),), NAMED),
    (classes._sets, (EXPLAINED,), PARTED),
    (work_summary._sets, (EXPLAINED,), SUMMARY),
]


@pytest.mark.parametrize(("build", "shape", "values"), QUESTIONS)
def test_a_kept_question_is_the_one_that_would_be_built_for_this_reader_and_moment(
    world: World, monkeypatch: pytest.MonkeyPatch, build: Callable[..., Sets], shape: Any, values: Any
) -> None:
    given: list[tuple[str, list[Any]]] = []

    def ask(self: Statement, given_to: Callable[[list[Any]], list[Any]] | None = None) -> Any:
        assert given_to is not None
        given.append(said(self, given_to(self.params)))
        return {}, {}

    monkeypatch.setattr(Statement, "ask", ask)
    for at in (AT, AT + timedelta(days=40, hours=3)):
        for reader in everybody(world):
            asked(build, reader, at, *shape, **values)
            keys = {name: list(one.of) for name, one in values.items() if isinstance(one, Keys)}
            anew = Statement(*build(reader, at, *shape, **values | keys))
            assert given.pop() == said(anew, anew.params), reader


def test_words_are_found_once_and_what_is_asked_is_never_kept(world: World) -> None:
    def mine(me: Official, at: datetime, *, since: date) -> Sets:
        return {}, {"seen": Matter.objects.visible_to(me, at).filter(registered_at__date__gte=since)}

    make.matter(world, at=AT - timedelta(days=1))  # what lodging asks is in words already
    before = worded._worded.cache_info().misses
    counted = []
    for n in range(3):
        make.matter(world, at=AT)
        with CaptureQueriesContext(connection) as questions:
            counted.append(asked(mine, world.liu, AT + timedelta(days=n), since=DAY)[1]["seen"])
        assert len([one for one in questions if "matters_matter" in one["sql"]]) == 1
    assert counted == [1, 2, 3]
    assert asked(mine, world.liu, AT, since=DAY + timedelta(days=1))[1]["seen"] == 0
    assert asked(mine, world.qian, AT, since=DAY)[1]["seen"] == 0, "of another township"
    said = worded._worded.cache_info().misses - before
    assert said == 2, "in the words of whoever has the same hats at the same units"


def test_a_unit_that_is_added_is_in_the_next_question(world: World) -> None:
    def places(me: Official, at: datetime) -> Sets:
        return {}, {"seen": Contact.objects.visible_to(me, at)}

    worded._worded.cache_clear()
    asked(places, world.sun, AT)
    tree_has_changed()
    asked(places, world.sun, AT)
    assert worded._worded.cache_info().misses == 2


def test_however_many_keys_there_are_they_are_asked_for_in_the_same_words(world: World) -> None:
    def of_units(_reader: None, _at: datetime, *, units: list[int]) -> Sets:
        return {}, {"seen": Matter.objects.filter(any_of(units, "intake_unit_id"))}

    make.matter(world)
    worded._worded.cache_clear()  # of what lodging asks too
    units = ([world.town.pk], [world.sibling.pk], [world.sibling.pk, world.office.pk, world.town.pk], [])
    seen = [asked(of_units, None, AT, units=Keys(keys))[1]["seen"] for keys in units]
    assert seen == [1, 0, 1, 0]
    assert worded._worded.cache_info().misses == 1


@pytest.mark.parametrize(
    "worked_out",
    [
        lambda units: Matter.objects.filter(intake_unit__in=units),
        lambda units: Matter.objects.filter(reopened=len(units)),
        lambda units: Matter.objects.filter(any_of([*units, 5], "intake_unit_id")),
        lambda units: Matter.objects.filter(pk=units[0]),
    ],
    ids=["each for itself", "their number", "one more", "the first"],
)
def test_what_is_worked_out_from_keys_is_refused(
    world: World, worked_out: Callable[[list[int]], Any]
) -> None:
    def of_units(_reader: None, _at: datetime, *, units: list[int]) -> Sets:
        return {}, {"seen": worked_out(units)}

    with pytest.raises(ValueError, match="of_units"):
        asked(of_units, None, AT, units=Keys([world.town.pk]))
