"""Internal comments stand in the trail for officials alone, and each step says who reads it."""

from collections.abc import Callable

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions, sentences
from huiyin.matters.models import Matter, Step
from huiyin.matters.story import story
from huiyin.orgs.models import Official
from tests import make
from tests.matters.reading import told, words_of
from tests.world import AT, World

Enter = Callable[[Official], Client]
SAID = "供电所说周四来人，先别催"


def test_a_comment_moves_nothing_and_the_person_never_reads_it(world: World, client: Client) -> None:
    held = make.lodged(world)
    found = held.matter
    for deed, by in (("route", world.liu), ("accept", world.gao)):
        more = {"to": world.office, "topic": "road"} if deed == "route" else {"handler": world.he}
        found = getattr(actions, deed)(matter=found, version=found.version, by=by, at=AT, **more)
    before = Matter.objects.get(pk=found.pk)
    actions.comment(matter=before, words=SAID, by=world.liu, at=AT)
    after = Matter.objects.get(pk=found.pk)
    assert (after.state, after.version, after.due_on) == (before.state, before.version, before.due_on)
    assert told(found, "commented") == ["he"]
    assert not any(SAID in words for _at, words in story(after))
    gone = client.post("/c/heyang/ask/", {"reference": found.reference, "code": held.code})
    assert SAID not in words_of(client.get(gone["Location"]))


def test_it_takes_words_and_real_work(world: World) -> None:
    found = make.started(world)
    with pytest.raises(Refused, match="few words"):
        actions.comment(matter=found, words=" 好 ", by=world.he, at=AT)
    Matter.objects.filter(pk=found.pk).update(origin="history")
    with pytest.raises(Refused, match="imported history"):
        actions.comment(matter=found, words=SAID, by=world.he, at=AT)


def test_whoever_sees_the_matter_comments_on_it_also_when_it_is_closed(world: World, enter: Enter) -> None:
    found = make.closed(world)
    url = f"/matters/{found.reference}/comment/"
    client = enter(world.sun)
    assert f'href="{url}"' in words_of(client.get(f"/matters/{found.reference}/"))
    form = client.get(url).context["form"]
    given = {"once": form.initial["once"], "words": SAID}
    assert client.post(url, given).status_code == client.post(url, given).status_code == 302
    assert found.steps.filter(deed="comment").count() == 1
    assert told(found, "commented") == [], "nobody works on it any more"
    assert enter(world.qian).get(url).status_code == 404


def test_each_step_of_the_page_says_whether_the_person_sees_it(world: World, enter: Enter) -> None:
    part = make.put_above(world)
    found = part.matter
    yu = Official.objects.get(username="yu")
    actions.turn_down(part=part, words="已移交镇里", by=yu, at=AT)
    other = actions.ask_unit(
        matter=found, unit=world.traffic, asked=make.PART, due_on=AT.date(),
        version=Matter.objects.get(pk=found.pk).version, by=world.he, at=AT,
    )  # fmt: skip
    actions.turn_down(part=other, words="不归我们管", by=yu, at=AT)
    actions.comment(matter=found, words=SAID, by=world.liu, at=AT)
    shown = enter(world.he).get(f"/matters/{found.reference}/").context["steps"]
    steps = list(found.steps.order_by("at", "pk"))
    marks = {}
    for step, line in zip(steps, shown, strict=True):
        assert line["is_internal"] is not sentences.is_told(step)
        assert bool(sentences.told(step)) is sentences.is_told(step), step.deed
        marks.setdefault(step.deed, []).append(line["is_internal"])
    assert marks["comment"] == [True]
    assert marks["turn_down"] == [False, True], "the way up is the person's to follow, joint work is not"
    assert marks["route"] == [False]


def test_every_deed_is_told_or_internal_and_says_so_in_one_place(world: World) -> None:
    for deed in Step.Deed.values:
        step = Step(matter=make.routed(world), deed=deed, facts={}, unit=world.office)
        if deed not in sentences.TOLD:
            assert sentences.told(step) == ""
            assert not sentences.is_told(step)
