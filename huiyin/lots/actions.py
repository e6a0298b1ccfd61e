"""A draw of lots: planned, its pool fixed, panels asked for, published, drawn, households invited, answers, the end."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.forums import rules as forum_rules
from huiyin.forums.actions import invite
from huiyin.forums.models import Forum
from huiyin.lib.periods import back
from huiyin.lib.reference import SLIP_LENGTH, new_code
from huiyin.lib.refusal import Refused, refuse
from huiyin.lots import lottery, pool, rules
from huiyin.lots.models import Draw, DrawEntry
from huiyin.lots.rules import Deed, Line
from huiyin.notices.actions import tell
from huiyin.orgs import claiming
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.references import Register, next_reference
from huiyin.reach.areas import area_of

MOST_WITNESSES = 9999


@dataclass(frozen=True)
class Wish:
    """What is to be drawn."""

    unit: Unit
    area: Unit
    subject: str
    size: int
    forum: Forum | None = None
    by_place: bool = True
    by_group: bool = True


@transaction.atomic
def plan_draw(*, wish: Wish, by: Official, at: datetime) -> Draw:
    """Plan a draw in public: of invitations if a forum is given, else of representatives; quotas by who lives here."""
    refuse(rules.objection_to_planning(unit=wish.unit, area=wish.area, by=by, at=at))
    if wish.forum is not None and wish.forum.state not in (Forum.State.PLANNED, Forum.State.INVITED):
        raise Refused(_("The forum has taken place or was cancelled; there is nobody left to invite."))
    if (
        wish.forum is not None
        and Draw.objects.filter(forum=wish.forum).exclude(state=Draw.State.CANCELLED).exists()
    ):
        raise Refused(_("There is a draw for this forum already."))
    if not wish.subject.strip():
        raise Refused(_("Please say what is drawn."))
    purpose = Draw.Purpose.FORUM if wish.forum else Draw.Purpose.REPRESENTATIVES
    return _plan(wish, purpose=purpose, visitor=None, by=by, at=at)


@transaction.atomic
def plan_visits(*, visitor: Official, unit: Unit, size: int, by: Official, at: datetime) -> Draw:
    """Draw households that an official has not met for twelve months; the pool is fixed and panels asked for at once."""
    area = area_of(visitor, at)
    refuse(rules.objection_to_planning(unit=unit, area=area, by=by, at=at))
    subject = _("Somebody new to visit: %(name)s") % {"name": visitor.name}
    wish = Wish(unit=unit, area=area, subject=subject, size=size)
    made = _plan(wish, purpose=Draw.Purpose.NEW_HOUSEHOLD, visitor=visitor, by=by, at=at)
    made = fix_pool(draw=made, version=made.version, by=by, at=at)
    return ask_for_panels(draw=made, version=made.version, by=by, at=at)


def _plan(wish: Wish, *, purpose: str, visitor: Official | None, by: Official, at: datetime) -> Draw:
    refuse(rules.objection_to_size(wish.size))
    charter = charter_of(at)
    homes = pool.homes_of(pool.eligible(wish.area, at, visitor=visitor))
    lines = pool.default_quotas(
        area=wish.area,
        size=wish.size,
        at=at,
        forum=wish.forum,
        by_place=wish.by_place,
        by_group=wish.by_group,
        homes=homes,
    )
    made = Draw.objects.create(
        reference=next_reference(by.county, at, Register.DRAW),
        unit=wish.unit,
        purpose=purpose,
        forum=wish.forum,
        visitor=visitor,
        subject=wish.subject.strip(),
        area=wish.area,
        size=wish.size,
        panels_count=int(charter.figure("lots.panels").value),
        rest_months=int(charter.figure("lots.rest_months").value),
        quotas=[list(line) for line in lines],
        planned_by=by,
        planned_at=at,
    )
    audit(by=by.key, deed="draw.planned", on=made.reference, at=at, purpose=purpose, size=wish.size)
    return made


@transaction.atomic
def adjust(*, draw: Draw, lines: Sequence[Line], version: int, by: Official, at: datetime) -> Draw:
    """Other numbers in the quotas; what had been worked out by the old ones is worked out again."""
    row = claim(draw, Deed.ADJUST, version=version, by=by, at=at)
    refuse(rules.objection_to_quotas(lines, row.size, lines_of(row), row.state))
    return move(
        row, Deed.ADJUST, by=by, at=at, quotas=[list(line) for line in lines], failure={}, least_panels=None,
        most_panels=None,
    )  # fmt: skip


@transaction.atomic
def fix_pool(*, draw: Draw, version: int, by: Official, at: datetime) -> Draw:
    """Fix who may be drawn, give every household its code and its lot number, and publish one fingerprint.

    Who was invited lately stays out, but as many as the numbers cannot do without. Lot numbers are places among the sorted
    fingerprints: as the codes are random, the order says nothing.
    """
    row = claim(draw, Deed.POOL, version=version, by=by, at=at)
    homes = pool.homes_of(pool.eligible(row.area, at, visitor=row.visitor))
    categories, lines = row.categories, lines_of(row)
    values = [rules.values_of(categories, home.place, home.groups) for home in homes]
    lately = _invited_lately(row, at)
    tired = {i for i, home in enumerate(homes) if home.pk in lately}
    kept, let_in = lottery.rested(categories, values, [home.code for home in homes], tired, lines, row.size)
    refuse(rules.objection_to_pool(len(kept), row.size))
    entries = []
    for i in kept:
        code = new_code(SLIP_LENGTH)
        made = lottery.commitment(code, homes[i].code, values[i])
        entries.append(
            DrawEntry(draw=row, household_id=homes[i].pk, code=code, commitment=made, values=values[i])
        )
    entries.sort(key=lambda entry: entry.commitment)
    for lot, entry in enumerate(entries):
        entry.lot = lot
    DrawEntry.objects.bulk_create(entries, batch_size=1000)
    return move(
        row,
        Deed.POOL,
        by=by,
        at=at,
        pooled_at=at,
        pool_size=len(entries),
        pool_sha256=lottery.pool_hash([entry.commitment for entry in entries]),
        resting=len(tired) - len(let_in),
        let_in=len(let_in),
    )


def lines_of(draw: Draw) -> list[Line]:
    """The quotas as lines."""
    return [(line[0], line[1], line[2], line[3]) for line in draw.quotas]


def _invited_lately(draw: Draw, at: datetime) -> set[int]:
    """Whom a draw in public invited too lately; for a draw of visits nobody, since a visit is no invitation."""
    if not draw.is_public or not draw.rest_months:
        return set()
    return pool.invited_lately(back(local_day(at, draw.planned_by.county), draw.rest_months))


@transaction.atomic
def ask_for_panels(*, draw: Draw, version: int, by: Official, at: datetime) -> Draw:
    """Hand the draw to the clock, with the seed from which the panels follow."""
    row = claim(draw, Deed.COMPUTE, version=version, by=by, at=at)
    return move(
        row,
        Deed.COMPUTE,
        by=by,
        at=at,
        seed=row.seed or secrets.token_hex(16),
        asked_at=at,
        beat_at=None,
        claim="",
        stage="",
        done=0,
        total=0,
        failure={},
    )


@dataclass(frozen=True)
class Announced:
    """How the number will come about, named beforehand."""

    way: str
    draws_on: date
    draws_at: time | None = None
    way_words: str = ""
    place_words: str = ""


@transaction.atomic
def publish(*, draw: Draw, announced: Announced, version: int, by: Official, at: datetime) -> Draw:
    """Publish the seals of all panels, and how, when and where the number will be drawn; from now on neither changes."""
    row = claim(draw, Deed.PUBLISH, version=version, by=by, at=at)
    refuse(
        rules.objection_to_publishing(
            way=announced.way,
            way_words=announced.way_words,
            draws_on=announced.draws_on,
            today=local_day(at, by.county),
        )
    )
    return move(
        row,
        Deed.PUBLISH,
        by=by,
        at=at,
        published_at=at,
        way=announced.way,
        way_words=announced.way_words.strip(),
        draws_on=announced.draws_on,
        draws_at=announced.draws_at,
        place_words=announced.place_words.strip(),
        facts={
            "fingerprint": row.announced_sha256
        },  # in the trail too, where nobody can exchange it with the seals
    )


@transaction.atomic
def draw_number(
    *,
    draw: Draw,
    version: int,
    by: Official,
    at: datetime,
    number: int | None = None,
    witnesses: int | None = None,
) -> Draw:
    """Enter the number that came up, or have the system draw one where that was announced; once and for good.

    The panel of that number is chosen and counts as invited from that day on.
    """
    row = claim(draw, Deed.DRAW, version=version, by=by, at=at)
    if row.way == Draw.Way.SYSTEM or not row.is_public:
        number = secrets.randbelow(row.panels_count)
    refuse(rules.objection_to_number(row, number))
    assert number is not None  # noqa: S101 - refused above
    if witnesses is not None and not 0 <= witnesses <= MOST_WITNESSES:
        raise Refused(_("Please say how many people were present."))
    row = move(row, Deed.DRAW, by=by, at=at, number=number, drawn_at=at, drawn_by=by, witnesses=witnesses)
    day = local_day(at, by.county)
    chosen = row.entries.filter(lot__in=row.worked_out.panels[number])
    chosen.update(is_chosen=True, invited_on=day, answer=DrawEntry.Answer.OPEN)
    if row.visitor is not None:
        _tell(row, row.visitor, "lot_drawn", at)
    if row.forum is not None and row.forum.chair_id != by.pk:
        _tell(row, row.forum.chair, "lot_drawn", at)
    return row


@transaction.atomic
def answer(*, entry: DrawEntry, answer: str, version: int, by: Official, at: datetime) -> DrawEntry | None:
    """A household comes, or declines: then the next of the same kind is called in its place, if there is one."""
    row = claim(entry.draw, Deed.ANSWER, version=version, by=by, at=at)
    found = row.entries.select_for_update().get(pk=entry.pk)
    refuse(rules.objection_to_answer(found, answer))
    found.answer, found.answered_at = answer, at
    found.save(update_fields=["answer", "answered_at"])
    move(row, Deed.ANSWER, by=by, at=at, facts={"lot": found.lot, "answer": answer})
    if answer != DrawEntry.Answer.DECLINED:
        return None
    entries = list(row.entries.order_by("lot").select_related("stands_for").defer("code"))
    lot = lottery.next_reserve(row, entries, found)
    if lot is None:
        return None
    reserve = entries[lot]
    reserve.invited_on, reserve.answer = local_day(at, by.county), DrawEntry.Answer.OPEN
    reserve.stands_for = found
    reserve.save(update_fields=["invited_on", "answer", "stands_for"])
    audit(by=by.key, deed="draw.reserve_called", on=row.reference, at=at, lot=lot, after=found.lot)
    return reserve


@transaction.atomic
def note_invited(*, draw: Draw, version: int, by: Official, at: datetime) -> Draw:
    """The invitations have gone out; of a forum, the numbers of its groups are entered there as well."""
    row = claim(draw, Deed.INVITE, version=version, by=by, at=at)
    row = move(row, Deed.INVITE, by=by, at=at, invited_at=at)
    if row.forum is not None:
        hint = forum_rules.objection("invite", row.forum, by, at)
        if hint is None:
            invite(forum=row.forum, invited=counted(row), version=row.forum.version, by=by, at=at)
    return row


def counted(draw: Draw) -> dict[str, int]:
    """How many invited households stand for each group that the forum wants: each counts once.

    A household that declared several of them counts where most are still missing; one that declared none of them
    counts nowhere. Organisations keep the number entered for them before.
    """
    assert draw.forum is not None  # noqa: S101 - asked only of a forum's draw
    groups = {group.code: group for group in draw.forum.groups.filter(dropped=False)}
    found = {code: (group.invited or 0) if group.is_organisation else 0 for code, group in groups.items()}
    called = draw.entries.called().exclude(answer=DrawEntry.Answer.DECLINED).select_related("household")
    homes = [
        [code for code in entry.household.groups if code in groups and not groups[code].is_organisation]
        for entry in called
    ]
    for declared in sorted(homes, key=len):
        if declared:
            found[max(declared, key=lambda code: groups[code].wanted - found[code])] += 1
    return found


@transaction.atomic
def close(*, draw: Draw, version: int, by: Official, at: datetime) -> Draw:
    """Nothing more is to be answered."""
    row = claim(draw, Deed.CLOSE, version=version, by=by, at=at)
    return move(row, Deed.CLOSE, by=by, at=at, closed_at=at)


@transaction.atomic
def cancel(*, draw: Draw, reason: str, version: int, by: Official, at: datetime) -> Draw:
    """Call it off before a number is drawn; where it was published, the reason stands there too."""
    row = claim(draw, Deed.CANCEL, version=version, by=by, at=at)
    if not reason.strip():
        raise Refused(_("Please say why the draw is cancelled."))
    return move(row, Deed.CANCEL, by=by, at=at, cancelled_at=at, cancel_reason=reason.strip())


@transaction.atomic
def note_taken(*, draw: Draw, what: str, by: Official, at: datetime, **facts: object) -> None:
    """Somebody printed slips or took the whole proof along: kept in the trail."""
    if not rules.may_run(draw, by, at):
        raise Refused(
            _("Only who coordinates, heads or supervises the unit that holds the draw can do this.")
        )
    audit(by=by.key, deed=f"draw.{what}", on=draw.reference, at=at, **facts)


def claim(draw: Draw, deed: str, *, version: int, by: Official, at: datetime) -> Draw:
    """The draw, locked, if nobody was quicker and the step can be taken."""
    rows = Draw.objects.select_related(
        "unit", "area__county", "planned_by__county", "forum__unit", "forum__chair", "visitor"
    )
    row = claiming.claim(rows, draw, None)
    refuse(rules.objection(deed, row, by, at))
    claiming.unchanged(row, version)
    return row


def move(
    row: Draw,
    deed: str,
    *,
    at: datetime,
    by: Official | None = None,
    facts: dict[str, Any] | None = None,
    **columns: Any,
) -> Draw:
    """Into the state that the table says, with these columns, and into the trail."""
    row.state = rules.TRANSITIONS[row.state][deed]
    row.version += 1
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()
    who = by.key if by is not None else "clock:draws"
    audit(by=who, deed=f"draw.{_past(deed)}", on=row.reference, at=at, **(facts or {}))
    return row


def _past(deed: str) -> str:
    return {
        Deed.ADJUST: "adjusted",
        Deed.POOL: "pooled",
        Deed.COMPUTE: "panels_asked",
        Deed.FINISH: "panels_made",
        Deed.FAIL: "no_panels",
        Deed.PUBLISH: "published",
        Deed.DRAW: "drawn",
        Deed.INVITE: "invited",
        Deed.ANSWER: "answered",
        Deed.CLOSE: "closed",
        Deed.CANCEL: "cancelled",
    }[Deed(deed)]


def reverse_to(draw: Draw) -> str:
    """The address of its page."""
    return reverse("draws:see", kwargs={"ref": draw.reference})


def _tell(draw: Draw, to: Official, kind: str, at: datetime) -> None:
    tell(to=to, kind=kind, about=draw.reference, at=at, where=reverse_to(draw))
