"""Taking back and handing back: what has not been taken over yet returns to the desk, which decides once."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from huiyin.lib.refusal import refuse
from huiyin.matters.actions.advance import advance, claim
from huiyin.matters.actions.handling import (
    accountable_head,
    pushed_down,
    reclassified,
    tell_it_left,
    tell_the_heads,
)
from huiyin.matters.actions.saying import said_why
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import HandBack, Matter, Step
from huiyin.matters.rules import hand_back as rules
from huiyin.matters.rules import life, line_of, routing
from huiyin.orgs.models import Official, Unit

Deed = Step.Deed


@transaction.atomic
def recall(*, matter: Matter, reason: str, version: int, by: Official, at: datetime) -> Matter:
    """Take back what has not been signed for, with a reason; the date for routing is the first one again (T04)."""
    row = claim(matter, version)
    refuse(life.objection(Deed.RECALL, row, by, at))
    unit = row.lead_unit
    assert unit is not None  # noqa: S101 - the database refuses a routed matter without one
    facts: dict[str, object] = {"from": unit.code}
    said = said_why(reason)
    home = row.holding_unit
    advance(row, Deed.RECALL, at=at, by=by, unit=home, note=said, facts=facts, lead_unit=None, level="")
    tell_it_left(row, unit, at)
    return row


@transaction.atomic
def hand_back(
    *, matter: Matter, reason: str, proposed: Unit, version: int, by: Official, at: datetime
) -> HandBack:
    """Object to the routing with a reason and the unit whose it is (T09); the date of answer stays as it is."""
    row = claim(matter, version)
    refuse(life.objection(Deed.HAND_BACK, row, by, at))
    refuse(rules.objection_to_proposal(row, proposed, at))
    unit = row.lead_unit
    assert unit is not None  # noqa: S101 - the database refuses a routed matter without one
    said = said_why(reason)
    found = HandBack.objects.create(matter=row, unit=unit, reason=said, proposed=proposed, by=by, at=at)
    advance(row, Deed.HAND_BACK, at=at, by=by, unit=unit, note=said, facts={"to": proposed.code})
    for official in line_of.desk(row, row.holding_unit, at):
        tell(to=official, kind="handed_back", of=row, at=at)
    return found


@transaction.atomic
def uphold(
    *,
    matter: Matter,
    to: Unit,
    version: int,
    by: Official,
    at: datetime,
    topic: str = "",
    note: str = "",
) -> Matter:
    """Agree and pass it to another unit (T10): dates run on from the first receipt; it is not handed back again."""
    row = claim(matter, version)
    refuse(life.objection(Deed.UPHOLD, row, by, at))
    facts = {"to": to.code, **reclassified(row, topic)}
    refuse(routing.objection_to_routing(row, to, by, at, why=note))
    facts |= pushed_down(row, to)
    found = _decided(row, by, at, upheld=True, words=note.strip())
    advance(row, Deed.UPHOLD, at=at, by=by, unit=to, note=note, facts=facts, lead_unit=to, level=to.level)
    tell_the_heads(row, to, at)
    tell(to=found.by, kind="return_upheld", of=row, at=at, where=reverse("matters:list"))
    return row


@transaction.atomic
def designate(*, matter: Matter, words: str, version: int, by: Official, at: datetime) -> Matter:
    """Decide that it stays (T11): the unit has taken it over herewith, with its head as handler till one is named."""
    row = claim(matter, version)
    refuse(life.objection(Deed.DESIGNATE, row, by, at))
    unit = row.lead_unit
    assert unit is not None  # noqa: S101 - the database refuses a matter handed back without one
    said = said_why(words)
    head = accountable_head(row, unit, by, at)
    found = _decided(row, by, at, upheld=False, words=said)
    advance(
        row,
        Deed.DESIGNATE,
        at=at,
        by=by,
        unit=unit,
        note=said,
        facts={"handler": head.pk, "head": head.pk, **pushed_down(row, unit)},
        handler=head,
        accountable_head=head,
        holding_unit=unit,
    )
    for reader in {head.pk: head, found.by_id: found.by}.values():
        tell(to=reader, kind="designated", of=row, at=at)
    return row


def _decided(row: Matter, by: Official, at: datetime, *, upheld: bool, words: str) -> HandBack:
    found = HandBack.objects.select_related("by").get(matter=row, lapsed_at=None)
    found.decided_by, found.decided_at, found.upheld, found.words = by, at, upheld, words
    found.save(update_fields=["decided_by", "decided_at", "upheld", "words"])
    return found
