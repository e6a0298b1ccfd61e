"""Keeping many matters of the past at once: no clock, notice, chasing or rating starts for any of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from huiyin.lib.headings import short_title
from huiyin.lib.reference import make
from huiyin.matters.actions.keeping import begin_words
from huiyin.matters.channels import FILE
from huiyin.matters.models import Matter, Reply, State, Step
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_at
from huiyin.orgs.models import AdoptedCharter, Unit

MAX_TITLE = 300


@dataclass(frozen=True)
class Past:
    """One matter as another system kept it; an unknown day stays unknown."""

    external_id: str
    title: str
    body: str
    received_at: datetime | None = None
    topic: str = ""
    place: Unit | None = None
    place_words: str = ""
    reply: str = ""
    replied_at: datetime | None = None


@transaction.atomic
def lodge_histories(*, past: Sequence[Past], unit: Unit, source: str, by: str, at: datetime) -> list[Matter]:
    """Keep them as they were, in few statements whatever their number; none may be here already."""
    charter = charter_at(at)
    numbers = _references(unit, past, at)
    matters = [_matter(row, ref, unit, source, charter, at) for row, ref in zip(past, numbers, strict=True)]
    Matter.objects.bulk_create(matters)
    begin_words(matters=matters)
    lodged = [_lodging(row, m, at, by) for row, m in zip(past, matters, strict=True)]
    answered = [(row, m) for row, m in zip(past, matters, strict=True) if m.state == State.REPLIED]
    Reply.objects.bulk_create(_reply(row, m, at) for row, m in answered)
    # The lodging of each matter before its answer: the trail is read in the order of its numbers too.
    Step.objects.bulk_create([*lodged, *(_answer(row, m, at, by) for row, m in answered)])
    _check_trail()
    return matters


def _check_trail() -> None:
    """Let the database compare states and trails now, batch by batch, not all at the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS state_matches_trail IMMEDIATE")
        cursor.execute("SET CONSTRAINTS state_matches_trail DEFERRED")


def _references(unit: Unit, past: Sequence[Past], at: datetime) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('orgs_reference') FROM generate_series(1, %s)", [len(past)])
        numbers = [number for (number,) in cursor.fetchall()]
    county = unit.county
    years = [local_day(row.received_at or at, county).year for row in past]
    return [make(county.prefix, year, number) for year, number in zip(years, numbers, strict=True)]


def _matter(
    row: Past, reference: str, unit: Unit, source: str, charter: AdoptedCharter, at: datetime
) -> Matter:
    answered = bool(row.reply.strip())
    title = row.title.strip() or short_title(row.body)
    return Matter(
        reference=reference,
        origin=Matter.Origin.HISTORY,
        channel=FILE,
        source=source,
        external_id=row.external_id,
        charter=charter,
        title=title if len(title) <= MAX_TITLE else title[: MAX_TITLE - 1] + "…",
        body=row.body or row.title,
        topic=row.topic,
        place=row.place,
        place_words=row.place_words,
        received_at=row.received_at,
        registered_at=at,
        stepped_at=_moment(row, at) if answered else row.received_at or at,
        state=State.REPLIED if answered else State.RECEIVED,
        level=unit.level if answered else "",
        intake_unit=unit,
        holding_unit=unit,
        first_unit=unit,
        lead_unit=unit if answered else None,
        replied_at=row.replied_at if answered else None,
    )


def _moment(row: Past, at: datetime) -> datetime:
    """When the answer counts from; never before the receipt."""
    known = [moment for moment in (row.received_at, row.replied_at) if moment is not None]
    return max(known, default=at)


def _lodging(row: Past, matter: Matter, at: datetime, by: str) -> Step:
    """On an unknown day, no later than the answer."""
    moment = row.received_at or (matter.replied_at or at)
    return Step(
        matter=matter,
        deed=Step.Deed.LODGE,
        at=moment,
        unit=matter.intake_unit,
        state_after=State.RECEIVED,
        facts={"by": by},
    )


def _reply(row: Past, matter: Matter, at: datetime) -> Reply:
    return Reply(
        matter=matter,
        opinion=row.reply,
        unit=matter.intake_unit,
        drafted_at=_moment(row, at),
        delivered_at=row.replied_at,
        is_history=True,
    )


def _answer(row: Past, matter: Matter, at: datetime, by: str) -> Step:
    return Step(
        matter=matter,
        deed=Step.Deed.APPROVE,
        at=_moment(row, at),
        unit=matter.intake_unit,
        state_after=State.REPLIED,
        level_after=matter.level,
        facts={"by": by},
    )
