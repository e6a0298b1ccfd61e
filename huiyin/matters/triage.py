"""Triage: one message at a time, what may be the same beside it, and whatever can be done with it at one key."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from huiyin.matters import sentences, together
from huiyin.matters.alike import Alike, earlier_like, in_the_same_words
from huiyin.matters.deeds import DEEDS, NOUNS
from huiyin.matters.models import Matter, State, Step
from huiyin.matters.models.matter import Matters
from huiyin.matters.pages import around
from huiyin.matters.rules import life, merging
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.models import Unit
from huiyin.ui.address import decimal, tail

Deed = Step.Deed
NEXT = "triage"  # what a deed carries that leads back here

# Which key does what, of what is offered; passing on is Enter, leaving is N, taking back is U.
KEYS: Mapping[str, str] = {
    Deed.MERGE: "m",
    Deed.ASK_MORE: "a",
    Deed.NAME_COMPLAINED: "c",
    Deed.REDIRECT: "l",
    Deed.DECLINE: "d",
    Deed.HAND_OVER: "h",
}
UNDOES: Mapping[str, str] = {State.ROUTED: Deed.RECALL, State.MERGED: Deed.UNMERGE}


@dataclass(frozen=True)
class Suggestion:
    """Where messages like this one went, and how many of those that are shown."""

    unit: Unit
    topic: str
    words: str
    times: int
    url: str


def next_message(request: StaffRequest, seen: Matters) -> dict[str, Any]:
    """The urgent first, then as they came: the message behind the one just seen, its place, and where that one went.

    Behind the last one the first comes again, if any was left for later.
    """
    fresh: Any = seen.waiting_for(request.user, request.at).filter(state=State.RECEIVED).urgent_first()
    waiting = fresh.order_by("calm", "pk")
    after = decimal(request.GET.get("after", "")) or 0
    before = seen.urgent_first().filter(pk=after)
    last = before.select_related("lead_unit", "holding_unit", "primary", "intake_unit").first()
    later = waiting.for_lists().filter(_behind(last, after)).first()
    found = later or waiting.for_lists().first()
    just = _just(request, last)
    if found is None:
        return {"matter": None, **just}
    places = waiting.aggregate(all=Count("pk"), number=Count("pk", filter=~_behind(found, found.pk)))
    shown = int(found.charter.charter.figure("casework.alike_shown").value)
    alike = earlier_like(found, seen, shown)
    same = in_the_same_words(found, waiting, together.MOST - 1)
    return {
        **around(request, found),
        **places,
        **just,
        "same": same,
        "same_url": _all_at_once([found, *same]) if same else "",
        "alike": alike,
        "joinable": [one.matter.pk for one in alike if one.matter.state in merging.JOINABLE],
        "suggestion": suggested(alike, after),
        "deeds": other_deeds(request, found),
        "again": bool(after) and later is None,
    }


def _all_at_once(messages: Sequence[Matter]) -> str:
    """The page on which they are passed on together, each for itself."""
    refs = [("ref", f"{one.reference}:{one.version}") for one in messages]
    said = urlencode([("step", "routing"), ("back", "list=waiting"), *refs])
    return f"{reverse('matters:together')}?{said}"


def _behind(message: Any, key: int) -> Q:
    """What comes after this message; where one may not see it, what came in after it."""
    if message is None:
        return Q(pk__gt=key)
    return Q(calm__gt=message.calm) | Q(calm=message.calm, pk__gt=key)


def _just(request: StaffRequest, gone: Matter | None) -> dict[str, Any]:
    """The one dealt with last, and the deed that would undo it."""
    if gone is None or gone.state == State.RECEIVED:
        return {"just": None, "undo": ""}
    deed = UNDOES.get(gone.state, "")
    may = bool(deed) and life.may(deed, gone, request.user, request.at)
    return {"just": gone, "undo": NOUNS[deed] if may else ""}


def other_deeds(request: StaffRequest, matter: Matter) -> list[dict[str, Any]]:
    """What else than passing it on can be done with it now, each with its key."""
    choices = life.choices(matter, request.user, request.at)
    return [
        {"key": KEYS[one.deed], "noun": NOUNS[one.deed], "label": DEEDS[NOUNS[one.deed]].title}
        for one in choices
        if one.deed in KEYS and one.objection is None
    ]


def suggested(alike: Sequence[Alike], after: int) -> Suggestion | None:
    """To whom most of those that may be the same were passed, and as what; a person still decides."""
    routed = [one.matter for one in alike if one.matter.lead_unit is not None and one.matter.is_live]
    if not routed:
        return None
    (unit, topic), times = Counter((one.lead_unit_id, one.topic) for one in routed).most_common(1)[0]
    model = next(one for one in routed if (one.lead_unit_id, one.topic) == (unit, topic))
    assert model.lead_unit is not None  # noqa: S101 - asked for above
    address = tail(after=str(after), to=str(unit), topic=topic)
    return Suggestion(
        model.lead_unit,
        topic,
        sentences.topic_words(model),
        times,
        f"{reverse('matters:triage')}?{address}",
    )


def address_after(key: int, *, is_undone: bool) -> str:
    """Where triage goes on: behind this message, or with it where it waits again."""
    return f"{reverse('matters:triage')}?{tail(after=key - is_undone)}"


def chosen(request: StaffRequest) -> dict[str, Any]:
    """What the link that led here has filled in: a unit and a topic, the matter that is the same, or a template."""
    numbers = ("to", "primary", "template")
    found: dict[str, Any] = {name: decimal(request.GET.get(name, "")) for name in numbers}
    found["topic"] = request.GET.get("topic", "")[:60]
    return {name: value for name, value in found.items() if value}
