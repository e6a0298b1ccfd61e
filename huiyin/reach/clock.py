"""What time does to the figures of reach: it follows new records, moves the window each day, and checks itself."""

import logging
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


@transaction.atomic
def follow(*, at: datetime) -> int:
    """Count what was recorded or struck out since last time, and what left the window; contacts looked at.

    Likewise the contacts of households that were taken off the register since, or put back.
    """
    state, day = _state(at), _today(at)
    windows = kept(day)
    changed = Q(recorded_at__gt=state.looked_until - OVERLAP) | Q(voided_at__gt=state.looked_until - OVERLAP)
    since = min(window.before for window in windows)
    turned = Household.objects.filter(turned_at__gt=state.looked_until - OVERLAP)
    done = _count_again(Contact.objects.filter(changed, held_on__gte=since), windows)
    if turned.exists():
        apart = turned.values("resemblances__other")
        again = with_homes(Contact.objects.all(), turned) | with_homes(Contact.objects.all(), apart)
        done += _count_again(again.filter(held_on__gte=since), windows)
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


def _count_again(contacts: Contacts, windows: list[Window]) -> int:
    """Count the households and villages of these contacts again, in each window that their days can touch."""
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
        count_households(
            window, {home for _day, *homes, _, _, _ in near for home in homes if home is not None}
        )
        places = (place for _day, _home, _as, *all_of in near for place in all_of if place is not None)
        count_places(window, places)
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
