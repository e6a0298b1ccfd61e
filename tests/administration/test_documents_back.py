"""A document entered by mistake is taken back and stays on record; those of a unit that ended stay with it and hold no more."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.test import Client
from django.utils import translation

from huiyin.audit.models import Event
from huiyin.lib.refusal import Refused
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Official
from huiyin.publish.documents import missing, shelves, take_back
from huiyin.publish.models import InstitutionDocument
from tests.administration.test_documents import TODAY, keep
from tests.reports.test_work_summary import summary
from tests.world import AT, World

DAY = timedelta(days=1)
Enter = Callable[[Official], Client]


def test_what_was_entered_by_mistake_is_read_by_nobody_who_serves_and_the_version_before_holds(
    world: World, enter_as: Callable[[str], Client], enter: Enter, client: Client
) -> None:
    before, wrong = keep(world, 1, on=TODAY - 9 * DAY), keep(world, 1, version="2")
    there, slug = f"/administration/documents/{wrong.pk}/", world.county.slug
    system = enter_as("system")
    assert f'href="{there}taking-back/"' in system.get("/administration/documents/").content.decode()
    assert system.post(f"{there}taking-back/", {"reason": " "}).status_code == 422
    assert system.post(f"{there}taking-back/", {"reason": "文件传错了"}).status_code == 302
    assert InstitutionDocument.objects.in_force(TODAY).get() == before
    found = [
        reader.get(f"{where}{wrong.pk}/").status_code
        for reader, where in (
            (client, f"/c/{slug}/documents/"),
            (enter(world.chen), "/documents/"),
            (system, "/administration/documents/"),
        )
    ]
    assert found == [404, 404, 200]
    listed = system.get("/administration/documents/").content.decode()
    assert "文件传错了" in listed
    assert "席远" in listed
    assert "文件传错了" not in enter(world.chen).get("/documents/").content.decode()
    assert Event.objects.filter(deed="document.taken_back").count() == 1
    again = system.get(f"{there}taking-back/", follow=True)
    assert "此文件已经撤下" in again.content.decode()


def test_it_is_missing_and_uncounted_afterwards_and_its_version_may_be_entered_rightly(
    world: World, administered: dict[str, Official]
) -> None:
    wrong = keep(world, 1)
    assert summary(world, world.root).institution_documents == 1
    take_back(document=wrong, reason="日期有误", by=administered["system"], at=AT)
    assert summary(world, world.root).institution_documents is None
    assert len(missing(TODAY, world.root)) == 5
    with pytest.raises(Refused, match="taken back already"):
        take_back(document=wrong, reason="再撤一次", by=administered["system"], at=AT)
    right = keep(world, 1)
    assert right.version == wrong.version
    assert InstitutionDocument.objects.in_force(TODAY).get() == right


def test_nobody_who_serves_the_pages_may_change_what_a_document_says(world: World) -> None:
    kept = keep(world, 1)
    with pytest.raises(ProgrammingError, match="permission denied"):
        InstitutionDocument.objects.filter(pk=kept.pk).update(effective_on=TODAY - DAY)
    assert connection.needs_rollback


@pytest.mark.parametrize("day", [date(2206, 3, 2), date(202, 3, 2), TODAY + 367 * DAY])
def test_a_year_that_is_a_slip_of_the_hand_is_asked_about(world: World, day: date) -> None:
    with pytest.raises(Refused) as no:
        keep(world, 1, on=day)
    assert no.value.field == "effective_on"
    keep(world, 1, version="last", on=TODAY + 366 * DAY)


def test_the_documents_of_a_unit_that_ended_stay_with_it_and_hold_for_nobody_else(
    world: World, enter: Enter, client: Client
) -> None:
    theirs, ours = keep(world, 1, unit=world.town), keep(world, 2, unit=world.sibling)
    last = TODAY - DAY
    orgs.end_unit(unit=world.town, successors=[world.sibling], on=TODAY, by="test", at=AT)
    assert set(InstitutionDocument.objects.in_force(last)) == set()  # both began today
    assert InstitutionDocument.objects.in_force(TODAY).get() == ours
    assert summary(world, world.sibling).institution_documents == 1
    former = shelves(TODAY, world.root, world.chen, AT)[-1]
    assert (former.unit.pk, former.rows, former.others) == (world.town.pk, [], [theirs])
    assert former.came_into == world.sibling.name
    page = enter(world.chen).get("/documents/").content.decode()
    assert f"由{world.sibling.name}承接" in page
    assert enter(world.chen).get(f"/documents/{theirs.pk}/").status_code == 200
    slug = world.county.slug
    assert client.get(f"/c/{slug}/documents/{theirs.pk}/").status_code == 404
    assert client.get(f"/c/{slug}/documents/{ours.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(202, 3, 2), "不得早于1949年10月1日"),
        (date(1948, 1, 1), "不得早于"),
        (TODAY + 367 * DAY, "2027年3月3日"),
    ],
)
def test_the_sentence_says_on_which_side_the_day_lies(world: World, day: date, words: str) -> None:
    with translation.override("zh-hans"), pytest.raises(Refused) as no:
        keep(world, 1, on=day)
    assert words in no.value.sentence


@pytest.mark.parametrize("reason", ["  ", "上传了张三 13800001111 的材料"])
def test_a_reason_says_something_and_names_nobodys_number(
    world: World, administered: dict[str, Official], reason: str
) -> None:
    kept = keep(world, 1)
    with pytest.raises(Refused) as no:
        take_back(document=kept, reason=reason, by=administered["system"], at=AT)
    assert no.value.field == "reason"
    kept.refresh_from_db()
    assert kept.taken_back_at is None
