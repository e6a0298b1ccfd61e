"""Of forums: one planned, one held with a point that hangs; and a signal of Chen's."""

from datetime import time

from huiyin.contacts.models import Contact, Signal
from huiyin.forums import actions
from huiyin.forums.models import Forum
from tests.house.parts import Part
from tests.world import AT, World

FORUM = "春季用水座谈会"
HANGS = "春灌时渠道下游来水太少"


def stand(world: World, contact: Contact) -> Part:
    """The two forums and the signal."""
    forums = [planned(world), held(world)]
    signal = Signal.objects.create(
        official=world.chen,
        kind="crowded",
        key="day:2026-03-02",
        about_on=AT.date(),
        references=[contact.reference],
        found_at=AT,
    )
    references = [forum.reference for forum in forums]
    return Part(
        {
            ("contacts", "signal"): [str(signal.pk)],
            ("forums", "ref"): references,
            ("draws:of_forum", "ref"): references,
            ("forums", "number"): ["1"],
            ("reports", "ref"): references,
            ("reports", "group"): ["farmer"],
            ("reports", "paper"): ["minutes", "sheet"],
        },
        [*references, FORUM, HANGS],
    )


def planned(world: World) -> Forum:
    """A forum that Chen has called, with Ma in the chair."""
    plan = actions.Plan(
        unit=world.branch,
        chair=world.ma,
        subject=FORUM,
        planned_on=AT.date(),
        begins=time(9),
        ends=time(10),
        place=world.town,
        groups={"farmer": 8},
    )
    return actions.plan_forum(plan=plan, by=world.chen, at=AT)


def held(world: World) -> Forum:
    """One that took place, with a point that hangs."""
    found = actions.hold(
        forum=planned(world), held_on=AT.date(), present={"farmer": 7}, version=1, by=world.chen, at=AT
    )
    actions.add_point(forum=found, text=HANGS, by=world.chen, at=AT)
    return found
