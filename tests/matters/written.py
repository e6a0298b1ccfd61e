"""Histories that chance seldom comes to: after the answer, merged and undone, with parts that others are asked for."""

from huiyin.matters.models import Matter
from huiyin.orgs import actions as orgs
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Post
from tests import make
from tests.matters import plausible
from tests.matters.lives import Lived, accepted, after, drafted, lived, passed_on, with_values
from tests.matters.machine import Casework
from tests.world import LONG_AGO


def told(machine: Casework) -> None:
    """Answered to somebody who gave an official her name and number."""
    machine.lodge("told")
    passed_on(machine)
    with_values(machine, "accept", "gao", handler=machine.people["he"])
    with_values(machine, "start", "he", words=plausible.WORDS)
    with_values(machine, "draft", "he", **make.REPLY)
    lived("approve:gao", "+5", "clocks", begin=False)(machine)


def brought(machine: Casework) -> None:
    """And told by telephone, at the second try."""
    told(machine)
    lived("try_delivery:he", "+20", begin=False)(machine)
    with_values(machine, "deliver", "he", way="phone", how="本人")
    lived("+5", "clocks", begin=False)(machine)


def called(machine: Casework) -> None:
    """And rung by the desk, which hears that it is handled; weeks later the lot chooses it, and it is not."""
    brought(machine)
    with_values(machine, "try_call", "xia", outcome="not_reached", words="")
    machine.wait(20)
    with_values(machine, "call", "xia", handled="yes", satisfied=4)
    lived("+1000", "clocks", begin=False)(machine)
    with_values(
        machine, "call", "xia", handled="no", satisfied=1, reasons=["not_solved"], words=plausible.WORDS
    )
    assert Matter.objects.get(pk=machine.mine[0]).reopened == 1


def solved_by_being_taken_up(machine: Casework) -> None:
    """Taken up after a call, and said to be solved without anything done."""
    brought(machine)
    with_values(machine, "take_up", "sun", words=plausible.WORDS)
    with_values(machine, "draft", "he", **make.REPLY)
    lived("approve:gao", begin=False)(machine)


def called_by_their_own(machine: Casework) -> None:
    """The clerk of the desk has a post in the unit that handled it as well."""
    brought(machine)
    unit = machine.world.office
    post = Post.objects.create(unit=unit, title="干事", capacities=["officer"], valid_from=LONG_AGO)
    orgs.appoint(official=machine.people["xia"], post=post, from_on=LONG_AGO, by="test", at=machine.at)
    machine.people["xia"] = Official.objects.get(pk=machine.people["xia"].pk)
    with_values(machine, "call", "xia", handled="yes", satisfied=4)


def merged_and_undone(machine: Casework) -> None:
    """Taken over, merged with another, and that undone; so it is passed on once more."""
    accepted(machine)
    machine.lodge("told")
    other = Matter.objects.get(pk=machine.mine[1])
    with_values(machine, "merge", "liu", primary=other, why=plausible.WORDS)
    lived("+50", "clocks", begin=False)(machine)
    with_values(machine, "unmerge", "liu", why=plausible.WORDS)
    passed_on(machine)
    with_values(machine, "accept", "gao", handler=machine.people["he"])


def answered_with_another(machine: Casework) -> None:
    """Somebody tells the same while the answer is being written; they are merged, and one answer goes to both."""
    drafted(machine)
    machine.lodge("told")
    other = Matter.objects.get(pk=machine.mine[0])
    machine.mine.reverse()
    with_values(machine, "merge", "liu", primary=other, why=plausible.WORDS)
    machine.mine.reverse()
    lived("approve:gao", "+5", "clocks", begin=False)(machine)
    machine.mine.reverse()


def taken_up_alone(machine: Casework) -> None:
    """The second person is told by telephone, and has theirs taken up again."""
    answered_with_another(machine)
    with_values(machine, "deliver", "he", way="phone", how="本人")
    lived("+20", "rate:", "reopen:", "note:he", begin=False)(machine)
    with_values(machine, "draft", "he", **make.REPLY)
    lived("approve:gao", "+5", "clocks", begin=False)(machine)
    assert [one.state for one in Matter.objects.filter(pk__in=machine.mine)] == ["replied", "replied"]


def taken_over(machine: Casework) -> None:
    """The level above is asked, and takes it over."""
    accepted(machine)
    with_values(machine, "start", "he", words=plausible.WORDS)
    day = local_day(machine.at, machine.world.county)
    with_values(machine, "ask_up", "he", unit=machine.world.traffic, asked=plausible.WORDS, due_on=day)
    lived("+50", "clocks", begin=False)(machine)
    with_values(machine, "take_over", "yu", handler=machine.people["tu"], receipt="JT-1")


def left_with_a_part(machine: Casework) -> None:
    """Withdrawn while another unit is asked for a part."""
    accepted(machine)
    with_values(machine, "start", "he", words=plausible.WORDS)
    day = local_day(machine.at, machine.world.county)
    with_values(machine, "ask_unit", "he", unit=machine.world.traffic, asked=plausible.WORDS, due_on=day)
    lived("+120", "clocks", "withdraw:", begin=False)(machine)


def named_later(machine: Casework) -> None:
    """Only while it is in work is it seen that it is about its handler: it leaves them, and goes on with somebody else."""
    drafted(machine)
    with_values(machine, "name_complained", "liu", unit=None, official=machine.people["he"])
    lived("+30", "clocks", begin=False)(machine)
    given = {"to": machine.world.traffic, "topic": "streetlight", "note": ""}
    with_values(machine, "route", "sun", **given)
    with_values(machine, "accept", "yu", handler=machine.people["tu"])
    with_values(machine, "start", "tu", words=plausible.WORDS)
    with_values(machine, "draft", "tu", **make.REPLY)
    lived("approve:yu", begin=False)(machine)
    assert Matter.objects.get(pk=machine.mine[0]).state == "replied"


def put_right(machine: Casework) -> None:
    """The desk has the place wrong; a head puts it right, and leaves a second word as it is."""
    accepted(machine)
    given = {"place": machine.world.village, "why": plausible.WORDS}
    with_values(machine, "ask_record", "liu", **given)
    lived("+5", "correct_record:ma", begin=False)(machine)
    with_values(machine, "ask_record", "he", place_words="东头", why=plausible.WORDS)
    lived("leave_record:liu", begin=False)(machine)


CORRECTED = {**make.REPLY, "opinion": "四盏路灯已经换新。", "corrects_why": plausible.WORDS}


def corrected(machine: Casework) -> None:
    """Told, and rung; then the answer is written anew, sent back, written once more, approved and told again."""
    brought(machine)
    with_values(machine, "call", "xia", handled="yes", satisfied=4)
    with_values(machine, "correct_answer", "he", **CORRECTED)
    with_values(machine, "return_correction", "gao", reason=plausible.WORDS)
    with_values(machine, "correct_answer", "he", **CORRECTED)
    lived("+20", "approve_correction:gao", "+5", "clocks", begin=False)(machine)
    with_values(machine, "deliver", "he", way="phone", how="本人")
    lived("rate:", begin=False)(machine)


def corrected_for_two(machine: Casework) -> None:
    """Of two that were answered as one, while the answer was still under way; then it is taken up again."""
    answered_with_another(machine)
    machine.mine.reverse()
    with_values(machine, "correct_answer", "he", **CORRECTED)
    lived("approve_correction:gao", "+5", "clocks", begin=False)(machine)
    with_values(machine, "correct_answer", "he", **{**CORRECTED, "facts": plausible.WORDS})
    lived("reopen:", begin=False)(machine)


# Written out, as chance seldom comes so far; and the deeds that have to be done on the way.
WRITTEN: tuple[tuple[Lived, set[str]], ...] = (
    (called, {"try_delivery", "deliver", "try_call", "call"}),
    (merged_and_undone, {"merge", "unmerge"}),
    (taken_up_alone, {"merge", "deliver", "rate", "reopen"}),
    (taken_over, {"ask_up", "take_over"}),
    (put_right, {"ask_record", "correct_record", "leave_record"}),
    (named_later, {"name_complained", "route", "approve"}),
    (corrected, {"correct_answer", "return_correction", "approve_correction", "deliver", "rate"}),
    (corrected_for_two, {"approve_correction", "reopen"}),
    (left_with_a_part, {"ask_unit", "withdraw"}),
    (after(brought)("take_up:sun", "note:he"), {"deliver", "take_up"}),
)
