"""Households that resemble others: noted when they are entered, counted as one until somebody else tells them apart."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from huiyin.people.again import Candidate, Like, likes
from huiyin.people.models import Household, Resemblance

Kind = Resemblance.Kind


@transaction.atomic
def note(found: Sequence[tuple[Household, Sequence[Like]]], *, reason: str, by: str, at: datetime) -> None:
    """Keep what these new households resemble, and count them so; none where they resemble nothing.

    Who only has the name of an official is asked about and counts. Whether a household counts that counts as another
    one follows from that one (`huiyin.reach.which`).
    """
    rows, homes = [], []
    for home, said in found:
        others = [one.other for one in said if one.other is not None]
        if not said:
            continue
        home.counts_as = next((other.counts_as or other for other in others), None)
        home.is_counted = all(one.kind != Kind.OFFICIAL for one in said)
        homes.append(home)
        rows += [
            Resemblance(household=home, other=one.other, kind=one.kind, reason=reason.strip(), at=at, by=by)
            for one in said
        ]
    Household.objects.bulk_update(homes, ["counts_as", "is_counted"], batch_size=1000)
    Resemblance.objects.bulk_create(rows, batch_size=1000)


@transaction.atomic
def note_revised(revised: Sequence[tuple[Household, str]], *, by: str, at: datetime) -> None:
    """The same of households whose address, or a telephone of whom was put right: what they are like only since then.

    What stands between two households already, also that they were told apart, stays as it is.
    """
    candidates = [Candidate(home.place, phone=phone, address=home.address) for home, phone in revised]
    keys = [home.pk for home, _phone in revised]
    near = (
        Resemblance.objects.filter(Q(household__in=keys) | Q(other__in=keys))
        if keys
        else Resemblance.objects.none()
    )
    known: set[frozenset[int | None]] = {frozenset(pair) for pair in near.values_list("household", "other")}
    for (home, _phone), said in zip(revised, likes(candidates, at), strict=True):
        for one in said:
            pair = frozenset((home.pk, one.other.pk if one.other is not None else None))
            if pair == {home.pk} or pair in known:
                continue
            known.add(pair)
            Resemblance.objects.create(household=home, other=one.other, kind=one.kind, at=at, by=by)
            _count_with(home, one, at)


def _count_with(home: Household, like: Like, at: datetime) -> None:
    """Count a household on record as the one that it is like now, and with it what counts as it; an official's nowhere."""
    rows = Household.objects.filter(pk=home.pk)
    if like.other is None:
        rows.update(is_counted=False, turned_at=at)
        return
    other = Household.objects.get(pk=like.other.pk)
    root = other.counts_as_id or other.pk
    if root != home.pk and rows.filter(counts_as=None).update(counts_as=root, turned_at=at):
        Household.objects.filter(counts_as=home.pk).update(counts_as=root, turned_at=at)


def followers(household: Household) -> list[Household]:
    """Households that resemble this one, or one of those, and count as the same as it: they are its own once it is told
    apart."""
    if household.counts_as_id is None:
        return []
    found: dict[int, Household] = {}
    last = [household.pk]
    while last:
        more = Household.objects.filter(
            counts_as=household.counts_as_id,
            resemblances__confirmed_at=None,
            resemblances__other__in=last,
        ).exclude(pk__in=[household.pk, *found])
        found |= {one.pk: one for one in more.order_by("pk")}
        last = [one.pk for one in more]
    return list(found.values())


@transaction.atomic
def confirm(*, household: Household, by: Official, at: datetime) -> None:
    """Somebody else says that it is a household of its own: from now on, and for what was up to now, it counts as one.

    What resembles it counts as it from now on, no longer as what it was seen as.
    """
    follow = [one.pk for one in followers(household)]
    open_ones = Resemblance.objects.open().filter(household=household)
    if not open_ones.update(confirmed_at=at, confirmed_by=by):
        raise Refused(_("This has been changed in the meantime; please look again."))
    Household.objects.filter(pk=household.pk).update(counts_as=None, is_counted=True, turned_at=at)
    Household.objects.filter(pk__in=follow).update(counts_as=household, turned_at=at)
    record(by=by.key, deed="household.told_apart", on=f"household:{household.key}", at=at)


@transaction.atomic
def forget(household: int, at: datetime) -> None:
    """Somebody of this household is erased: why it was said to be another one goes, and which one was seen as it coming
    back. That one counts as what else it resembles from now on, or by itself."""
    near = Resemblance.objects.filter(Q(household=household) | Q(other=household))
    near.exclude(reason="").update(reason="")
    links = near.filter(kind=Kind.RETURNED)
    back = list(
        Household.objects.filter(resemblances__in=links.filter(confirmed_at=None)).distinct().order_by("pk")
    )
    follow = {home.pk: [one.pk for one in followers(home)] for home in back}
    links.filter(confirmed_at=None).update(confirmed_at=at)
    links.update(other=None)
    for home in back:
        left = Resemblance.objects.filter(household=home, confirmed_at=None, other__isnull=False)
        other = next((one.other for one in left.select_related("other")), None)
        root = (other.counts_as_id or other.pk) if other is not None else None
        changed = Household.objects.filter(pk__in=[home.pk, home.counts_as_id])
        changed.update(turned_at=at)
        Household.objects.filter(pk=home.pk).update(counts_as=root)
        Household.objects.filter(pk__in=follow[home.pk]).update(counts_as=root or home.pk, turned_at=at)
