"""What time does to the figures of reach: it follows new records, moves the window each day, and checks itself."""

import logging
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from huiyin.audit.actions import record as audit
from huiyin.audit.scope import current_county
from huiyin.contacts.models import Contact
from huiyin.contacts.models.contact import Contacts
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County
from huiyin.people.models import Household
from huiyin.reach.counting import count_households, count_places, recount
from huiyin.reach.models import Counting
from huiyin.reach.which import with_homes
from huiyin.reach.windows import Window, kept, rolling

log = logging.getLogger("huiyin.reach")
OVERLAP = timedelta(hours=1)  # a record may be committed after a later one
BY = "clock:reach"
NOBODY: Mapping[int, int] = {}


@transaction.atomic
def follow(*, at: datetime) -> int:
    """Count what was recorded or struck out since last time, and what left the window; contacts looked at.

    Likewise the contacts of households that were taken off the register since, put back, or told apart from another one,
    and that one itself: perhaps nothing of what was counted there is its own.
    """
    state, day = _state(at), _today(at)
    windows = kept(day)
    changed = Q(recorded_at__gt=state.looked_until - OVERLAP) | Q(voided_at__gt=state.looked_until - OVERLAP)
    since = min(window.before for window in windows)
    homes = _turned(state.looked_until - OVERLAP)
    done = _count_again(Contact.objects.filter(changed, held_on__gte=since), windows)
    if homes:
        again = with_homes(Contact.objects.all(), list(homes))
        done += _count_again(again.filter(held_on__gte=since), windows, homes)
    if day > state.day:
        done += _move(state.day, day)
    state.looked_until, state.day = max(state.looked_until, at), max(state.day, day)
    state.save(update_fields=["looked_until", "day"])
    return done


@transaction.atomic
def check(*, at: datetime) -> int:
    """Once a day, count everything again from the contacts; rows that said something else are put right and told of."""
    state, day = _state(at), _today(at)
    if state.checked_at is not None and local_day(state.checked_at, _county()) >= day:
        return 0
    follow(at=at)
    drifted = recount(kept(day))
    Counting.objects.filter(pk=state.pk).update(checked_at=at, drifted=drifted)
    if drifted:
        log.warning("figures of reach: %d rows had drifted and were put right", drifted)
        audit(by=BY, deed="reach.drift_repaired", on="reach", at=at, rows=drifted)
    return drifted


def _turned(since: datetime) -> dict[int, int]:
    """Households that count otherwise since then, and those as which they counted or count: each with its village."""
    turned = Household.objects.filter(turned_at__gt=since)
    columns = ("pk", "counts_as", "resemblances__other", "resemblances__other__counts_as")
    keys = {pk for row in turned.order_by().values_list(*columns) for pk in row if pk is not None}
    return dict(Household.objects.filter(pk__in=keys).order_by().values_list("pk", "place"))


def _count_again(contacts: Contacts, windows: list[Window], homes: Mapping[int, int] = NOBODY) -> int:
    """Count the households and villages of these contacts again, in each window that their days can touch; and `homes`,
    each with its village, whether there are contacts or not."""
    columns = (
        "household",
        "household__counts_as",
        "household__place",
        "household__counts_as__place",
        "place",
    )
    rows = list(contacts.values_list("held_on", *columns).distinct())
    for window in windows:
        near = [row for row in rows if window.before <= row[0] < window.end]
        met = {home for _day, *both, _, _, _ in near for home in both if home is not None}
        count_households(window, met.union(homes))
        places = {place for _day, _home, _as, *all_of in near for place in all_of if place is not None}
        count_places(window, places.union(homes.values()))
    return len(rows)


def _move(before: date, day: date) -> int:
    """The window has moved on: those met on the days that left it; everything, where a quarter has ended meanwhile."""
    old, new = rolling(before), rolling(day)
    if old.quarters_to != new.quarters_to:
        return recount(kept(day))
    left = Contact.objects.filter(held_on__gte=old.first, held_on__lt=new.first)
    return _count_again(left, [new])


def _state(at: datetime) -> Counting:
    state = Counting.objects.select_for_update().first()
    if state is None:
        day = _today(at)
        state, _made = Counting.objects.get_or_create(
            defaults={"looked_until": at, "day": day, "checked_at": at}
        )
        recount(kept(day))
        state = Counting.objects.select_for_update().get(pk=state.pk)
    return state


def _county() -> County:
    return County.objects.get(pk=current_county() or 0)


def _today(at: datetime) -> date:
    return local_day(at, _county())
