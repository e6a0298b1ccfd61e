"""Why a date is the one it is: from which moment, by which rule and which days off, and whether it was kept."""

from datetime import time

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from huiyin.matters import sentences
from huiyin.matters.dates import length
from huiyin.matters.models import Deadline, Matter
from huiyin.orgs.calendar import calendar
from huiyin.orgs.charter import source_words

# What a clock runs from, by the codes of the charter.
MOMENTS = {
    "received": gettext_lazy("Runs from %(when)s, when it was received."),
    "routed": gettext_lazy("Runs from %(when)s, when it was passed on."),
    "accepted": gettext_lazy("Runs from %(when)s, when the unit accepted it."),
    "replied": gettext_lazy("Runs from %(when)s, when it was answered."),
    "delivered": gettext_lazy("Runs from %(when)s, when the answer had reached the person."),
    "drawn": gettext_lazy("Runs from %(when)s, when it was drawn by lot."),
    "reopened": gettext_lazy("Runs from %(when)s, when it was taken up again."),
    "unopened": gettext_lazy("Runs from %(when)s, when the page with the answer had still not been opened."),
    "closed": gettext_lazy("Runs from %(when)s, when it was closed."),
    "parted": gettext_lazy("Runs from %(when)s, when it was to be passed on anew."),
    "asked": gettext_lazy("Runs from %(when)s, when it was asked for."),
    "told": gettext_lazy("Runs from %(when)s, when the person was last told."),
}


def explained(clock: Deadline, matter: Matter) -> list[str]:
    """The date in sentences, from the moment it runs from to the day it was missed."""
    return [
        *_begun(clock),
        by_rule(clock, matter),
        *granted(clock),
        *paused(clock),
        *clock.working_words,
        *_days_off(clock),
        *_missed(clock),
    ]


def _begun(clock: Deadline) -> list[str]:
    """From which moment it runs; what was taken down without an hour stands at the beginning of its day."""
    when = timezone.localtime(clock.started_at)
    day = sentences.day_words(when.date())
    if clock.moment == "received" and when.time() == time.min:
        return [_("Runs from %(day)s, the day it was received.") % {"day": day}]
    if clock.moment not in MOMENTS:
        return []
    return [MOMENTS[clock.moment] % {"when": f"{day} {when:%H:%M}"}]


def by_rule(clock: Deadline, matter: Matter) -> str:
    """How long, by which version of which charter, and where that comes from; or that the order says so."""
    if clock.printed_on is not None:
        day = sentences.day_words(clock.printed_on)
        if clock.due_at is None:
            return _("The order that it came with states %(day)s as the latest day.") % {"day": day}
        hour = f"{timezone.localtime(clock.due_at):%H:%M}"
        return _("The order that it came with states %(day)s, %(hour)s, as the latest moment.") % {
            "day": day,
            "hour": hour,
        }
    charter = matter.charter.charter
    return _("%(length)s by “%(title)s” %(version)s: %(source)s.") % {
        "length": length(clock.n, clock.unit),
        "title": charter.title.in_language(get_language() or "zh-hans"),
        "version": charter.version,
        "source": source_words(clock.source),
    }


def granted(clock: Deadline) -> list[str]:
    """What was granted on top; the working then counts from the date before."""
    if not clock.n_extended:
        return []
    return [_("Granted on top: %(length)s.") % {"length": length(clock.n_extended, clock.unit_extended)}]


def paused(clock: Deadline) -> list[str]:
    """That a hearing was held, whose days do not count."""
    if not clock.paused_days:
        return []
    return [_("The hearing does not count: %(length)s.") % {"length": length(clock.paused_days, "d")}]


def _days_off(clock: Deadline) -> list[str]:
    """The notices behind the days off of the years it runs in; a year without one is told in the working."""
    if clock.printed_on is not None and not clock.n_extended:
        return []
    days = calendar()
    if days.mark(clock.started_on, clock.due_on) != clock.calendar:
        return [_("The days off have been changed since; the date is being worked out again.")]
    years = range(clock.started_on.year, clock.due_on.year + 1)
    return [
        _("Days off of %(year)s: %(notice)s.") % {"year": year, "notice": days.source(year)}
        for year in years
        if days.source(year)
    ]


def _missed(clock: Deadline) -> list[str]:
    """That it was missed, and when it was done after all."""
    if clock.missed_at is None:
        return []
    told = [_("%(day)s ended without it: this date was missed.") % {"day": sentences.day_words(clock.due_on)}]
    if clock.stopped_at is not None:
        done = timezone.localtime(clock.stopped_at).date()
        told.append(_("It was done on %(day)s.") % {"day": sentences.day_words(done)})
    return told
