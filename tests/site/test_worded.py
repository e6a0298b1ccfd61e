"""Questions that are put into words once: asked for whomever and whenever, they are the ones that would be built anew."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.contacts.models import Contact
from huiyin.matters import fetching, lists, pages
from huiyin.matters.models import Matter
from huiyin.orgs import worded
from huiyin.orgs.counts import Statement
from huiyin.orgs.models import Official
from huiyin.orgs.models.unit import tree_has_changed
from huiyin.orgs.worded import Sets, asked
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
    return statement.sql, [list(one) if isinstance(one, list | tuple) else one for one in params]


QUESTIONS: list[tuple[Callable[..., Sets], tuple[Any, ...], dict[str, Any]]] = [
    (desk._sets, (), {"soon": DAY + timedelta(days=9), "key": "official:7"}),
    *((lists._keys, (name,), {"soon": DAY} if name in lists.DUE else {}) for name in lists.LISTS),
    *((lists._keys, (name,), {"after": (1, DAY, 17)}) for name in ("waiting", "open", "overdue")),
    (lists._keys, ("pressing",), {"soon": DAY, "after": (0, DAY, 5)}),
    (lists._keys, ("history",), {"after": (17,)}),
    (fetching._of_number, (), {"reference": "HY-2026-000001-A"}),
    (pages._of_every_page, (), {"matter": 7, "reference": "HY-2026-000001-A"}),
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
            anew = Statement(*build(reader, at, *shape, **values))
            assert given.pop() == said(anew, anew.params), reader


def test_words_are_found_once_and_what_is_asked_is_never_kept(world: World) -> None:
    def mine(me: Official, at: datetime, *, since: date) -> Sets:
        return {}, {"seen": Matter.objects.visible_to(me, at).filter(registered_at__date__gte=since)}

    worded._worded.cache_clear()
    counted = []
    for n in range(3):
        make.matter(world, at=AT)
        with CaptureQueriesContext(connection) as questions:
            counted.append(asked(mine, world.liu, AT + timedelta(days=n), since=DAY)[1]["seen"])
        assert len([one for one in questions if "matters_matter" in one["sql"]]) == 1
    assert counted == [1, 2, 3]
    assert asked(mine, world.liu, AT, since=DAY + timedelta(days=1))[1]["seen"] == 0
    assert asked(mine, world.qian, AT, since=DAY)[1]["seen"] == 0, "of another township"
    assert worded._worded.cache_info().misses == 2, (
        "in the words of whoever has the same hats at the same units"
    )


def test_a_unit_that_is_added_is_in_the_next_question(world: World) -> None:
    def places(me: Official, at: datetime) -> Sets:
        return {}, {"seen": Contact.objects.visible_to(me, at)}

    worded._worded.cache_clear()
    asked(places, world.sun, AT)
    tree_has_changed()
    asked(places, world.sun, AT)
    assert worded._worded.cache_info().misses == 2
