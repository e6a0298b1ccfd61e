"""Short histories of a machine, written out: what the planted faults meet on their way."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from huiyin.matters import actions
from huiyin.matters.models import Matter
from tests import make
from tests.matters import plausible
from tests.matters.machine import Casework

Lived = Callable[[Casework], None]


def lived(*deeds: str, begin: bool = True) -> Lived:
    """One matter, and these deeds of it: `route:liu`, `rate:` by the resident, `+50` hours later, `clocks`."""

    def live(machine: Casework) -> None:
        if begin:
            machine.lodge("page")
        for word in deeds:
            if word.startswith("+"):
                machine.wait(int(word))
            elif word == "clocks":
                machine.run_clocks(0)
            else:
                deed, _colon, name = word.partition(":")
                found = Matter.objects.get(pk=machine.mine[0])
                by = machine.people[name] if name else None
                machine.attempt(deed, found, by, random.Random(0))

    return live


def with_values(machine: Casework, deed: str, name: str, **values: Any) -> None:
    """A deed with just these values, as its action takes them."""
    found = Matter.objects.get(pk=machine.mine[0])

    def act() -> None:
        plausible.act(deed, found, values, by=machine.people[name], at=machine.at)

    machine.tried(deed, act)
    machine.look(found.pk)


def late(machine: Casework) -> None:
    """Passed on when its days are over."""
    machine.lodge("page")
    machine.wait(120)
    passed_on(machine)


def routed(machine: Casework) -> None:
    """Passed to the building office."""
    machine.lodge("page")
    passed_on(machine)


def handed_back_twice(machine: Casework) -> None:
    """To another unit, which hands it back as well."""
    routed(machine)
    for name in ("gao", "yu"):
        with_values(machine, "hand_back", name, reason=plausible.WORDS, proposed=machine.world.village)
        if name == "gao":
            with_values(machine, "uphold", "liu", to=machine.world.traffic)


def solved_again(machine: Casework) -> None:
    """Answered, taken up again, and said to be solved without anything done."""
    drafted(machine)
    lived("approve:gao", "reopen:", begin=False)(machine)
    with_values(machine, "draft", "he", **make.REPLY)
    lived("approve:gao", begin=False)(machine)


def said_tomorrow(machine: Casework) -> None:
    """Received on a day that is to come."""
    found = {"received_at": machine.at + timedelta(days=1)}
    machine.tried("lodge", lambda: make.matter(machine.world, at=machine.at, **found))


def passed_on(machine: Casework) -> None:
    """To the building office."""
    with_values(machine, "route", "liu", to=machine.world.office, topic="streetlight", note="")


def accepted(machine: Casework, handler: str = "he") -> None:
    """And taken over there."""
    routed(machine)
    with_values(machine, "accept", "gao", handler=machine.people[handler])


def drafted(machine: Casework, handler: str = "he", **reply: Any) -> None:
    """And an answer written."""
    accepted(machine, handler)
    with_values(machine, "start", handler, words=plausible.WORDS)
    with_values(machine, "draft", handler, **{**make.REPLY, **reply})


def after(*before: Callable[[Casework], None]) -> Callable[..., Lived]:
    """These, and then the deeds named."""

    def then(*deeds: str) -> Lived:
        def live(machine: Casework) -> None:
            for one in before:
                one(machine)
            lived(*deeds, begin=False)(machine)

        return live

    return then


def pushed_down(machine: Casework) -> None:
    """A duty of the county, to a village."""
    machine.lodge("page")
    with_values(machine, "route", "liu", to=machine.world.village, topic="subsistence", note="")


def taken_over_by_who_passed_it_down(machine: Casework) -> None:
    """The same with a reason; and the coordinator names the handler there as well."""
    machine.lodge("page")
    said = {"to": machine.world.village, "topic": "subsistence", "note": plausible.WORDS}
    with_values(machine, "route", "liu", **said)
    with_values(machine, "accept", "liu", handler=machine.people["he"])


def asked_for_forty(machine: Casework) -> None:
    """Forty days more, and granted."""
    accepted(machine)
    with_values(machine, "start", "he", words=plausible.WORDS)
    with_values(machine, "ask_more_time", "he", n=40, reason=plausible.WORDS)
    lived("extend:gao", begin=False)(machine)


def rated_at_the_desk(machine: Casework) -> None:
    """By somebody who is not the resident."""
    drafted(machine)
    lived("approve:gao", begin=False)(machine)
    found = Matter.objects.get(pk=machine.mine[0])
    machine.tried(
        "rate",
        lambda: actions.rate(matter=found, handled="yes", satisfied=5, words="", door="desk", at=machine.at),
    )


def sent_twice(machine: Casework) -> None:
    """A page that is sent again after it was done."""
    accepted(machine)
    with_values(machine, "start", "he", words=plausible.WORDS)
    found = Matter.objects.get(pk=machine.mine[0])
    lived("note:he", begin=False)(machine)
    machine.refuse_old_page("note", found, machine.people["he"])


def changed_rules(machine: Casework) -> None:
    """Another charter, and then a matter of before is passed on."""
    machine.lodge("page")
    machine.wait(5)
    machine.another_charter()
    with_values(machine, "route", "liu", to=machine.world.office, topic="", note="")
