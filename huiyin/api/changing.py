"""Numbers the changes that systems pull: from the sealed trail, so that nothing settles behind a number given already.

An event is sealed when every transaction that began before it has ended (`huiyin.audit.clock`), and seals follow each other;
who numbers in that order leaves no gap for a deed that took longer.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max, Q

from huiyin.api.models import Change, Noted, System
from huiyin.api.scopes import FOLLOWING, seen_by
from huiyin.audit.models import Event, Seal
from huiyin.audit.scope import current_county
from huiyin.matters.models import Matter
from huiyin.matters.models.step import PAST
from huiyin.matters.sentences import TOLD

TURN: Final = 500
DEEDS: Final = {f"matter.{PAST[deed]}": str(deed) for deed in TOLD}  # what the person is told of


@transaction.atomic
def note_changes(*, at: datetime) -> int:
    """Number what was sealed since the last turn, for each system that sees the matter now; returns how many events."""
    systems = list(
        System.objects.let_in()
        .filter(scopes__overlap=FOLLOWING)
        .select_for_update(of=("self",), no_key=True)
        .order_by("pk")
    )
    noted = Noted.objects.select_for_update().first()
    if noted is None or not systems:
        _begin(noted)
        return 0
    later = Q(seal__gt=noted.seal) | Q(seal=noted.seal, id__gt=noted.event)
    sealed = Event.objects.filter(later, county=current_county(), seal__gte=noted.seal)
    events = list(sealed.order_by("seal", "id")[:TURN])
    if not events:
        return 0
    for system in systems:
        number(system, events)
    noted.seal, noted.event = events[-1].seal_id or 0, events[-1].pk
    noted.save(update_fields=["seal", "event"])
    return len(events)


def _begin(noted: Noted | None) -> None:
    """Where nobody follows, what was done before is nobody's change."""
    last = Seal.objects.aggregate(last=Max("id"))["last"] or 0
    if noted is None:
        Noted.objects.create(seal=last, event=2**62)
    elif noted.seal < last:
        Noted.objects.filter(pk=noted.pk).update(seal=last, event=2**62)


def number(system: System, events: Sequence[Event]) -> None:
    """Under the next numbers of this system, what it may see of these."""
    told = [one for one in events if one.deed in DEEDS]
    seen = Matter.objects.unsealed().live().filter(seen_by(system), reference__in={one.on for one in told})
    references = set(seen.values_list("reference", flat=True)) if told else set()
    made = [one for one in told if one.on in references]
    Change.objects.bulk_create(
        Change(
            system=system, sequence=system.last_change + n, reference=one.on, what=DEEDS[one.deed], at=one.at
        )
        for n, one in enumerate(made, start=1)
    )
    system.last_change += len(made)
    system.save(update_fields=["last_change"])
