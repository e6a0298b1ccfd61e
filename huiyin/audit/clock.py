"""Sealing: every settled event gets into a seal that chains to the one before; `verify` names the first broken one."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from django.db import connection, transaction

from huiyin.audit.models import Event, Seal

_LOCK = 0x4855_4959  # one sealer at a time, whatever the number of clocks
BATCH = 5000


@dataclass(frozen=True)
class Verdict:
    """What `verify` found: seals and events that agree, the first seal that does not, events not sealed yet."""

    seals: int
    events: int
    broken: int | None
    unsealed: int


def seal_settled(*, at: datetime) -> int:
    """Seal the events of all transactions that have ended; returns how many. Locks nothing that a deed needs."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute("SELECT (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint")
        horizon = cursor.fetchone()[0]
        settled = list(Event.objects.filter(seal=None, transaction__lt=horizon).order_by("id")[:BATCH])
        if not settled:
            return 0
        last = Seal.objects.order_by("-id").first()
        previous = last.digest if last else ""
        root = _root(settled)
        seal = Seal.objects.create(
            at=at,
            count=len(settled),
            root=root,
            previous=previous,
            digest=_digest(len(settled), root, previous),
        )
        Event.objects.filter(pk__in=[event.pk for event in settled]).update(seal=seal)
        return len(settled)


def verify() -> Verdict:
    """Recompute every seal from its events; the first that disagrees (changed, removed, reordered) is named."""
    previous, seals, events, broken = "", 0, 0, None
    for seal, own in _with_events():
        count, root = 0, hashlib.sha256()
        for count, event in enumerate(own, start=1):  # noqa: B007 - the last number is how many there were
            root.update(_line(event))
        agrees = (
            seal.previous == previous
            and seal.count == count
            and seal.root == root.hexdigest()
            and seal.digest == _digest(count, seal.root, previous)
        )
        if not agrees:
            broken = seal.pk
            break
        previous, seals, events = seal.digest, seals + 1, events + count
    return Verdict(seals, events, broken, Event.objects.filter(seal=None).count())


def _with_events() -> Iterator[tuple[Seal, Iterator[Event]]]:
    """Each seal with its events in order, in one pass over both, however many there are."""
    sealed = Event.objects.exclude(seal=None).order_by("seal", "id").iterator(chunk_size=BATCH)
    groups = groupby(sealed, key=lambda event: event.seal_id)
    key, own = next(groups, (None, iter(())))
    for seal in Seal.objects.order_by("id").iterator():
        if key == seal.pk:
            yield seal, own
            key, own = next(groups, (None, iter(())))
        else:
            yield seal, iter(())  # its events are gone


def _digest(count: int, root: str, previous: str) -> str:
    return hashlib.sha256(f"{count}|{root}|{previous}".encode()).hexdigest()


def _root(events: Iterable[Event]) -> str:
    digest = hashlib.sha256()
    for event in events:
        digest.update(_line(event))
    return digest.hexdigest()


def _line(event: Event) -> bytes:
    at = event.at.astimezone(UTC).isoformat()
    fields = [event.pk, event.county, at, event.by, event.deed, event.on, event.facts, event.transaction]
    return json.dumps(fields, ensure_ascii=False, sort_keys=True).encode() + b"\n"
