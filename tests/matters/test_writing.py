"""What helps whoever writes an answer (S76): the card, what was done so far, and answers to matters of the same topic."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils.translation import override

from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.matters.writing import LONGEST, MOST, earlier_answers, since_taken_up
from huiyin.matters.writing import what_was_done as of_steps
from huiyin.orgs.models import Official
from tests import make, make_states
from tests.world import AT, World

Enter = Callable[[Official], Client]


def what_was_done(row: Matter) -> str:
    return of_steps(since_taken_up(row))


def answered(world: World, opinion: str, *, topic: str = "road", days: int = 0, **fields: object) -> Matter:
    """A matter that the office answered so many days after."""
    found = make.replied(world, at=AT + timedelta(days=days), reply={"opinion": opinion}, **fields)
    Matter.objects.filter(pk=found.pk).update(topic=topic)
    return found


def test_an_answer_begins_with_what_was_done(world: World, enter: Enter) -> None:
    row = make.started(world)
    later = AT + timedelta(days=2)
    actions.note(matter=row, words="换了三盏灯头", version=row.version, by=world.he, at=later)
    with override("zh-hans"):
        lines = what_was_done(Matter.objects.get(pk=row.pk)).splitlines()
    assert len(lines) == 2
    assert lines[1].endswith("：换了三盏灯头")
    form = enter(world.he).get(f"/matters/{row.reference}/reply/").context["form"]
    assert form["facts"].initial.splitlines() == lines


def test_what_was_done_before_it_was_taken_up_again_is_left_out(world: World) -> None:
    row = make.replied(world)
    actions.reopen(matter=row, words="还有一盏没有亮", at=AT + timedelta(days=1))
    row = Matter.objects.get(pk=row.pk)
    assert what_was_done(row) == ""
    actions.note(
        matter=row, words="换了最后一盏", version=row.version, by=world.he, at=AT + timedelta(days=2)
    )
    assert what_was_done(row).endswith("换了最后一盏")


def test_answers_to_the_same_topic_stand_beside_it_the_same_place_first_and_few(world: World) -> None:
    answered(world, "甲", days=0, place=world.village)
    for n, opinion in enumerate(("乙", "丙", "丁")):
        answered(world, opinion, days=n + 1, place=world.hamlet)
    answered(world, "别的类别", topic="school")
    row = make.started(world, place=world.village)
    Matter.objects.filter(pk=row.pk).update(topic="road")
    row.refresh_from_db()
    assert [one.opinion for one in earlier_answers(row, world.he, AT)] == ["甲", "丁", "丙"][:MOST]
    Matter.objects.filter(pk=row.pk).update(topic="")
    row.refresh_from_db()
    assert earlier_answers(row, world.he, AT) == []


def test_nobody_reads_an_answer_to_what_they_may_not_see(world: World) -> None:
    other = answered(world, "甲")
    row = make.started(world)
    Matter.objects.filter(pk=row.pk).update(topic="road")
    row.refresh_from_db()
    assert earlier_answers(row, world.he, AT)
    Matter.objects.filter(pk=other.pk).update(handler=world.gao)
    assert earlier_answers(row, world.he, AT) == []


def test_the_card_and_the_answers_stand_beside_the_form(world: World, enter: Enter) -> None:
    answered(world, "三盏路灯已经换新")
    row = make.started(world)
    Matter.objects.filter(pk=row.pk).update(topic="road")
    html = enter(world.he).get(f"/matters/{row.reference}/reply/").content.decode()
    assert "三盏路灯已经换新" in html
    assert "换位想一想" in html
    other = enter(world.he).get(f"/matters/{row.reference}/action/").content.decode()
    assert "换位想一想" not in other


def test_the_handlers_notes_come_with_numbers_masked_and_the_newest_of_too_many(world: World) -> None:
    row = make.started(world)
    for n, words in enumerate(("旧" * 1500, "中" * 1500, "打了 13912345678，" + "新" * 1480)):
        later = AT + timedelta(days=n + 1)
        row = actions.note(matter=row, words=words, version=row.version, by=world.he, at=later)
    done = what_was_done(row)
    assert "13912345678" not in done
    assert len(done) <= LONGEST
    assert done.endswith("新" * 1480)


def test_an_answer_that_did_not_stand_is_no_pattern(world: World) -> None:
    again, changed, destroyed = answered(world, "甲"), make_states.petition(world), answered(world, "丙")
    row = make.started(world)
    Matter.objects.filter(pk__in=(row.pk, changed.pk)).update(topic="road")
    row.refresh_from_db()
    assert len(earlier_answers(row, world.he, AT)) == 3
    Matter.objects.filter(pk=again.pk).update(reopened=1)
    Matter.objects.filter(pk=destroyed.pk).update(data_key="")
    asked = actions.ask_review(matter=changed, words="没有到现场看过", at=AT).matter
    said = {**make_states.OPINION, "decision": "changed"}
    actions.decide_review(matter=asked, version=asked.version, by=world.sun, at=AT, **said)
    assert earlier_answers(row, world.he, AT) == []


def test_the_files_of_an_answer_stand_behind_its_words(world: World, enter: Enter) -> None:
    form = enter(world.he).get(f"/matters/{make.started(world).reference}/reply/").context["form"]
    shown = [field.name for field in form.visible_fields()]
    assert (shown[0], shown[-1]) == ("request", "files")
