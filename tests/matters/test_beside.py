"""What a deed is refused for stands beside the field that would help, and what one signs is shown before."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from huiyin.matters.explaining import explained
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from tests import make
from tests.world import AT, World

Enter = Callable[[Official], Client]
REPLY = {name: value or "" for name, value in make.REPLY.items()}


def beside(client: Client, found: Matter, noun: str, **sent: Any) -> dict[str, list[str]]:
    answer = client.post(f"/matters/{found.reference}/{noun}/", {"version": found.version, **sent})
    assert answer.status_code == 422
    return {name: list(said) for name, said in answer.context["form"].errors.items()}


@pytest.mark.parametrize("n", [0, 16])
def test_how_many_days_more_is_said_beside_the_number_with_their_unit(
    world: World, enter: Enter, n: int
) -> None:
    found, he = make.started(world), enter(world.he)
    said = beside(he, found, "extension", n=n, reason="材料要送到县里复核")
    assert said == {"n": ["延期至少1天，最多15 个工作日。"]}


def test_the_unit_proposed_is_another_than_ones_own(world: World, enter: Enter) -> None:
    found = make.routed(world)
    said = beside(
        enter(world.gao), found, "handing-back", reason="不归本单位管，见职责清单", proposed=world.office.pk
    )
    assert list(said) == ["proposed"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"outcome": "not_supported", "basis": ""}, "basis"),
        ({"outcome": "promised", "promise_due_on": ""}, "promise_due_on"),
        ({"outcome": "promised", "promise_due_on": (AT - timedelta(days=1)).date()}, "promise_due_on"),
        ({"outcome": "explained_policy", "basis": "某办法第三条", "opinion": "不行"}, "opinion"),
    ],
)
def test_what_an_answer_lacks_is_said_beside_it(
    world: World, enter: Enter, change: dict[str, Any], field: str
) -> None:
    found, he = make.started(world), enter(world.he)
    assert list(beside(he, found, "reply", **{**REPLY, **change})) == [field]


def test_whoever_grants_more_time_sees_the_date_first(world: World, enter: Enter) -> None:
    found, gao = make.more_time_asked(world), enter(world.gao)
    there = f"/matters/{found.reference}/more-time/"
    shown = gao.get(there).context["due_if_granted"]
    assert f"{shown:%Y年}{shown.month}月{shown.day}日" in gao.get(there).content.decode()
    assert gao.post(there, {"version": found.version}).status_code == 302
    found.refresh_from_db()
    assert found.due_on == shown


@pytest.mark.parametrize(
    ("hour", "words"), [(0, "the day it was received"), (9, "09:00, when it was received")]
)
def test_a_day_without_an_hour_is_told_without_one(world: World, hour: int, words: str) -> None:
    found = make.lodged(world, received_at=AT.replace(hour=hour)).matter
    told = explained(found.deadlines.get(kind="handle"), found)[0]
    assert words in told
    assert "00:00" not in told
