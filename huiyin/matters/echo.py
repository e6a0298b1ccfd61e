"""A matter as its echo line: from heard to answered to rated, with who holds it and the days used."""

from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from huiyin.matters import dates
from huiyin.matters.models import Matter, State
from huiyin.matters.models.matter import AFTER_REVIEW, DECIDED
from huiyin.matters.rules import procedures
from huiyin.matters.sentences import day_words
from huiyin.orgs.calendar import calendar
from huiyin.ui.echo import EchoLine, Stage, Tone


def line_of(matter: Matter, at: datetime) -> EchoLine:
    """The line of a live matter; costs no query when the matter came from `for_lists()`."""
    today = timezone.localtime(at).date()
    heard = _day(matter.received_at)
    used, given, unit = _days(matter, _day(matter.reopened_at) or heard, today)
    return EchoLine(
        stages=_stages(matter, heard),
        holder="" if matter.has_left else _holder(matter),
        used=used,
        given=given,
        unit=unit,
        next_words=_next(matter, today),
        tone=_tone(matter, today),
        word=matter.state_words if matter.has_left else "",
    )


def line_to_resident(
    matter: Matter, at: datetime, *, again_until: date | None, followed: Matter | None = None
) -> EchoLine:
    """The same line in words to the resident, who may have it taken up again until that day where one is given.

    Of a merged matter that of the one `followed`, from the day on which its own person was heard.
    """
    if followed is not None and followed.pk != matter.pk:
        line = line_of(followed, at)
        return replace(line, stages=(Stage(_("Heard"), _day(matter.received_at), "done"), *line.stages[1:]))
    line, today = line_of(matter, at), timezone.localtime(at).date()
    if matter.state == State.NEEDS_INFO:
        return replace(line, next_words=_("Waiting for your answer to the questions"))
    if matter.state in AFTER_REVIEW:
        return line
    if not matter.is_answered or (matter.state == State.CLOSED and matter.rated_at is None):
        return line
    if matter.rated_at is None:
        return replace(line, next_words=_("Waiting for your rating"))
    words = {"day": day_words(_day(matter.rated_at), today), "until": day_words(again_until, today)}
    if again_until is None:
        return replace(line, next_words=_("You rated it on %(day)s") % words)
    said = _("You rated it on %(day)s; until %(until)s you can have it taken up again")
    return replace(line, next_words=said % words)


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _stages(matter: Matter, heard: date | None) -> tuple[Stage, ...]:
    answered = matter.is_answered
    handled = matter.state in (State.ACCEPTED, State.IN_PROGRESS, State.PENDING_APPROVAL) or answered
    if matter.has_left:
        return (
            Stage(_("Heard"), heard, "done"),
            Stage(matter.state_words, _day(matter.stepped_at), "done"),
        )
    in_hand = (Stage(_("In hand"), None, "done"),) if handled and not matter.reopened else ()
    return (
        Stage(_("Heard"), heard, "done"),
        *((Stage(_("Taken up again"), _day(matter.reopened_at), "done"),) if matter.reopened else ()),
        *in_hand,
        Stage(
            _("Answered"),
            _day(matter.replied_at) if answered else matter.due_on,
            "done" if answered else "now",
        ),
        _last_stage(matter),
    )


def _last_stage(matter: Matter) -> Stage:
    """Rated by the resident, or closed without that when the time for it had passed; or reviewed from above."""
    if matter.state in AFTER_REVIEW:
        decided = matter.state in (State.REVIEWED, State.FINALISED)
        return Stage(matter.state_words, _day(matter.stepped_at), "done" if decided else "now")
    if not matter.is_answered:
        return Stage(_("Rated"), None, "todo")
    if matter.rated_at is not None:
        return Stage(_("Rated"), _day(matter.rated_at), "done")
    if matter.state == State.CLOSED:
        return Stage(_("Closed"), _day(matter.closed_at), "done")
    return Stage(_("Rated"), None, "now")


def _days(matter: Matter, heard: date | None, today: date) -> tuple[int | None, int | None, str]:
    if heard is None or matter.due_on is None:
        return None, None, ""
    until = _day(matter.replied_at) if matter.is_answered else today
    if matter.has_left:
        return None, None, ""
    days = calendar()
    return days.between(heard, until or today), days.between(heard, matter.due_on), _("working days")


def _holder(matter: Matter) -> str:
    unit = matter.holding_unit.short_name
    if matter.state == State.ROUTED and matter.lead_unit is not None:
        return _("%(unit)s, on its way to %(to)s") % {"unit": unit, "to": matter.lead_unit.short_name}
    if matter.state == State.PENDING_APPROVAL:
        return _("%(unit)s, whose head is to approve the answer") % {"unit": unit}
    if matter.handler is not None and matter.is_open:
        return f"{unit} {matter.handler.name}"
    return unit


def _next(matter: Matter, today: date) -> str:
    if matter.to_bring and matter.state in DECIDED:
        return _("The opinion is still to be brought to the person")
    if matter.state == State.REVIEWED:
        return _("A recheck can be asked for")
    if matter.state == State.FINALISED:
        return ""
    if matter.state in AFTER_REVIEW:
        return _("Waiting for the opinion of the body above")
    if matter.state == State.CLOSED:
        return _("Closed on %(day)s") % {"day": day_words(_day(matter.closed_at), today)}
    if matter.to_bring:
        return _("The answer is still to be brought to the person")
    if matter.state == State.REPLIED and matter.rated_at is not None:
        return _("Rated by the resident on %(day)s") % {"day": day_words(_day(matter.rated_at), today)}
    if matter.state == State.REPLIED:
        return _("Waiting for the resident's rating")
    if matter.has_left:
        return ""
    if matter.due_on is None:
        return _("No date is running")
    words = {"day": day_words(matter.due_on, today)}
    if procedures.awaits_acceptance(matter):
        late = matter.due_on < today
        said = (
            _("Whether it is accepted was to be told by %(day)s")
            if late
            else _("Told by %(day)s whether it is accepted")
        )
        return said % words
    if matter.state == State.NEEDS_INFO and matter.due_on >= today:
        return _("Waiting for the person's answer to questions; answer due by %(day)s") % words
    if matter.due_on < today:
        return _("The answer was due on %(day)s") % words
    return _("Answer due by %(day)s") % words


def _tone(matter: Matter, today: date) -> Tone:
    if matter.has_left:
        return "quiet"
    if not matter.is_open:
        return "done"
    if matter.due_on is None:
        return "calm"
    if matter.due_on < today:
        return "overdue"
    return "soon" if matter.due_on <= dates.soon_until(today, matter.charter.charter) else "calm"
