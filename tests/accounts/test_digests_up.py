"""A digest goes up after a second person has read it, then stays; and its pages and its paper say the same (S12)."""

import re
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from docx import Document

from huiyin.accounts import digests
from huiyin.accounts.models import Digest
from huiyin.lib.refusal import Refused
from huiyin.notices.models import Notice
from huiyin.orgs.actions import appoint
from huiyin.orgs.models import Appointment, Post
from tests.accounts.heard import LATER, WORDS, clear, heads, homes, raised, written
from tests.house.conftest import signed_in
from tests.world import AT, World


@pytest.fixture(autouse=True)
def steady(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts are cut to steps where they stand, so that tests know what is told."""
    monkeypatch.setattr(digests, "_moved", lambda _unit, _topic, _step: 0)


def test_words_go_up_only_after_another_has_read_them(world: World) -> None:
    raised(world, heads()[0], homes(world, 7))
    found = written(world)
    assert Notice.objects.get(kind="digest_to_read").to == world.ma
    assert not Digest.objects.visible_to(world.sun, LATER).exists(), "a draft is read by nobody above"
    assert Digest.objects.visible_to(world.ma, LATER).exists()
    with pytest.raises(Refused, match="colleague"):
        clear(found, world.liu)
    with pytest.raises(Refused, match="read it first"):
        clear(found, world.ma, is_read=False)
    with pytest.raises(Refused, match="Only who coordinates"):
        clear(found, world.qian)
    clear(found, world.ma)
    assert Digest.objects.visible_to(world.sun, LATER).get().words == WORDS
    assert not Digest.objects.visible_to(world.qian, LATER).exists(), "of another township"
    assert not Digest.objects.visible_to(world.he, LATER).exists()
    assert Notice.objects.filter(kind="digest_in", to=world.sun).count() == 1


def test_the_database_keeps_writer_and_reader_apart(world: World) -> None:
    found = written(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.filter(pk=found.pk).update(cleared_by=world.liu, cleared_at=LATER)


def test_written_again_it_is_counted_again_until_it_has_gone_up(world: World) -> None:
    first = written(world)
    raised(world, heads()[0], homes(world, 6))
    again = written(world, "补充说明", first.version)
    assert (again.pk, again.counts, again.words) == (first.pk, [[heads()[0], 5]], "补充说明")
    clear(again, world.ma)
    with pytest.raises(Refused, match="gone up already"):
        written(world, version=again.version)


@pytest.mark.parametrize("seen", [0, 1], ids=["no draft was seen", "an older draft was seen"])
def test_nobody_overwrites_words_that_they_did_not_see(world: World, seen: int) -> None:
    written(world, "初稿", written(world).version)
    with pytest.raises(Refused, match="changed in the meantime"):
        written(world, "另一稿", seen)
    assert Digest.objects.get().words == "初稿"


def test_where_nobody_else_leads_the_unit_those_above_read_the_draft(world: World) -> None:
    Appointment.objects.filter(official=world.ma).update(to_on=AT.date(), ended_at=AT)
    found = written(world)
    assert Notice.objects.filter(kind="digest_to_read", to=world.sun).exists()
    with pytest.raises(Refused, match="somebody above"):
        clear(found, world.liu)
    clear(Digest.objects.visible_to(world.sun, LATER).get(), world.sun)


def test_a_draft_whose_only_other_reader_leaves_is_read_above_and_back_when_another_comes(
    world: World,
) -> None:
    found = written(world)
    assert not Digest.objects.visible_to(world.sun, LATER).exists()
    seat = Appointment.objects.filter(official=world.ma)
    seat.update(to_on=AT.date(), ended_at=AT)
    assert Digest.objects.visible_to(world.sun, LATER).get() == found
    with pytest.raises(Refused, match="somebody above"):
        clear(found, world.liu)
    seat.update(to_on=None, ended_at=None)
    assert not Digest.objects.visible_to(world.sun, LATER).exists()
    with pytest.raises(Refused, match="Only who coordinates"):
        clear(found, world.sun)
    seat.update(to_on=AT.date(), ended_at=AT)
    clear(found, world.sun)
    assert Digest.objects.get().cleared_by == world.sun


def test_of_one_draft_its_reader_is_told_once_however_often_it_is_written(world: World) -> None:
    found = written(world)
    again = written(world, "补充说明", found.version)
    written(world, "再补充", again.version)
    assert Notice.objects.filter(kind="digest_to_read").count() == 1
    Appointment.objects.filter(official=world.ma).update(to_on=AT.date(), ended_at=AT)
    written(world, "又补充", again.version + 1)
    assert set(Notice.objects.filter(kind="digest_to_read").values_list("to__username", flat=True)) == {
        world.ma.username,
        world.sun.username,
    }


def test_what_has_gone_up_is_frozen_in_the_database(world: World) -> None:
    found = written(world)
    clear(found, world.ma)
    with pytest.raises(IntegrityError, match="has gone up"), transaction.atomic():
        Digest.objects.filter(pk=found.pk).update(words="改动")


@pytest.mark.parametrize("words", ["请联系 13912345678", "身份证 11010519491231002X"])
def test_nobody_is_named_in_it(world: World, words: str) -> None:
    with pytest.raises(Refused) as no:
        written(world, words)
    assert no.value.field == "words"


def test_it_is_written_read_and_taken_along_in_the_browser(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised(world, heads()[0], homes(world, 7))
    raised(world, heads()[1], homes(world, 2))
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    liu, ma, sun = (signed_in(one) for one in (world.liu, world.ma, world.sun))
    new = f"/digests/new/?unit={world.town.code}"
    assert f'href="{new}"' in liu.get("/digests/").content.decode()
    page = liu.get(new).content.decode()
    assert "约5户" in page
    assert page.count("约") == 1 + page.count("约数")
    behind = re.search(r'href="(/reports/classes/[^"]+)"', page)
    assert behind
    assert "from=2026-01-01&amp;to=2026-03-31" in behind[1]
    assert liu.get(behind[1].replace("&amp;", "&")).status_code == 200
    there = liu.post(new, {"words": WORDS, "version": 0})["Location"]
    assert liu.post(new, {"words": "另一稿", "version": 0}).status_code == 422
    assert sun.get(there).status_code == 404
    assert "请由同事" in liu.get(there).content.decode()
    _cleared(ma, there)
    assert WORDS in sun.get(there).content.decode()
    assert world.town.name in sun.get("/digests/").content.decode()
    paper = Document(BytesIO(sun.get(f"/reports{there}docx/").content))
    cells = [cell.text for row in paper.tables[0].rows for cell in row.cells]
    assert cells[3:] == ["约5户"]
    assert WORDS in [part.text for part in paper.paragraphs]
    assert [signed_in(one).get(new).status_code for one in (world.he, world.sun)] == [404, 404]


def _cleared(ma: Client, there: str) -> None:
    form = ma.get(there).context["form"]
    assert ma.post(there, {"version": form.initial["version"]}).status_code == 422
    assert ma.post(there, {"version": form.initial["version"], "is_read": "on"}).status_code == 302


def test_who_leads_two_townships_writes_for_each(world: World) -> None:
    unit = world.sibling
    post = Post.objects.filter(unit=unit, capacities__contains=["coordinator"]).first()
    assert post
    appoint(official=world.liu, post=post, from_on=AT.date(), by="test", at=AT)
    assert {one.pk for one in digests.units_of(world.liu, LATER)} == {world.town.pk, unit.pk}
    liu = signed_in(world.liu)
    for one in (world.town, unit):
        assert one.name in liu.get(f"/digests/new/?unit={one.code}").content.decode()
