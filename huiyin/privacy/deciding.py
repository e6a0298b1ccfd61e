"""Answering a request about one's own data, and bringing the answer: what was asked is done in the same deed."""

from dataclasses import dataclass
from datetime import datetime
from json import dumps
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from huiyin.audit.actions import record as audit
from huiyin.lib.refusal import Beside, Refused, refuse
from huiyin.matters.models import Matter
from huiyin.matters.models.matter import HAS_ENDED
from huiyin.orgs.models import Official
from huiyin.people.actions import correct_details, reveal
from huiyin.people.models import ConsentRecord, Household, Resident, Reveal
from huiyin.privacy import actions, holdings, rules
from huiyin.privacy.holdings import Held
from huiyin.privacy.models import LANGUAGES, DataRequest
from huiyin.privacy.noticing import say_if_nobody
from huiyin.privacy.requesting import claim

Kind, Result = DataRequest.Kind, DataRequest.Result


@dataclass(frozen=True)
class Anew:
    """How it is right, of what was wrong; what is left empty stays."""

    name: str = ""
    phone: str = ""


@transaction.atomic
def answer(
    *,
    found: DataRequest,
    result: str,
    answer: str,
    version: int,
    by: Official,
    at: datetime,
    anew: Anew | None = None,
) -> DataRequest:
    """Say what was done, and do it: show, put right, erase, take the consent back; a refusal says why, and where to go.

    What the law or an open matter keeps from being erased is kept, and told; then the request is done in part.
    """
    row = claim(found, version)
    refuse(rules.objection_to_step(row, by, at))
    refuse(rules.objection_to_answer(row, result, answer))
    told: dict[str, Any] = {}
    if result != Result.REFUSED:
        held = holdings.of(row)
        for person in held.people:
            reveal(resident=person, purpose=Reveal.Purpose.REQUEST, about=row.reference, by=by, at=at)
        told, kept = _DONE[Kind(row.kind)](held, anew or Anew(), by, at)
        result = Result.PARTLY if kept else result
    row.result, row.answer, row.statement = (
        result,
        answer.strip(),
        dumps(told, ensure_ascii=False) if told else "",
    )
    row.answered_at, row.answered_by = at, by
    row.version += 1
    row.save(update_fields=["result", "answer", "statement", "answered_at", "answered_by", "version"])
    audit(by=by.key, deed="data_request.answered", on=row.reference, at=at, result=result, kind=row.kind)
    say_if_nobody(row, True, at)
    return row


@transaction.atomic
def deliver(*, found: DataRequest, way: str, version: int, by: Official, at: datetime) -> DataRequest:
    """The answer was handed over, or sent by post."""
    row = claim(found, version)
    if not rules.may_answer(row, by, at):
        raise Refused(_("This belongs to whoever is responsible for personal data."))
    refuse(rules.objection_to_delivery(row, way))
    _arrived(row, way, by, at)
    return row


@transaction.atomic
def opened(*, found: DataRequest, at: datetime) -> None:
    """The person opened their page with the answer on it: it has arrived."""
    row = claim(found, None)
    if row.answered_at is not None and row.delivered_at is None:
        _arrived(row, DataRequest.Way.PAGE, None, at)


def _arrived(row: DataRequest, way: str, by: Official | None, at: datetime) -> None:
    row.way, row.delivered_at, row.delivered_by = way, at, by
    row.version += 1
    row.save(update_fields=["way", "delivered_at", "delivered_by", "version"])
    audit(by=by.key if by else "resident", deed="data_request.delivered", on=row.reference, at=at, way=way)


def _shown(held: Held, _anew: Anew, _by: Official, _at: datetime) -> tuple[dict[str, Any], bool]:
    return holdings.statement(held), False


def _corrected(held: Held, anew: Anew, by: Official, at: datetime) -> tuple[dict[str, Any], bool]:
    """Name and number of every record; words of a matter are put right by its own deed, with two people."""
    if not held.people and (anew.name.strip() or anew.phone.strip()):
        raise Refused(
            Beside("result", _("Nobody of that name and number is on record, so nothing can be put right."))
        )
    for person in held.people:
        correct_details(resident=person, name=anew.name, phone=anew.phone, by=by, at=at)
    fresh = Held(
        held.request, tuple(Resident.objects.filter(pk__in=[one.pk for one in held.people])), held.shown
    )
    return holdings.statement(fresh), False


def _withdrawn(held: Held, _anew: Anew, by: Official, at: datetime) -> tuple[dict[str, Any], bool]:
    for person in _who_agree(held):
        actions.withdraw(person=person, by=by, at=at)
    return {}, False


def _erased(held: Held, _anew: Anew, by: Official, at: datetime) -> tuple[dict[str, Any], bool]:
    """Details of who has no open matter, their lines and plans ended first; what stays is told with its reason."""
    for person in _who_agree(held):
        actions.withdraw(person=person, by=by, at=at)
    open_ones = list(Matter.objects.filter(pk__in=[one.pk for one in held.matters]).exclude(HAS_ENDED))
    needed = {one.resident_id for one in open_ones}
    for person in held.people:
        if person.pk not in needed:
            actions.erase(person=person, at=at, by=by.key)
    waits = [person.pk for person in held.people if person.pk in needed]
    Resident.objects.filter(pk__in=waits).update(erase_asked_at=at)
    told: dict[str, Any] = {language: _told(held, open_ones, language) for language in LANGUAGES}
    return {**told, holdings.KEYS: holdings.keys_of(held)}, bool(held.matters)


def _told(held: Held, open_ones: list[Matter], language: str) -> list[dict[str, Any]]:
    """What was erased, and what is kept and why."""
    with override(language):
        gone = [(_("in every record"), _("name and telephone; notes of the register; needs"))]
        homes = Household.objects.filter(pk__in=[one.pk for one in held.homes])
        empty = [(one.code, _("address and declared groups")) for one in homes if not one.address]
        kept = [
            (one.reference, _("still open: name and number are needed until it has ended"))
            if one in open_ones
            else (one.reference, _("ended: words, answers and files are kept by the rules of the archive"))
            for one in held.matters
        ]
        kept += [
            (one.code, _("address and declared groups: somebody else of the home still agrees"))
            for one in homes
            if one.address
        ]
        erased = any(one.pk not in {matter.resident_id for matter in open_ones} for one in held.people)
        parts = [
            (_("What was erased"), [*gone, *empty] if erased else []),
            (_("What is kept, and why"), kept),
        ]
        return [{"title": title, "why": "", "kept": "", "rows": rows} for title, rows in parts if rows]


def _who_agree(held: Held) -> list[Resident]:
    live = ConsentRecord.objects.filter(resident__in=held.people, withdrawn_at=None).values_list(
        "resident", flat=True
    )
    agreeing = set(live)
    return [one for one in held.people if one.pk in agreeing]


_DONE = {
    Kind.ACCESS: _shown,
    Kind.EXPLAIN: _shown,
    Kind.CORRECT: _corrected,
    Kind.WITHDRAW: _withdrawn,
    Kind.ERASE: _erased,
}
