"""What the pages of matters need: lists by key, the whole matter, what surrounds a deed, the receipt."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.contacts.models import Contact
from huiyin.matters import dates, sentences, trail
from huiyin.matters.deeds import DEEDS, NOUNS
from huiyin.matters.echo import line_of
from huiyin.matters.explaining import explained, length
from huiyin.matters.folding import Line, folded
from huiyin.matters.models import Matter, State, Step
from huiyin.matters.models.matter import Matters
from huiyin.matters.papers import PAPERS
from huiyin.matters.rules import extending, hand_back, life, replying
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.handles import receipt_of
from huiyin.ui import address
from huiyin.ui.keyset import page


@dataclass(frozen=True)
class Row:
    """A line of a list: the matter and its echo line."""

    matter: Matter
    line: Any
    topic: str


def row_of(matter: Matter, request: StaffRequest) -> Row:
    """One line; costs no query when the matter came from `for_lists()`."""
    return Row(matter, line_of(matter, request.at), sentences.topic_words(matter))


DECISIONS = (Step.Deed.EXTEND, Step.Deed.REFUSE_MORE_TIME)  # offered only where something was asked for
LISTS = {
    "waiting": gettext_lazy("Waiting for me"),
    "overdue": gettext_lazy("Overdue"),
    "soon": gettext_lazy("Due soon"),
    "open": gettext_lazy("All being handled"),
    "answered": gettext_lazy("Answered"),
    "left": gettext_lazy("Ended without an answer here"),
    "history": gettext_lazy("Imported history"),
}


def _listed(request: StaffRequest, seen: Matters, chosen: str) -> Matters:
    """The matters of one of the lists one can choose between."""
    day = local_day(request.at, request.county)
    match chosen:
        case "overdue":
            return seen.overdue(day)
        case "soon":
            return seen.due_soon(day, dates.soon_until(day, charter_of(request.at)))
        case "open":
            return seen.open()
        case "answered":
            return seen.live().filter(state__in=["replied", "closed"])
        case "left":
            return seen.left()
        case "history":
            return seen.filter(origin="history")
    return seen.waiting_for(request.user, request.at)


def listing(request: StaffRequest, seen: Matters) -> dict[str, Any]:
    """One list, a page of it by key: soonest first where dates run, newest first where they do not."""
    chosen = address.chosen(request, "list", LISTS, "waiting")
    timed = chosen in ("waiting", "overdue", "soon", "open")
    rows = _listed(request, seen, chosen).for_lists()
    found = page(rows, request, *(("due_on", "pk") if timed else ("-pk",)))
    return {
        "rows": [row_of(m, request) for m in found.rows],
        "chosen": chosen,
        "label": LISTS[chosen],
        "tabs": address.choices(request, "list", {key: str(name) for key, name in LISTS.items()}, chosen),
        **found.links,
    }


def around(request: StaffRequest, matter: Matter) -> dict[str, Any]:
    """What stands beside a deed: the words, the line, the person behind a mask, a request for more time."""
    asked = extending.open_request(matter)
    return {
        "matter": matter,
        "line": line_of(matter, request.at) if matter.is_live else None,
        "topic": sentences.topic_words(matter),
        "person": matter.resident,
        "draft": replying.open_draft(matter) if matter.is_open else None,
        "returned": replying.returned_draft(matter),
        "referral": sentences.referral_of(matter),
        "handed_back": hand_back.handed_back(matter) if matter.state == State.RETURN_DISPUTED else None,
        "extension": asked,
        "more_time": length(asked.n, asked.unit) if asked else "",
    }


def whole(request: StaffRequest, matter: Matter) -> dict[str, Any]:
    """The page of one matter."""
    buttons = [
        {"noun": NOUNS[c.deed], "label": DEEDS[NOUNS[c.deed]].title, "objection": c.objection}
        for c in life.choices(matter, request.user, request.at)
        if c.deed not in DECISIONS or matter.more_time_asked_at is not None
    ]
    seen = Contact.objects.visible_to(request.user, request.at).filter(steps__matter=matter)
    trips = set(seen.values_list("pk", flat=True))
    return {
        **around(request, matter),
        "buttons": buttons,
        "steps": [
            _shown(line, matter, trips)
            for line in folded(matter.steps.select_related("by", "unit", "contact"))
        ],
        "source": source_words(matter),
        "clocks": [(clock, explained(clock, matter)) for clock in matter.deadlines.told_of()],
        "replies": list(matter.replies.filter(delivered_at__isnull=False).select_related("unit"))
        or list(matter.replies.filter(is_history=True)),
        "ratings": list(matter.ratings.all()),
        "printable": matter.raised_by_id == request.user.pk and bool(matter.receipt),
        **_papers(request, matter),
        "looks": matter.resident.reveals.filter(about=matter.reference).count() if matter.resident else 0,
    }


def _papers(request: StaffRequest, matter: Matter) -> dict[str, Any]:
    """The papers that are there for this official, and whether the answer is there as a letter, also with the name."""
    by, at = request.user, request.at
    answered = matter.is_live and bool(matter.is_answered or matter.reopened)
    letter = answered and life.may_write_to(matter, by, at)
    return {
        "papers": [(name, kind.title) for name, kind in PAPERS.items() if kind.is_there(matter, by, at)],
        "letter": letter,
        "nameable": letter and matter.resident is not None and bool(matter.resident.masked_name),
    }


def _shown(line: Line, matter: Matter, trips: set[int]) -> dict[str, Any]:
    """One line of the trail: when, what, who, and the trip one may open."""
    step = line.step
    return {
        "at": line.since,
        "words": trail.line_words(line, matter),
        "who": trail.who(step),
        "note": step.note,
        **_trip(step, trips),
    }


def _trip(step: Step, seen: set[int]) -> dict[str, str]:
    """The link to the trip at which a step was taken, for who may see that trip."""
    if step.contact is None or step.contact.pk not in seen:
        return {}
    words = _("trip %(reference)s") % {"reference": step.contact.reference}
    return {"url": reverse("contacts:see", kwargs={"ref": step.contact.reference}), "opens": words}


def source_words(matter: Matter) -> str:
    """Through which organisation it came, in the reader's language; empty if directly (S33)."""
    if not matter.source_org:
        return ""
    try:
        named = matter.charter.charter.named("source_org", matter.source_org)
    except KeyError:
        return matter.source_org
    return named.words.in_language(get_language() or "zh-hans")


def receipt(request: StaffRequest, matter: Matter) -> dict[str, Any] | None:
    """Code and link, once more; each look is in the trail."""
    held = receipt_of(matter)
    if held is None:
        return None
    record(by=request.user.key, deed="matter.receipt_printed", on=matter.reference, at=request.at)
    link = request.build_absolute_uri(
        reverse("portal:follow", kwargs={"county": request.county.slug, "token": held[1]})
    )
    return {"code": held[0], "link": link}
