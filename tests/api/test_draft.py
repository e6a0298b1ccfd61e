"""A system of a unit drafts an answer: a person looks it through, another approves it, and the machine answers nobody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.audit.scope import county_scope
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.matters.story import story
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official, Unit
from tests import make
from tests.api.conftest import Enter, Platform, platform
from tests.house.conftest import close_the_wall
from tests.world import AT, World

WORDS = "三盏路灯已全部更换，今晚可以正常照明，不亮请拨0990-2000001。"
DRAFT = {"number": "CG-1", "words": WORDS}


def of_unit(administered: dict[str, Official], unit: Unit) -> Platform:
    return platform(administered["security"], "chengguan", "answer", unit=unit)


def sent(system: Platform, row: Matter, **fields: Any) -> Any:
    return system.call("POST", f"matters/{row.reference}/draft/", {**DRAFT, **fields})


@pytest.fixture
def city(world: World, administered: dict[str, Official], hotline: Platform) -> Platform:
    """The system of the building office."""
    return of_unit(administered, world.office)


@pytest.fixture
def row(world: World) -> Matter:
    """Being handled by He of the building office."""
    return make.started(world)


def test_the_handler_finds_it_begins_with_it_and_the_person_reads_nothing_of_it(
    world: World, city: Platform, row: Matter, enter: Callable[[Official], Client]
) -> None:
    taken = sent(city, row)
    assert taken.status_code == 201
    assert taken.json() == {
        "reference": row.reference, "number": "CG-1", "state": "in_progress", "unit": world.office.name
    }  # fmt: skip
    close_the_wall()
    client = enter(world.he)
    seen = client.get(f"/matters/{row.reference}/", headers={"Accept-Language": "en"}).content.decode()
    assert WORDS[:20] in seen
    assert "draft of the answer from 热线平台" in seen
    form = client.get(f"/matters/{row.reference}/reply/", headers={"Accept-Language": "en"}).context["form"]
    assert form["opinion"].initial == WORDS
    assert "热线平台" in form["opinion"].help_text
    close_the_wall()
    with county_scope(world.county.pk):
        now = Matter.objects.get(pk=row.pk)
        assert (now.state, now.version, now.replies.count()) == ("in_progress", row.version, 0)
        told = Notice.objects.get(kind="draft_handed_in")
        assert (told.to, told.about) == (world.he, row.reference)
        assert Event.objects.filter(by="system:chengguan", on=row.reference).count() == 1
        assert not [words for _at, words in story(now, now.primary) if WORDS[:9] in words]


def test_the_same_again_makes_one_draft_and_other_words_under_its_number_none(
    world: World, city: Platform, row: Matter
) -> None:
    assert [sent(city, row).status_code for _ in range(3)] == [201, 200, 200]
    assert sent(city, row, words="路灯下个月再修，请等待。").status_code == 409
    assert sent(city, row, number="CG-2", words="路灯下个月再修，请等待。").status_code == 201
    close_the_wall()
    with county_scope(world.county.pk):
        assert row.steps.filter(deed="comment").count() == 2
        assert Notice.objects.filter(kind="draft_handed_in").count() == 2


def test_a_number_of_a_draft_is_no_number_of_a_matter(
    world: World, administered: dict[str, Official], hotline: Platform, row: Matter
) -> None:
    both = platform(administered["security"], "both", "lodge", "answer", unit=world.office)
    assert both.lodge(number="1").status_code == 201
    assert sent(both, row, number="1").status_code == 201


def test_only_the_unit_that_handles_it_and_only_who_may(
    world: World, administered: dict[str, Official], hotline: Platform, row: Matter
) -> None:
    elsewhere = of_unit(administered, world.traffic)
    assert sent(elsewhere, row).status_code == 404
    assert sent(hotline, row).status_code == 403


def test_what_nobody_is_writing_an_answer_to_takes_no_draft(
    world: World, administered: dict[str, Official], hotline: Platform
) -> None:
    city = of_unit(administered, world.root)
    for made in (make.accepted, make.replied, make.closed):
        close_the_wall()
        with county_scope(world.county.pk):
            found = made(world)
        refused = sent(city, found)
        assert (refused.status_code, refused.json()["error"]) == (422, "refused"), made.__name__


def test_what_turned_out_to_be_a_report_or_is_about_the_unit_is_there_for_no_system(
    world: World, city: Platform, row: Matter
) -> None:
    with county_scope(world.county.pk):
        Matter.objects.filter(pk=row.pk).update(complained_unit=world.office)
    assert sent(city, row).status_code == 404
    close_the_wall()
    with county_scope(world.county.pk):
        Matter.objects.filter(pk=row.pk).update(complained_unit=None)
        make.entered(world)
        now = Matter.objects.get(pk=row.pk)
        actions.seal(matter=now, version=now.version, by=world.liu, at=AT)
    assert sent(city, row).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": "短"},
        {"words": ""},
        {"number": ""},
        {"more": "x"},
        {"words": "身份证 11010519491231002X 的事"},
    ],
)
def test_what_is_not_as_the_document_says_is_refused(
    city: Platform, row: Matter, wrong: dict[str, str]
) -> None:
    assert sent(city, row, **wrong).status_code == 422


def test_a_system_that_drafts_names_its_unit(world: World, enter_as: Enter, hotline: Platform) -> None:
    form = {"name": "城管平台", "code": "cg", "scopes": ["answer"], "per_minute": "30", "once": "a"}
    refused = enter_as("security").post("/administration/systems/new/", form)
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["unit"]
