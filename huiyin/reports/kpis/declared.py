"""Every figure of service that is counted, declared: its cohort, its denominator and its numerator, which lies within."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from huiyin.matters.figures import Extent
from huiyin.matters.models import Rating, State
from huiyin.matters.models.matter import ANSWERED
from huiyin.orgs.models import County
from huiyin.reports.kpis import cohorts

Cohort = Callable[..., QuerySet[Any]]  # of an extent, a county, and what follows from it where that is known
Satisfied, Handled = Rating.Satisfied, Rating.Handled
EVERY = Q()
TOOK = "took"


@dataclass(frozen=True)
class Kpi:
    """A share of a cohort, or the working days it took.

    `partly` counts with the weight that the charter gives it. `says` marks what residents said of answers: too few of
    them are not shown, for one could tell who said what.
    """

    name: str
    cohort: str
    numerator: Q = EVERY
    denominator: Q = EVERY
    partly: Q | None = None
    weight: str = ""
    measure: str = "share"
    says: bool = False

    @property
    def counted(self) -> Q:
        """The rows of the numerator; always some of those of the denominator (I-31)."""
        return self.denominator & self.numerator

    @property
    def counted_partly(self) -> Q:
        """The rows that count in part."""
        return self.denominator & (self.partly if self.partly is not None else Q(pk__in=[]))


COHORTS: dict[str, Cohort] = {
    "received": cohorts.received,
    "taken_in": cohorts.taken_in,
    "in_work": cohorts.in_work,
    "open": cohorts.open_then,
    **{kind: partial(cohorts.due, kind) for kind in cohorts.MEETS},
    "promises": cohorts.promised,
}
# Where what people said is counted by unit and month of receipt: who took the matter in.
SPOKEN: dict[str, str] = {"received": "intake_unit"}
_ANSWERED = Q(state_then__in=ANSWERED)
_RATED = _ANSWERED & Q(satisfied_then__isnull=False)
ADOPTED, DECIDED = ("adopted", "partly_adopted"), ("adopted", "partly_adopted", "not_adopted")
_DECIDED = _ANSWERED & Q(outcome_then__in=DECIDED)
_IN_TIME = Q(in_time=True)

IN_TIME = (
    Kpi("timely_acceptance", "sign", _IN_TIME),
    Kpi("timely_notice", "notify", _IN_TIME),
    Kpi("response", "first_contact", _IN_TIME),
    Kpi("on_time", "handle", _IN_TIME),
    Kpi("extension", "received", Q(was_extended=True), Q(was_accepted=True)),
    Kpi("median_days", "received", denominator=_ANSWERED, measure="days"),
)
CONCLUDED = (
    Kpi("conclusion", "received", _ANSWERED),
    Kpi("conclusion_flow", "in_work", _ANSWERED),
    Kpi("feedback", "received", Q(was_delivered=True), _ANSWERED),
    Kpi("explained", "received", Q(explained_then=True), _ANSWERED),
    Kpi("first_time_fix", "received", Q(was_reopened=False, was_reviewed=False), Q(closed_long_ago=True)),
    Kpi("reopening", "received", Q(was_reopened=True), Q(was_closed=True)),
    Kpi("upheld", "received", Q(decision_then="upheld"), Q(decision_then__isnull=False)),
    Kpi("adoption", "received", Q(outcome_then__in=ADOPTED), _DECIDED),
)
SAID = (
    Kpi("callback", "received", Q(was_reached=True), _ANSWERED & Q(should_be_rung=True)),
    Kpi("rating", "received", Q(satisfied_then__isnull=False), _ANSWERED),
    Kpi(
        "satisfaction",
        "received",
        Q(satisfied_then__in=[Satisfied.VERY, Satisfied.YES]),
        _RATED,
        partly=Q(satisfied_then=Satisfied.FAIRLY),
        weight="service.fairly_weight",
        says=True,
    ),
    Kpi(
        "resolution",
        "received",
        Q(solved_then=Handled.YES),
        _ANSWERED & Q(solved_then__isnull=False),
        partly=Q(solved_then=Handled.PARTLY),
        weight="service.partly_weight",
        says=True,
    ),
)
PASSED_ON = (
    Kpi("duplicates", "taken_in", Q(state_then=State.MERGED)),
    Kpi("hand_back", "received", Q(was_handed_back=True), Q(was_routed=True)),
    Kpi("supervision", "open", Q(supervised=True)),
    Kpi("promises_kept", "promises", _IN_TIME),
)
GROUPS: dict[str, tuple[Kpi, ...]] = {
    "in_time": IN_TIME,
    "concluded": CONCLUDED,
    "said": SAID,
    "passed_on": PASSED_ON,
}
KPIS: dict[str, Kpi] = {kpi.name: kpi for group in GROUPS.values() for kpi in group}


def rows_of(cohort: str, kpis: Iterable[Kpi], period: Extent, county: County) -> QuerySet[Any]:
    """The rows of a cohort with what these figures of it are told by."""
    rows = COHORTS[cohort](period, county)
    is_timed = any(kpi.measure == "days" for kpi in kpis)
    return rows.annotate(**{TOOK: cohorts.took(period, county)}) if is_timed else rows
