"""Looking through new records for what stands out: reads rows, applies the rules, keeps and tells what is new."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from huiyin.audit.scope import current_county
from huiyin.contacts import signals
from huiyin.contacts.models import Contact, Contacts, Signal, SignalWatch
from huiyin.contacts.signals import Entry, Found
from huiyin.lib import periods
from huiyin.lib.charter import Charter
from huiyin.lib.periods import Period
from huiyin.notices.actions import tell
from huiyin.orgs.calendar import calendar
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import County, Official
from huiyin.people.again import has_an_officials_number
from huiyin.people.models import Resemblance

FIRST_LOOK = timedelta(days=1)  # a county that has just begun is not told of its past
OVERLAP = timedelta(hours=1)  # a record may be committed after a later one
MOST_COMPARED = 200
ALIKE = ("twice", "returned", "colleague")
Kind = Resemblance.Kind
VISITS = (Contact.Kind.VISIT, Contact.Kind.OUTREACH, Contact.Kind.PAIRED_AID)


@transaction.atomic
def look_through(*, at: datetime) -> int:
    """Look at whose records are new since last time; returns how many signals are new."""
    county = County.objects.get(pk=current_county() or 0)
    since = _since(at)
    fresh = Contact.objects.standing().filter(recorded_at__gt=since, recorded_at__lte=at)
    authors = Official.objects.filter(pk__in=fresh.values("official")).order_by("pk")
    charter = charter_of(at)
    done = 0
    for official in authors:
        new = _entries(fresh.filter(official=official))
        for found in _looked(official, new, charter, county, at):
            done += keep_signal(official, found, at)
    settle(at=at, charter=charter)
    return done


def settle(*, at: datetime, charter: Charter) -> int:
    """What a correction has put right is withdrawn: too few of its records still stand."""
    least = {
        "copied": 2,
        "overlap": 2,
        "bulk": int(charter.figure("signals.bulk_count").value),
        "night": int(charter.figure("signals.night_count").value),
        "crowded": int(charter.figure("signals.visits_per_day").value) + 1,
    }
    done = 0
    recent = Signal.objects.exclude(kind=Signal.Kind.TABLE).filter(
        withdrawn_at=None, found_at__gt=at - _compared(charter)
    )
    for signal in recent:
        of_it = Contact.objects.standing().filter(reference__in=signal.references)
        if signal.kind in ALIKE:
            of_it = of_it.filter(_unclear())
        if of_it.count() < least.get(signal.kind, 1):
            done += Signal.objects.filter(pk=signal.pk, withdrawn_at=None).update(withdrawn_at=at)
    return done


def _compared(charter: Charter) -> timedelta:
    """How far back one looks for what new records resemble."""
    return timedelta(days=int(charter.figure("signals.compared_days").value))


def _since(at: datetime) -> datetime:
    watch = SignalWatch.objects.select_for_update().first()
    if watch is None:
        SignalWatch.objects.create(looked_until=at)
        return at - FIRST_LOOK
    since = watch.looked_until - OVERLAP
    watch.looked_until = max(watch.looked_until, at)
    watch.save(update_fields=["looked_until"])
    return since


def _looked(
    official: Official, new: list[Entry], charter: Charter, county: County, at: datetime
) -> Iterable[Found]:
    mine = Contact.objects.standing().filter(official=official)
    days = {entry.held_on for entry in new}
    same_days = _entries(mine.filter(held_on__in=days))
    known = {entry.reference for entry in new}
    compared = mine.exclude(household=None).filter(held_on__gte=min(days) - _compared(charter))
    earlier = [e for e in _entries(compared.newest_first()[:MOST_COMPARED]) if e.reference not in known]
    yield from signals.copied(new, earlier, float(charter.figure("signals.copied_share").value))
    yield from _alike(mine.filter(reference__in=known))
    yield from signals.crowded(same_days, int(charter.figure("signals.visits_per_day").value))
    yield from signals.overlapping(same_days)
    yield from _at_night(mine, new, charter, county)
    count, hours = (int(charter.figure(f"signals.{name}").value) for name in ("bulk_count", "bulk_hours"))
    for month in sorted({periods.of("month", day) for day in days}):
        deadline = report_deadline(month, charter, county)
        if deadline - timedelta(hours=hours) <= at:
            of_month = _entries(mine.held_between(month.first, month.end))
            yield from signals.bulk(of_month, deadline, month, count, hours)


def _unclear() -> Q:
    """With a household that resembles another or an official's own, or with somebody who has an official's number."""
    open_ones = Resemblance.objects.open().filter(household=OuterRef("household"))
    return Q(Exists(open_ones)) | (Q(household=None) & has_an_officials_number("person"))


def _alike(new: Contacts) -> Iterable[Found]:
    """Contacts with a household that is on record already, is back, or seems an official's own: one for each household."""
    rows = list(new.filter(_unclear()).order_by("held_on", "pk"))
    kinds: dict[int, set[str]] = {}
    open_ones = Resemblance.objects.open().filter(household__in={row.household_id for row in rows} - {None})
    for home, kind in open_ones.values_list("household", "kind"):
        kinds.setdefault(home, set()).add(kind)
    of_home: dict[str, list[Contact]] = {}
    for row in rows:
        of_home.setdefault(f"home:{row.household_id}" if row.household_id else row.reference, []).append(row)
    for key, some in of_home.items():
        found = kinds.get(some[0].household_id or 0, {Kind.OFFICIAL})
        kind = (
            "colleague"
            if found & {Kind.OFFICIAL, Kind.NAMESAKE}
            else "returned"
            if Kind.RETURNED in found
            else "twice"
        )
        yield Found(kind, key, some[-1].held_on, tuple(sorted(one.reference for one in some)))


def _at_night(mine: Contacts, new: list[Entry], charter: Charter, county: County) -> Iterable[Found]:
    """What the official entered themselves in the nights of the new records; what a desk typed in was not theirs."""
    begins, ends, count = (
        int(charter.figure(f"signals.{name}").value) for name in ("night_begins", "night_ends", "night_count")
    )
    night = timedelta(
        hours=(ends - begins) % 24 or 24
    )  # so far back a night that a new record lies in may have begun
    first = min(entry.recorded_at for entry in new) - night
    entered = _entries(mine.filter(entered_by=None, recorded_at__gte=first))
    yield from signals.at_night(entered, county.zone, begins, ends, count)


def report_deadline(month: Period, charter: Charter, county: County) -> datetime:
    """When an official's report of that month is due: the close of that working day."""
    n = int(charter.figure("reporting.official_due_wd").value)
    due = calendar().add_working_days(month.last, n).due_legal
    return datetime.combine(due, time(23, 59, 59), tzinfo=county.zone)


def _entries(contacts: Contacts) -> list[Entry]:
    return [
        Entry(
            reference=contact.reference,
            household=contact.household_id,
            held_on=contact.held_on,
            last_on=contact.last_day,
            recorded_at=contact.recorded_at,
            is_visit=contact.kind in VISITS,
            begins=contact.begins,
            ends=contact.ends,
            texts=(contact.note, *(point.text for point in contact.points.all())),
        )
        for contact in contacts.prefetch_related("points")
    ]


def keep_signal(official: Official, found: Found, at: datetime) -> int:
    """Keep what stands out and tell its author, once; 1 where it is new."""
    signal, is_new = Signal.objects.get_or_create(
        official=official,
        kind=found.kind,
        key=found.key,
        defaults={
            "about_on": found.about_on,
            "references": list(found.references),
            "facts": dict(found.facts),
            "found_at": at,
        },
    )
    if not is_new:
        if signal.withdrawn_at is None and set(found.references) - set(signal.references):
            signal.references, signal.facts = list(found.references), dict(found.facts)
            signal.save(update_fields=["references", "facts"])
        return 0
    where = reverse("contacts:signals")
    tell(to=official, kind="signal", about=f"signal:{signal.pk}", at=at, where=where)
    return 1
