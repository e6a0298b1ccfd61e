"""Ends without an answer of its own: shown the way of the law, declined, handed over; or taken back by the person."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import RESIDENT
from huiyin.lib.refusal import Refused, refuse
from huiyin.matters.actions.advance import advance, claim_with_merged
from huiyin.matters.actions.merging import let_go
from huiyin.matters.actions.resident import readers_of
from huiyin.matters.actions.telling import tell, tell_who_raised
from huiyin.matters.models import Matter, Referral, Step
from huiyin.matters.rules import hearing, life, line_of, procedures, ways_out
from huiyin.notices.actions import tell_page
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official

Deed = Step.Deed


@transaction.atomic
def redirect(
    *,
    matter: Matter,
    route: str,
    organ: str,
    words: str,
    told: str,
    version: int,
    by: Official,
    at: datetime,
    others: Mapping[int, str] | None = None,
) -> Referral:
    """Tell the person which way the law provides, at which organ, and how to go about it (T05, S51).

    `others` says how each person is told whose matter is merged into it and who has no code in hand.
    """
    notice = {"kind": Deed.REDIRECT, "code": route, "organ": organ.strip(), "words": words.strip()}
    return _referred(matter, version, notice, told, others or {}, by, at)


@transaction.atomic
def decline(
    *,
    matter: Matter,
    reason: str,
    words: str,
    told: str,
    version: int,
    by: Official,
    at: datetime,
    organ: str = "",
    others: Mapping[int, str] | None = None,
) -> Referral:
    """Tell the person that it cannot be handled here, with a reason of the charter's list (T05); `others` as there."""
    notice = {"kind": Deed.DECLINE, "code": reason, "organ": organ.strip(), "words": words.strip()}
    return _referred(matter, version, notice, told, others or {}, by, at)


@transaction.atomic
def hand_over(
    *,
    matter: Matter,
    way: str,
    organ: str,
    words: str,
    told: str,
    version: int,
    by: Official,
    at: datetime,
    others: Mapping[int, str] | None = None,
) -> Referral:
    """Hand the matter itself over to another organ, and tell the person where it is (T06); its receipt is waited for.

    What is merged into it goes there with it; `others` as for the other ways.
    """
    notice = {"kind": Deed.HAND_OVER, "code": way, "organ": organ.strip(), "words": words.strip()}
    return _referred(matter, version, notice, told, others or {}, by, at)


@transaction.atomic
def note_receipt(
    *, matter: Matter, number: str, received_on: date, version: int, by: Official, at: datetime
) -> Referral:
    """Note the number under which the other organ took it in: from then on nobody here waits for it (T06)."""
    row, merged = claim_with_merged(matter, version)
    refuse(life.objection(Deed.NOTE_RECEIPT, row, by, at))
    found, number = Referral.objects.get(matter=row), number.strip()
    refuse(ways_out.objection_to_receipt_of(found, number, received_on, at))
    receipt = {"receipt_number": number, "receipt_on": received_on, "receipt_by": by}
    Referral.objects.filter(matter__in=[row, *merged]).update(**receipt)
    facts: dict[str, object] = {"received_on": received_on.isoformat()}
    advance(row, Deed.NOTE_RECEIPT, at=at, by=by, unit=row.holding_unit, facts=facts, receipt_noted_at=at)
    for one in merged:
        tell_page(page=one.reference, kind="told", at=at, deed=Deed.NOTE_RECEIPT)
    return Referral.objects.get(matter=row)


def _referred(
    matter: Matter,
    version: int,
    notice: dict[str, str],
    told: str,
    others: Mapping[int, str],
    by: Official,
    at: datetime,
) -> Referral:
    row, merged = claim_with_merged(matter, version)
    deed = notice["kind"]
    refuse(life.objection(deed, row, by, at))
    refuse(ways_out.objection_to_referral(row, deed, notice["code"], notice["organ"], notice["words"]))
    ways = {row: told, **{one: ways_out.told_of(one, others) for one in merged}}
    if not set(ways.values()) <= set(Referral.Told.values):
        raise Refused(_("Please say how the person is told."))
    unit = row.holding_unit
    unreceived = {
        "receipt_number": "",
        "receipt_on": None,
        "receipt_by": None,
    }  # of an earlier one, if there was
    given = {**notice, "unit": unit, "by": by, "at": at, **unreceived}
    for one, way in ways.items():
        Referral.objects.update_or_create(matter=one, defaults={**given, "told": way})
    due = ways_out.to_be_told_by(row, deed)
    facts: dict[str, object] = {"code": notice["code"], "told": told}
    if deed != Deed.HAND_OVER and due is not None and local_day(at, row.county) > due:
        facts["late_after"] = due.isoformat()
    went_by = procedures.WAY_OF_THE_LAW if deed == Deed.REDIRECT else row.profile
    advance(row, deed, at=at, by=by, unit=unit, facts=facts, profile=went_by)
    for one in merged:
        tell_page(page=one.reference, kind="told", at=at, deed=deed, unit=unit.short_name)
    tell_who_raised("referred", of=row, by=by, at=at)
    return Referral.objects.get(matter=row)


@transaction.atomic
def withdraw(*, matter: Matter, words: str, at: datetime) -> Matter:
    """The person takes it back on their page (T08); why, they say if they like."""
    row, merged = claim_with_merged(matter, None)
    refuse(ways_out.objection_to_withdrawing_by_code(row))
    said = words.replace("\x00", "").strip()[: hearing.MAX_WORDS]
    advance(row, Deed.WITHDRAW, at=at, by=None, who=RESIDENT, note=said)
    let_go(row, merged, None, at)
    _tell_of_withdrawal(row, None, at)
    return row


@transaction.atomic
def withdraw_for(
    *, matter: Matter, signed_on: date, words: str, version: int, by: Official, at: datetime
) -> Matter:
    """A clerk enters that the person takes it back: what they signed, on which day, and where the paper is kept (T08)."""
    row, merged = claim_with_merged(matter, version)
    refuse(life.objection(Deed.WITHDRAW, row, by, at))
    refuse(ways_out.objection_to_signed_word(row, signed_on, at))
    if len(words.strip()) < hearing.MIN_WORDS:
        raise Refused(_("Please say what the person signed and where it is kept."))
    facts: dict[str, object] = {"signed_on": signed_on.isoformat()}
    advance(row, Deed.WITHDRAW, at=at, by=by, unit=row.intake_unit, note=words.strip(), facts=facts)
    let_go(row, merged, by, at)
    _tell_of_withdrawal(row, by, at)
    return row


def _tell_of_withdrawal(row: Matter, by: Official | None, at: datetime) -> None:
    people = {reader.pk: reader for reader in readers_of(row, at)}
    if (
        row.accountable_head is None and row.lead_unit is not None
    ):  # nobody has signed for it: it lies with all of them
        people.update({head.pk: head for head in line_of.heads(row, row.lead_unit, at)})
    if row.raised_by is not None:
        people[row.raised_by.pk] = row.raised_by
    for reader in people.values():
        if by is None or reader.pk != by.pk:
            tell(to=reader, kind="withdrawn", of=row, at=at)
