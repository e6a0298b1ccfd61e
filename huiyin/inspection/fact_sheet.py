"""The fact sheet of an official (S07): what was owed and done, what came of it. No points; judging is left to people."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.contacts.marks import marked
from huiyin.contacts.models import Contact, Promise
from huiyin.contacts.models.contact import Contacts, form_name
from huiyin.contacts.models.promise import Promises
from huiyin.duties.owed import owed
from huiyin.duties.rules import Owed
from huiyin.inspection.models import Finding, Findings
from huiyin.lib import periods
from huiyin.lib.charter import Duty
from huiyin.lib.periods import Period
from huiyin.matters.channels import CHANNELS as AT_CONTACTS
from huiyin.matters.figures import as_it_stood, received_between, with_rating_then
from huiyin.matters.models import Matter, Rating
from huiyin.matters.models.matter import ANSWERED, Matters
from huiyin.orgs.calendar import local_day, start_of
from huiyin.orgs.models import Appointment, Official, Unit

READERS = ("unit_head", "supervisor")
LENGTHS = ("month", "quarter", "half_year", "year")


@dataclass(frozen=True)
class DutyLine:
    """One duty over the period: how many were owed, done, left and exempt."""

    duty: Duty
    wanted: str
    done: str
    left: str
    exempt: int
    is_left: bool

    @property
    def name(self) -> str:
        """The duty in the reader's language."""
        return self.duty.words.in_language(get_language() or "en")


@dataclass(frozen=True)
class MatterFacts:
    """Matters somebody brought in: how many, how many were answered, rated, and called dealt with."""

    raised: int
    answered: int
    rated: int
    handled: int


@dataclass(frozen=True)
class PromiseFacts:
    """Promises that fell due: kept by their day, kept after it, not kept."""

    due: int
    in_time: int
    late: int
    open: int


@dataclass(frozen=True)
class FactSheet:
    """Everything on the sheet, counted as of one moment."""

    official: Official
    posts: tuple[str, ...]
    period: Period
    as_of: datetime
    duties: tuple[DutyLine, ...]
    forms: tuple[tuple[str, int], ...]
    matters: MatterFacts
    promises: PromiseFacts
    findings: tuple[Finding, ...] = field(default=())


def build(official: Official, period: Period, as_of: datetime) -> FactSheet:
    """Count everything for one official and one period, as it was known at `as_of`."""
    return FactSheet(
        official=official,
        posts=posts_of(official, period, as_of),
        period=period,
        as_of=as_of,
        duties=tuple(_duties(official, period, as_of)),
        forms=tuple(_forms(official, period, as_of)),
        matters=_matters(official, period, as_of),
        promises=_promises(official, period, as_of),
        findings=tuple(findings(official, period, as_of)),
    )


def posts_of(official: Official, period: Period, as_of: datetime) -> tuple[str, ...]:
    """The posts held in the period, as far as one knew then."""
    held = Appointment.objects.filter(official=official)
    held = held.live_between(period.first, period.end, known_at=as_of)
    held = held.select_related("post__unit")
    return tuple(
        f"{one.post.unit.short_name} {one.post.title}" for one in held.order_by("post__unit__path", "pk")
    )


def _duties(official: Official, period: Period, as_of: datetime) -> list[DutyLine]:
    shorter = [one for one in LENGTHS if periods.MONTHS[one] <= periods.MONTHS[period.kind]]
    today = local_day(as_of, official.county)
    parts = [part for kind in shorter for part in period.parts(kind) if part.first <= today]
    found = owed([official.pk], parts, county=official.county, at=as_of)[official.pk]
    by_code: dict[str, list[Owed]] = {}
    for one in found:
        by_code.setdefault(one.duty.code, []).append(one)
    return [_line(group) for group in by_code.values()]


def _line(group: Sequence[Owed]) -> DutyLine:
    first = group[0]
    wanted, done = sum(one.wanted for one in group), sum(one.done for one in group)
    return DutyLine(
        duty=first.duty,
        wanted=first.shown(wanted),
        done=first.shown(done),
        left=first.shown(wanted - done),
        exempt=sum(one.exempt for one in group),
        is_left=wanted > done,
    )


def contacts(official: Official, period: Period, as_of: datetime) -> Contacts:
    """The contacts of the period that stand, as known at that moment."""
    rows = Contact.objects.filter(official=official).known_at(as_of)
    return rows.held_between(period.first, period.end)


def _forms(official: Official, period: Period, as_of: datetime) -> list[tuple[str, int]]:
    held: QuerySet[Any] = marked(contacts(official, period, as_of))
    rows = list(held.values_list("kind", "uncalled"))
    counts, alone = Counter(kind for kind, _uncalled in rows), sum(uncalled for _kind, uncalled in rows)
    found = []
    for code in dict.fromkeys((*Contact.Kind.values, *sorted(counts))):
        if counts[code]:
            found.append((form_name(code), counts[code]))
        if code == Contact.Kind.FORUM and alone:
            found.append((_("of the forums: with nobody invited before their day"), alone))
    return found


def matters(official: Official, period: Period, as_of: datetime) -> Matters:
    """The matters the official brought in from contacts, not those taken down at a desk, received in the period."""
    first, end = (start_of(day, official.county) for day in (period.first, period.end))
    rows = Matter.objects.live().filter(raised_by=official, channel__in=AT_CONTACTS)
    return rows.filter(received_between(first, end, known_at=as_of))


def _matters(official: Official, period: Period, as_of: datetime) -> MatterFacts:
    rows = matters(official, period, as_of)
    answered = with_rating_then(as_it_stood(rows, as_of).filter(Q(state_then__in=ANSWERED)), as_of)
    return MatterFacts(
        raised=rows.count(),
        answered=answered.count(),
        rated=answered.filter(Q(handled_then__isnull=False)).count(),
        handled=answered.filter(Q(handled_then=Rating.Handled.YES)).count(),
    )


def promises(official: Official, period: Period, as_of: datetime) -> Promises:
    """The promises that fell due in the period, as it was known at that moment."""
    rows = Promise.objects.as_of(as_of).filter(Q(official_then=official.pk))
    return rows.filter(Q(due_then__gte=period.first, due_then__lt=period.end))


def _promises(official: Official, period: Period, as_of: datetime) -> PromiseFacts:
    today, county = local_day(as_of, official.county), official.county
    rows: QuerySet[Any] = promises(official, period, as_of)
    said = [
        (day, local_day(at, county) if at and at <= as_of else None)
        for day, at in rows.values_list("due_then", "kept_at")
    ]
    due = [(day, kept) for day, kept in said if day <= today or kept]
    in_time = sum(kept is not None and kept <= day for day, kept in due)
    late = sum(kept is not None and kept > day for day, kept in due)
    return PromiseFacts(len(due), in_time, late, len(due) - in_time - late)


def findings(official: Official, period: Period, as_of: datetime) -> Findings:
    """Final findings about the official, of inspections of half-years within the period."""
    rows = Finding.objects.filter(official=official).final().filter(inspection__concluded_at__lte=as_of)
    rows = rows.filter(inspection__first_on__gte=period.first, inspection__end_on__lte=period.end)
    return rows.select_related("inspection", "answered_by").order_by("inspection__first_on", "number")


def readable_by(reader: Official, at: datetime) -> QuerySet[Official]:
    """Oneself, and those who hold a post in a unit that one heads or supervises."""
    day = local_day(at, reader.county)
    scope = reader.standing(at).scope("post__unit__", *READERS)
    live = Appointment.objects.live_on(day).filter(scope)
    own = Q(pk=reader.pk) | Q(pk__in=live.values("official"))
    found: QuerySet[Official] = Official.objects.filter(own)
    return found.order_by("name_key", "pk")


def branches_readable_by(reader: Official, at: datetime) -> QuerySet[Unit]:
    """The branches whose sheets one may read, as the units stand."""
    found = Unit.objects.led_by(reader.standing(at), *READERS).filter(kind=Unit.Kind.BRANCH)
    return found.valid_on(local_day(at, reader.county)).in_tree_order()


def periods_offered(at: datetime, reader: Official) -> list[Period]:
    """This half-year, the two before it, and the last whole year."""
    this = periods.of("half_year", local_day(at, reader.county))
    return [this, this.before, this.before.before, periods.of("year", this.first).before]
