"""A promise as its echo line: promised, due, kept; with another day where it was moved."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiyin.contacts.models import Promise
from huiyin.ui.echo import EchoLine, Stage, Tone, short_day


def line_of(promise: Promise, today: date, soon_days: int) -> EchoLine:
    """The line of a promise; costs no query when official, contact and revisions came with it."""
    tone, word = _tone(promise, today, soon_days)
    runs = promise.is_open
    return EchoLine(
        stages=_stages(promise),
        holder=promise.official.name,
        used=(today - promise.made_on).days if runs else None,
        given=(promise.due_on - promise.made_on).days if runs else None,
        unit=pgettext("calendar days, after a number", "days"),
        next_words=_next(promise, today),
        tone=tone,
        word=word,
    )


def _stages(promise: Promise) -> tuple[Stage, ...]:
    first = Stage(pgettext("stage of a promise", "Promised"), promise.made_on, "done")
    moved = tuple(promise.revisions.all())[-1:]
    early = (
        first,
        *(
            Stage(pgettext("stage of a promise", "Day moved"), timezone.localtime(revision.at).date(), "done")
            for revision in moved
        ),
    )
    due, kept = pgettext("stage of a promise", "Due"), pgettext("stage of a promise", "Kept")
    if promise.kept_at is not None:
        day = timezone.localtime(promise.kept_at).date()
        if day <= promise.due_on:
            return (*early, Stage(kept, day, "done"))
        return (*early, Stage(due, promise.due_on, "done"), Stage(kept, day, "done"))
    if promise.not_kept_at is not None:
        day = timezone.localtime(promise.not_kept_at).date()
        last = Stage(pgettext("stage of a promise", "Not kept"), day, "todo")
        return (*early, Stage(due, promise.due_on, "done"), last)
    waits = "now" if promise.is_open else "todo"
    return (*early, Stage(due, promise.due_on, waits), Stage(kept, None, "todo"))  # type: ignore[arg-type]


def _tone(promise: Promise, today: date, soon_days: int) -> tuple[Tone, str]:
    if promise.state == "voided":
        return "calm", _("Struck out")
    if promise.kept_at is not None:
        return "done", pgettext("state of a promise", "Kept")
    if promise.not_kept_at is not None:
        return "overdue", pgettext("state of a promise", "Not kept")
    left = (promise.due_on - today).days
    if left < 0:
        return "overdue", ""
    return ("soon", "") if left <= soon_days else ("calm", "")


def _next(promise: Promise, today: date) -> str:
    day = {"day": short_day(promise.due_on)}
    if promise.state == "voided":
        return ""
    if promise.kept_at is not None:
        return _("Promised by %(day)s") % day
    if promise.not_kept_at is not None:
        return _("It was promised by %(day)s") % day
    if promise.due_on < today:
        return _("It was to be done by %(day)s") % day
    return _("To be done by %(day)s") % day
