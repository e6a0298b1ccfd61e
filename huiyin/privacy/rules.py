"""A request about one's own data: who answers it and by when, and what stands against each step (T30)."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from huiyin.lib.refusal import Beside
from huiyin.lib.workdays import Due
from huiyin.matters import dates
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.limits import Most
from huiyin.orgs.models import AdoptedCharter, Official, Unit
from huiyin.people.models import Resident
from huiyin.privacy import firewall
from huiyin.privacy.models import HEAD, LAST, OFFICER, DataRequest

CLOCK = "privacy.request"
FROM_ONE_CONNECTION = Most(5, timedelta(hours=24))
SHOWN_BY_CODE = (
    DataRequest.Kind.ACCESS,
    DataRequest.Kind.EXPLAIN,
)  # what changes anything needs a paper or a ring
MIN_WORDS = 10  # characters of an answer that says something


def answering(found: DataRequest, at: datetime) -> list[Official]:
    """Who is told: whoever is responsible for personal data, else the head, else supervisors; never whom it is about."""
    for rung in rungs(found.unit, at):
        free = [one for one in rung if may_answer(found, one, at)]
        if free:
            return free
    return []


def has_nobody(found: DataRequest, at: datetime) -> bool:
    """Whether it waits, though who asks is known, and nobody may answer it: to others that would say what is held."""
    return bool(found.proof) and found.answered_at is None and not answering(found, at)


def could_answer(unit: Unit, about: Collection[int], at: datetime) -> bool:
    """Whether somebody is left to answer what is about these officials, by their keys."""
    return any(one.pk not in about for rung in rungs(unit, at) for one in rung)


def rungs(unit: Unit, at: datetime) -> list[list[Official]]:
    """Who answers: whoever is responsible for personal data, where none of them is left the head, then the supervisors."""
    day = local_day(at, unit.county)
    return [list(Official.objects.holding(capacity, unit, day)) for capacity in (OFFICER, HEAD, LAST)]


def due(charter: AdoptedCharter, started_on: datetime, unit: Unit) -> Due:
    """The last day for the answer, counted from the receipt by the clock of the charter in force then."""
    rule = charter.charter.clock(CLOCK)
    return dates.reckon(calendar(), local_day(started_on, unit.county), rule.n, rule.unit)


def is_shown_by_code(kind: str, speaks: str) -> bool:
    """Whether the code of a matter is enough of a check: to read of that matter, for oneself."""
    return speaks == DataRequest.Speaks.SELF and kind in SHOWN_BY_CODE


def may_answer(found: DataRequest, by: Official, at: datetime) -> bool:
    """Whoever sees it, unless something that is held for it is about them."""
    seen = DataRequest.objects.visible_to(by, at).filter(pk=found.pk)
    return seen.exists() and not firewall.is_about(found, by, at)


def objection_to_step(found: DataRequest, by: Official, at: datetime) -> str | None:
    """Why somebody cannot go on with it: it is not theirs, or it has been answered."""
    if not may_answer(found, by, at):
        return _("This belongs to whoever is responsible for personal data.")
    if found.answered_at is not None:
        return _("This request has been answered already.")
    return None


def objection_to_proof(found: DataRequest, proof: str) -> str | None:
    """What does not show who asks: a number that is not the one on record, or another's telephone."""
    if found.proof:
        return _("Who asks has been checked already.")
    if proof not in (DataRequest.Proof.PAPER, DataRequest.Proof.RUNG):
        return _("Please choose from the list.")
    if proof == DataRequest.Proof.RUNG and found.speaks != DataRequest.Speaks.SELF:
        return Beside(
            "proof", _("Who asks for somebody else comes to the counter, with a paper that shows the ground.")
        )
    if proof == DataRequest.Proof.RUNG and not is_on_record(found.phone_index):
        words = _(
            "The number given is not one on record, so ringing it shows nothing; please ask for a paper."
        )
        return Beside("proof", words)
    return None


def is_on_record(phone_index: str) -> bool:
    """Whether somebody's number that is on record is the one that was given."""
    return (
        bool(phone_index) and Resident.objects.with_index([phone_index]).filter(anonymised_at=None).exists()
    )


def objection_to_answer(found: DataRequest, result: str, words: str) -> str | None:
    """Without a check nothing is shown or changed; a refusal says why, and what was missing has been told before."""
    refused = result == DataRequest.Result.REFUSED
    if result not in DataRequest.Result.values:
        return _("Please choose from the list.")
    if not found.proof and not refused:
        return _("Who asks has not been checked yet; until then nothing may be shown or changed.")
    if not found.proof and found.missing_at is None:
        return _("Please tell the person first what is missing to check who asks.")
    if len(words.strip()) < MIN_WORDS:
        return Beside("answer", _("Please say what was done, or why it was not."))
    return None


def objection_to_delivery(found: DataRequest, way: str) -> str | None:
    """What is brought has been answered, once."""
    if found.answered_at is None:
        return _("It has not been answered yet.")
    if found.delivered_at is not None:
        return _("The answer has been brought already.")
    if way not in (DataRequest.Way.HAND, DataRequest.Way.POST):
        return _("Please choose from the list.")
    return None
