"""What a resident reads about their matter: one plain sentence for where it stands, and one for each step (I-44)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from huiyin.lib.words import is_chinese
from huiyin.matters.brought import delivered
from huiyin.matters.models import Deadline, Matter, Referral, State, Step, SubTask
from huiyin.matters.models.matter import UNDER
from huiyin.matters.rules import procedures, record, reviewing, routing, ways_out
from huiyin.orgs.models import Official
from huiyin.ui.templatetags.ui import day as day_in_full

Deed = Step.Deed


def day_words(day: date | None, today: date | None = None) -> str:
    """A day as people say it: without the year when it is this year."""
    if day is None:
        return "—"
    return _day_words(day, day.year == (today or timezone.localdate()).year, get_language())


@lru_cache(maxsize=2048)
def _day_words(day: date, is_of_this_year: bool, _language: str | None) -> str:
    """The same for every matter of a list that falls on that day."""
    short = pgettext("day and month, in the notation of Django's date filter", "j M")
    return date_format(day, short if is_of_this_year else "DATE_FORMAT")


def topic_words(matter: Matter) -> str:
    """The topic in the reader's language, empty when not set or imported as free text."""
    topic = routing.topic_of(matter)
    return topic.words.in_language(get_language() or "zh-hans") if topic else ""


# Where a matter stands, to the resident, while the date of its answer is not past.
STANDING: dict[str, Any] = {
    State.RECEIVED: gettext_lazy(
        "Registered. %(unit)s is looking at who should handle it; you will have the answer by %(due)s."
    ),
    State.NEEDS_INFO: gettext_lazy(
        "%(unit)s needs to know a little more; please answer the questions below, ring or come by. "
        "You will have the answer by %(due)s all the same."
    ),
    State.ROUTED: gettext_lazy(
        "Passed to %(unit)s, which is about to take it over; you will have the answer by %(due)s."
    ),
    State.IN_PROGRESS: gettext_lazy(
        "%(unit)s is handling it. %(handler)s looks after it and will answer you by %(due)s."
    ),
    State.PENDING_APPROVAL: gettext_lazy(
        "%(unit)s has written the answer and is having it checked; you will have it by %(due)s."
    ),
    State.REDIRECTED: gettext_lazy(
        "%(unit)s has looked at it. It is not decided here; below stands why, and where it belongs."
    ),
    State.TRANSFERRED_OUT: gettext_lazy(
        "%(unit)s has handed it over to another organ, which answers you; below stands which one."
    ),
    State.MERGED: gettext_lazy("Somebody else told us of the same before; it is handled together with that."),
    State.WITHDRAWN: gettext_lazy("It has been taken back, and nobody works on it any more."),
    State.REPLIED: gettext_lazy(
        "%(unit)s answered you on %(answered)s. Please tell us whether it is handled."
    ),
    State.CLOSED: gettext_lazy("%(unit)s answered you on %(answered)s, and the matter is closed."),
    State.UNDER_REVIEW: gettext_lazy("You asked for a review; %(unit)s decides it by %(decided_by)s."),
    State.UNDER_RECHECK: gettext_lazy(
        "You asked for a recheck; %(unit)s sees to it that it is decided by %(decided_by)s."
    ),
    State.REVIEWED: gettext_lazy(
        "The review has been decided; below stands what, and until when you can ask for a recheck."
    ),
    State.FINALISED: gettext_lazy(
        "The matter has come to its end: on the same facts and reasons it is not taken up again."
    ),
}
STANDING |= {
    State.RETURN_DISPUTED: STANDING[State.RECEIVED],
    State.ACCEPTED: STANDING[State.IN_PROGRESS],
}
# The same to a reader whose own matter is merged with it: what its person was asked, or asked for, is not theirs.
TO_THE_OTHERS: dict[str, Any] = STANDING | {
    State.NEEDS_INFO: gettext_lazy(
        "%(unit)s waits for more to be told about it; you will have the answer by %(due)s all the same."
    ),
    State.UNDER_REVIEW: gettext_lazy("The answer is being reviewed; %(unit)s decides."),
    State.UNDER_RECHECK: gettext_lazy("The answer is being rechecked; %(unit)s sees to it."),
    State.REVIEWED: gettext_lazy("The review of the answer has been decided."),
}


def standing(matter: Matter, today: date | None = None, *, rated: bool | None = None) -> str:
    """Where it stands: a unit, a name, a date, none promised that has passed; `rated`: by a reader merged with it."""
    facts = {
        "unit": matter.unit_in_turn.name,
        "handler": matter.handler.name if matter.handler else "",
        "due": day_words(matter.due_on),
        "answered": day_words(timezone.localtime(matter.replied_at).date() if matter.replied_at else None),
    }
    if matter.state in UNDER:
        clock = reviewing.decided_by(matter)
        facts["decided_by"] = day_words(clock.due_on if clock else None)
    late = matter.is_open and matter.due_on is not None and matter.due_on < (today or timezone.localdate())
    if procedures.awaits_acceptance(matter):
        return _to_be_told(facts, late=late)
    if late:
        return _("It is with %(unit)s. The answer was due by %(due)s and is still missing.") % facts
    if matter.state == State.REPLIED and (rated or (rated is None and matter.rated_at is not None)):
        return _("%(unit)s answered you on %(answered)s, and you have said what you think of it.") % facts
    return str((STANDING if rated is None else TO_THE_OTHERS)[matter.state] % facts)


def _to_be_told(facts: dict[str, str], *, late: bool) -> str:
    """Of what is answered only once it is accepted: by when the person hears whether it is."""
    if late:
        words = _(
            "It is with %(unit)s. You should have been told by %(due)s whether it is accepted, and have not."
        )
        return words % facts
    return _("Registered. %(unit)s tells you by %(due)s whether it is accepted.") % facts


@dataclass(frozen=True)
class Told:
    """The notice with which a matter left, with the charter's words of the way or the reason, and their source."""

    referral: Referral
    reason: str
    law: str


def referral_of(matter: Matter) -> Told | None:
    """What the person was told when it left; None where it did not leave that way."""
    if matter.state not in (State.REDIRECTED, State.TRANSFERRED_OUT):
        return None
    found = Referral.objects.select_related("unit", "by").get(matter=matter)
    if found.kind == Referral.Kind.HAND_OVER:
        return Told(found, str(Referral.Way(found.code).label), "")
    named = next((one for one in ways_out.offered(matter, found.kind) if one.code == found.code), None)
    if named is None:
        return Told(found, found.code, "")
    return Told(found, named.words.in_language(get_language() or "zh-hans"), named.law)


def unit_words(step: Step) -> str:
    return step.unit.name if step.unit else ""


def _accepted(step: Step) -> str:
    """Who was named then, whoever handles it today; a matter is taken over once, so this is asked once at most."""
    handler, then = step.matter.handler, step.facts.get("handler")
    if handler is None or handler.pk != then:
        handler = Official.objects.filter(pk=then).first()
    facts = {"unit": unit_words(step), "handler": handler.name if handler else ""}
    if handler is None:
        return _("%(unit)s has taken it over.") % facts
    return _("%(unit)s has taken it over; %(handler)s looks after it.") % facts


def _put_right(step: Step) -> str:
    """Of what the person reads on their page only."""
    shown = [str(record.FIELDS[name]) for name in step.facts["fields"] if name in record.SHOWN]
    if not shown:
        return ""
    facts = {
        "unit": unit_words(step),
        "what": pgettext("between things that were put right", ", ").join(shown),
    }
    return _("%(unit)s put right what had been recorded: %(what)s.") % facts


def _redated(step: Step) -> str:
    """Of the date of answer only: the others are no dates of the person."""
    if not _is_of_the_answer(step):
        return ""
    if step.facts.get("why") == record.RECEIPT:
        return _("The latest date was worked out again, as it had come in earlier than was written down.")
    return _("The latest date was worked out again, as the days off have been announced.")


def _is_of_the_answer(step: Step) -> bool:
    return bool(step.facts.get("clock") == Deadline.Kind.HANDLE)


def _put_above(step: Step) -> str:
    return _("%(to)s has been asked to take it over; until then it stays where it is.") % {
        "to": unit_words(step)
    }


def _taken_over(step: Step) -> str:
    facts = {"to": unit_words(step), "number": step.facts.get("receipt", "")}
    return _("%(to)s has taken it over, under number %(number)s, and goes on with it.") % facts


def _turned_down(step: Step) -> str:
    """Only the way up is the person's to follow; what units ask of one another is not."""
    if step.facts.get("of") != SubTask.Kind.UPWARD:
        return ""
    return _("%(unit)s does not take it over; it goes on where it is.") % {"unit": unit_words(step)}


def _attached(step: Step) -> str:
    return _("You sent photos or documents.") if step.by is None else ""


def _file_taken_back(step: Step) -> str:
    if not step.facts.get("shown"):
        return ""
    return _("A photo or document was taken back by who had put it here, because: %(why)s") % {
        "why": step.note
    }


def _withdrawn(step: Step) -> str:
    if step.by is None:
        return _("You took it back.")
    return _("%(unit)s entered that you took it back, as you signed.") % {"unit": unit_words(step)}


def _supplied(step: Step) -> str:
    if step.by is None:
        return _("You added what you were asked for.")
    return _("%(unit)s took down what you added.") % {"unit": unit_words(step)}


def profile_words(matter: Matter, code: str) -> str:
    """A procedure as the matter's charter calls it."""
    try:
        return matter.charter.charter.profile(code).words.in_language(get_language() or "zh-hans")
    except KeyError:
        return code


def kind_words(matter: Matter) -> str:
    """What kind of matter it is; empty where nobody said."""
    listed = matter.charter.charter.listed("kind")
    found = next((one for one in listed if one.code == matter.kind), None)
    return found.words.in_language(get_language() or "zh-hans") if found else matter.kind


def _reclassified(step: Step) -> str:
    """By which procedure it goes from now on, why, and what that means for the date."""
    _before, after = step.facts["profile"]
    words = [
        _("It is handled as “%(profile)s” from now on.") % {"profile": profile_words(step.matter, after)}
    ]
    if step.note:
        words.append(step.note)
    if "to" in step.facts:
        days = {key: day_in_full(date.fromisoformat(step.facts[key])) for key in ("from", "to")}
        words.append(_("The latest date was %(from)s and is %(to)s now.") % days)
    return ("" if is_chinese(get_language() or "zh") else " ").join(words)


# What a resident follows of the trail; what stands here not at all is not theirs to follow (drafts, reminders).
TOLD: dict[str, Callable[[Step], str]] = {
    Deed.LODGE: lambda step: _("Heard and registered by %(unit)s.") % {"unit": unit_words(step)},
    Deed.ASK_MORE: lambda step: _("%(unit)s asked you for more.") % {"unit": unit_words(step)},
    Deed.SUPPLY: _supplied,
    Deed.GO_ON: lambda step: (
        _("The time for your answer has passed; %(unit)s goes on with what is known.")
        % {"unit": unit_words(step)}
    ),
    Deed.ROUTE: lambda step: _("Passed to %(unit)s.") % {"unit": unit_words(step)},
    Deed.RECALL: lambda step: (
        _("%(unit)s has taken it back to pass it to somebody else.") % {"unit": unit_words(step)}
    ),
    Deed.TAKE_AWAY: lambda step: (
        _("%(unit)s has taken it back to pass it to somebody else.") % {"unit": unit_words(step)}
    ),
    Deed.UPHOLD: lambda step: _("Passed to %(unit)s.") % {"unit": unit_words(step)},
    Deed.DESIGNATE: _accepted,
    Deed.ACCEPT: _accepted,
    Deed.REASSIGN: lambda step: (
        _("Somebody else of %(unit)s looks after it now.") % {"unit": unit_words(step)}
    ),
    Deed.START: lambda step: _("Work on it has begun."),
    Deed.TRIP: lambda step: _("Somebody of %(unit)s looked at it on the spot.") % {"unit": unit_words(step)},
    Deed.APPROVE: lambda step: _("%(unit)s answered.") % {"unit": unit_words(step)},
    Deed.CORRECT_RECORD: _put_right,
    Deed.APPROVE_CORRECTION: lambda step: (
        _("%(unit)s corrected its answer, because: %(why)s") % {"unit": unit_words(step), "why": step.note}
    ),
    Deed.DELIVER: delivered,
    Deed.RATE: lambda step: _("You rated the answer."),
    Deed.CLOSE: lambda step: _("Closed."),
    Deed.REOPEN: lambda step: _("You asked to have it taken up again."),
    Deed.ASK_UP: _put_above,
    Deed.TAKE_OVER: _taken_over,
    Deed.TURN_DOWN: _turned_down,
    Deed.EXTEND: lambda step: (
        _("The latest date was moved to %(due)s, because: %(why)s")
        % {"due": day_words(date.fromisoformat(step.facts["to"])), "why": step.note}
    ),
    Deed.CALL: lambda step: _("You were rung and asked what you think of the answer."),
    Deed.TAKE_UP: lambda step: _("It is being taken up again, as it is not solved yet."),
    Deed.REDIRECT: lambda step: (
        _("%(unit)s told you which way the law provides.") % {"unit": unit_words(step)}
    ),
    Deed.DECLINE: lambda step: (
        _("%(unit)s told you why it cannot be handled here.") % {"unit": unit_words(step)}
    ),
    Deed.HAND_OVER: lambda step: _("%(unit)s handed it over to another organ.") % {"unit": unit_words(step)},
    Deed.NOTE_RECEIPT: lambda step: _("The other organ has confirmed that it has it."),
    Deed.WITHDRAW: _withdrawn,
    Deed.MERGE: lambda step: (
        _(
            "%(unit)s found that somebody had told us the same: both are handled together; the answer stands here too."
        )
        % {"unit": unit_words(step)}
    ),
    Deed.UNMERGE: lambda step: _("It is handled by itself again, with the dates it had before."),
    Deed.JOIN: lambda step: _("Somebody else told us of the same; both are handled together."),
    Deed.PART: lambda step: _("What somebody else told us is handled by itself again."),
    Deed.RECLASSIFY: _reclassified,
    Deed.ANSWER_NOW: lambda step: _("%(unit)s answered at once.") % {"unit": unit_words(step)},
    Deed.INFORM: lambda step: (
        _("%(unit)s tells you how far it is: %(words)s") % {"unit": unit_words(step), "words": step.note}
    ),
    Deed.ASK_REVIEW: lambda step: (
        _("You asked for a review; it lies with %(unit)s.") % {"unit": unit_words(step)}
    ),
    Deed.DECIDE_REVIEW: lambda step: _("%(unit)s has decided the review.") % {"unit": unit_words(step)},
    Deed.ASK_RECHECK: lambda step: (
        _("You asked for a recheck; it lies with %(unit)s.") % {"unit": unit_words(step)}
    ),
    Deed.HEAR: lambda step: _("A hearing was held; its days do not count towards the date."),
    Deed.DECIDE_RECHECK: lambda step: _("The recheck has been decided; the matter has come to its end."),
    Deed.LAPSE: lambda step: _("No recheck was asked for in time; the matter has come to its end."),
    Deed.RENEW: lambda step: (
        _("%(unit)s gave out a new code after a check; the old one opens nothing any more.")
        % {"unit": unit_words(step)}
    ),
    Deed.ATTACH: _attached,
    Deed.DETACH: _file_taken_back,
    Deed.REDATE: _redated,
}


def told(step: Step) -> str:
    """One step of the trail for the resident; empty for what is not theirs to follow."""
    return TOLD[step.deed](step) if step.deed in TOLD else ""


def is_told(step: Step) -> bool:
    """Whether the resident follows this step: what `told` says something of, without saying it."""
    match step.deed:
        case Deed.TURN_DOWN:
            return bool(step.facts.get("of") == SubTask.Kind.UPWARD)
        case Deed.CORRECT_RECORD:
            return bool(set(step.facts["fields"]) & set(record.SHOWN))
        case Deed.ATTACH:
            return step.by is None
        case Deed.DETACH:
            return bool(step.facts.get("shown"))
        case Deed.REDATE:
            return _is_of_the_answer(step)
    return step.deed in TOLD
