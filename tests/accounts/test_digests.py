"""What is heard goes up as a digest by topic: few are withheld, words only after a second person has read them (S12)."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from docx import Document

from huiyin.accounts import digests
from huiyin.accounts.models import Digest
from huiyin.contacts import actions as contacts
from huiyin.contacts.actions.recording import Raised
from huiyin.lib.refusal import Refused
from huiyin.matters.models import Matter
from huiyin.notices.models import Notice
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from tests import make
from tests.house.conftest import signed_in
from tests.world import AT, World

LATER = AT + timedelta(days=60)  # the quarter of the cast is over
WORDS = "群众主要反映夜间照明不足，集中在沿河几个村。"


def heads() -> list[str]:
    """The topics that stand at the head of others."""
    return [topic.code for topic in charter_of(AT).topics if not topic.parent]


def raised(world: World, topic: str, times: int) -> None:
    """So many matters of this topic."""
    for _n in range(times):
        found = make.matter(world)
        Matter.objects.filter(pk=found.pk).update(topic=topic)


def written(world: World, words: str = WORDS) -> Digest:
    """By Liu, who coordinates the township."""
    return digests.write_digest(unit=world.town, words=words, by=world.liu, at=LATER)


def clear(digest: Digest, by: Official, **words: Any) -> None:
    """Let it go up."""
    given: dict[str, Any] = {"is_read": True, "version": digest.version, "by": by, "at": LATER, **words}
    digests.clear_digest(digest=digest, **given)


def test_few_are_withheld_and_no_sum_tells_them(world: World) -> None:
    first, second, third = heads()[:3]
    for topic, times in ((first, 9), (second, 3), (third, 6)):
        raised(world, topic, times)
    found = written(world)
    told = dict(found.counts)
    assert told[second] is None
    assert [told[first], told[third]].count(None) == 1, "else the total would tell the three"
    assert found.total == 18


def test_a_topic_counts_with_the_one_that_heads_it_and_points_count_once(world: World) -> None:
    for _n in range(4):
        make.routed(world)  # street lights, which stand under getting around
    contacts.record(
        place=world.village,
        held_on=AT.date(),
        points=[Raised("桥面护栏松动", "noted", "bridge"), Raised("路灯不亮", "matter", "streetlight")],
        promises=[],
        note="走访",
        by=world.chen,
        at=AT,
    )
    quarter = digests.quarter_before(LATER.date())
    found = digests.heard(world.town, quarter, world.county, LATER)
    assert found == {"mobility": 5}


def test_words_go_up_only_after_another_has_read_them(world: World) -> None:
    raised(world, heads()[0], 7)
    found = written(world)
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
    raised(world, heads()[0], 6)
    again = written(world, "补充说明")
    assert (again.pk, again.total, again.words) == (first.pk, 6, "补充说明")
    clear(again, world.ma)
    with pytest.raises(Refused, match="gone up already"):
        written(world)


@pytest.mark.parametrize("words", ["请联系 13912345678", "身份证 11010519491231002X"])
def test_nobody_is_named_in_it(world: World, words: str) -> None:
    with pytest.raises(Refused) as no:
        written(world, words)
    assert no.value.field == "words"


def test_it_is_written_read_and_taken_along_in_the_browser(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised(world, heads()[0], 7)
    raised(world, heads()[1], 2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    liu, ma, sun = (signed_in(one) for one in (world.liu, world.ma, world.sun))
    page = liu.get("/digests/new/").content.decode()
    assert "人数过少" in page
    there = liu.post("/digests/new/", {"words": WORDS})["Location"]
    assert sun.get(there).status_code == 404
    assert "请由同事" in liu.get(there).content.decode()
    form = ma.get(there).context["form"]
    refused = ma.post(there, {"version": form.initial["version"]})
    assert refused.status_code == 422
    assert ma.post(there, {"version": form.initial["version"], "is_read": "on"}).status_code == 302
    assert WORDS in sun.get(there).content.decode()
    assert world.town.name in sun.get("/digests/").content.decode()
    paper = Document(BytesIO(sun.get(f"/reports{there}docx/").content))
    cells = [cell.text for row in paper.tables[0].rows for cell in row.cells]
    assert "2" not in cells
    assert WORDS in [part.text for part in paper.paragraphs]
    assert signed_in(world.he).get("/digests/new/").status_code == 404
