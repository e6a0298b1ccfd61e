"""What earlier requests still say of somebody who was erased, or of a matter that was sealed: it goes with them."""

import json
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from huiyin.audit.actions import record as audit
from huiyin.lib import naming
from huiyin.matters.models import Matter
from huiyin.people.models import Resident
from huiyin.privacy import holdings
from huiyin.privacy.models import DataRequest

EMPTIED = (
    "name", "phone", "phone_index", "whose", "ground", "words", "numbers", "missing", "answer", "statement",
    "code_index", "link_index", "receipt", "from_index",
)  # fmt: skip
TELLING = (
    DataRequest.Kind.ACCESS,
    DataRequest.Kind.EXPLAIN,
    DataRequest.Kind.CORRECT,
)  # with a list of what was held


@transaction.atomic
def empty(row: DataRequest, at: datetime, by: str = "clock") -> int:
    """Everything that somebody wrote in it or was told; kind, dates and result stay for the count."""
    emptied = dict.fromkeys(EMPTIED, "")
    if not DataRequest.objects.filter(pk=row.pk, erased_at=None).update(**emptied, erased_at=at):
        return 0
    audit(by=by, deed="data_request.erased", on=row.reference, at=at)
    return 1


def forget_earlier(*, person: Resident, at: datetime, by: str) -> None:
    """Answers that told what was held of a person, before name and number of that person go."""
    near = Q(pk__in=[])
    if person.phone_index:
        further = person.further_numbers.filter(is_bare=False).values_list("index", flat=True)
        near |= Q(phone_index__in=[person.phone_index, *further])
    if person.household is not None:
        near |= Q(numbers__contains=person.household.code)
    for reference in Matter.objects.filter(resident=person).values_list("reference", flat=True):
        near |= Q(numbers__contains=reference)
    told = DataRequest.objects.filter(near, kind__in=TELLING, answered_at__isnull=False, erased_at=None)
    for row in told.order_by("pk"):
        if naming.same(person.name, row.name_on_record):
            empty(row, at, by)


def forget_sealed(*, at: datetime) -> int:
    """Lists and numbers that name a matter which was sealed since: nobody may know of it any more (I-21)."""
    sealed = set(Matter.objects.filter(origin=Matter.Origin.SEALED).values_list("reference", flat=True))
    rows = DataRequest.objects.filter(erased_at=None).exclude(statement="", numbers="") if sealed else ()
    return sum(_without(row, sealed) for row in rows)


def _without(row: DataRequest, sealed: set[str]) -> int:
    told = set(json.loads(row.statement)[holdings.KEYS]["matters"]) if row.statement else set()
    named = row.numbers.split()
    if not sealed & {*told, *named}:
        return 0
    kept = {
        "statement": "" if sealed & told else row.statement,
        "numbers": " ".join(one for one in named if one not in sealed),
    }
    mine = DataRequest.objects.filter(pk=row.pk, version=row.version)
    return mine.update(**kept, version=F("version") + 1)
