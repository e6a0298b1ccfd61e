"""Calling residents back: opening the number for this purpose, the tries, and what the person said."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.inspection.actions.inspecting import call_next, claim
from huiyin.inspection.models import CallBack, CallTry
from huiyin.inspection.rules import Deed
from huiyin.lib import ringing
from huiyin.lib.refusal import Refused, refuse
from huiyin.matters.actions import take_up_after_inspection
from huiyin.matters.models import Matter, State
from huiyin.matters.models.matter import Matters
from huiyin.matters.rules import line_of
from huiyin.notices.actions import tell
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official
from huiyin.people.actions import reveal
from huiyin.people.models import Reveal

Result = CallBack.Result
MAX_NOTE = 300


@dataclass(frozen=True)
class Said:
    """What the person answered to the two questions, and which closed matter of theirs is not solved after all."""

    met: str
    as_said: str
    unsolved: str = ""
    note: str = ""
    critical: str = ""  # whether they had said that something was wrong; asked, never insisted on


def closed_matters(call_back: CallBack, by: Official, at: datetime) -> Matters:
    """Matters raised at this contact that count as closed: whether they really are can be asked as well (S71).

    Whom one is about is not offered it (I-19).
    """
    raised = Matter.objects.filter(point__contact=call_back.contact_id, state=State.CLOSED)
    return raised.filter(Matter.objects.not_about(by, at)).order_by("pk")


def objection_to_trying(call_back: CallBack, at: datetime) -> str | None:
    """As many tries as the charter says, on as many days."""
    if call_back.result:
        return _("This record has its result already.")
    most, least_days = (int(call_back.inspection.figure(name)) for name in ("call_tries", "call_days"))
    county = call_back.county
    days = [local_day(one.at, county) for one in call_back.tries.all()]
    if len(days) >= most:
        return _("The person was rung %(n)d times; that is enough.") % {"n": most}
    if ringing.another_day(days, local_day(at, county), tries=most, days=least_days):
        return _("Please try again on another day: not everybody is at home today.")
    return None


@transaction.atomic
def open_number(*, call_back: CallBack, by: Official, at: datetime) -> None:
    """Open the person's name and number to ring them about this record; the look is kept for the person to see."""
    row = claim(call_back.inspection, Deed.CALL, by=by, at=at, version=None)
    refuse(objection_to_trying(call_back, at))
    person = call_back.contact.person
    if person is None:
        raise Refused(_("This record names nobody who could be rung."))
    if person.withheld_at is not None:
        raise Refused(_("This person has withdrawn consent; name and number are no longer shown."))
    reveal(resident=person, purpose=Reveal.Purpose.CHECK, about=row.reference, by=by, at=at)


@transaction.atomic
def not_reached(*, call_back: CallBack, by: Official, at: datetime) -> CallBack:
    """One try without reaching the person; after the last one the record is unverified, not false."""
    row = _hold(call_back, by, at)
    CallTry.objects.create(call_back=row, by=by, at=at, reached=False)
    if row.tries.count() >= int(row.inspection.figure("call_tries")):
        _settle(row, Result.UNVERIFIED, at)
        call_next(row.inspection, at)
    audit(by=by.key, deed="call_back.tried", on=row.inspection.reference, at=at, number=row.number)
    return row


@transaction.atomic
def answered(*, call_back: CallBack, said: Said, by: Official, at: datetime) -> CallBack:
    """The right person answered both questions; whether that confirms the record follows from the answers."""
    row = _hold(call_back, by, at)
    if said.met not in ("yes", "no") or said.as_said not in ("yes", "missing", "no"):
        raise Refused(_("Please ask both questions."))
    known = {matter.reference: matter for matter in closed_matters(row, by, at)}
    if said.critical not in ("", "yes", "no"):
        raise Refused(_("Please ask the questions as they stand here."))
    if said.unsolved and said.unsolved not in known:
        raise Refused(_("This matter does not belong to the record."))
    CallTry.objects.create(call_back=row, by=by, at=at, reached=True)
    row.met, row.as_said, row.critical = said.met, said.as_said, said.critical
    row.unsolved, row.note = said.unsolved, said.note.strip()[:MAX_NOTE]
    _settle(row, result_of(said), at)
    if said.unsolved:
        _unsolved(known[said.unsolved], said, by, at)
    audit(by=by.key, deed="call_back.answered", on=row.inspection.reference, at=at, number=row.number)
    return row


def result_of(said: Said) -> str:
    """Confirmed only if the official was there and what is written is what was said."""
    return Result.CONFIRMED if (said.met, said.as_said) == ("yes", "yes") else Result.DIFFERS


def _hold(call_back: CallBack, by: Official, at: datetime) -> CallBack:
    inspection = claim(call_back.inspection, Deed.CALL, by=by, at=at, version=None)
    row = CallBack.objects.select_for_update(of=("self",)).get(pk=call_back.pk)
    row.inspection = inspection
    refuse(objection_to_trying(row, at))
    return row


def _settle(row: CallBack, result: str, at: datetime) -> None:
    row.result, row.settled_at = result, at
    row.save(update_fields=["result", "settled_at", "met", "as_said", "critical", "unsolved", "note"])


def _unsolved(matter: Matter, said: Said, by: Official, at: datetime) -> None:
    """It is taken up again, which uses up no right of the person (T20); where it is already, the desk hears of it."""
    words = said.note.strip() or _(
        "The person says, in the call-back of an inspection, that it is not solved."
    )
    if take_up_after_inspection(matter=matter, words=words, by=by, at=at):
        return
    for reader in line_of.desk(matter, matter.intake_unit, at):
        tell(to=reader, kind="unsolved", about=matter.reference, at=at)
