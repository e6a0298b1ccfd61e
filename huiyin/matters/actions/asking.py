"""Asking the person for more, once, and going on: with what they add, or without it when the time has passed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import RESIDENT
from huiyin.lib.refusal import Refused, refuse
from huiyin.matters.actions.advance import advance, claim
from huiyin.matters.actions.telling import tell, tell_who_raised, write_to_person
from huiyin.matters.models import Matter, Referral, Step, Supplement
from huiyin.matters.rules import asking, hearing, life, line_of
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.models import Official
from huiyin.outbox.rules import ASKED

Deed = Step.Deed


@transaction.atomic
def ask_more(
    *, matter: Matter, questions: str, told: str, version: int, by: Official, at: datetime
) -> Supplement:
    """Ask the person what is missing (T02); the date of answer stays, the date for routing comes back as it was."""
    row = claim(matter, version)
    refuse(life.objection(Deed.ASK_MORE, row, by, at))
    asked = asking.questions_of(questions)
    refuse(asking.objection_to_questions(row, asked))
    if told not in Referral.Told.values:
        raise Refused(_("Please say how the person is told."))
    unit = row.holding_unit
    made = Supplement.objects.create(
        matter=row, questions="\n".join(asked), asked_by=by, asked_at=at, unit=unit
    )
    facts: dict[str, object] = {"questions": len(asked), "told": told}
    advance(row, Deed.ASK_MORE, at=at, by=by, unit=unit, note=made.questions, facts=facts, more_asked_at=at)
    tell_who_raised("more_asked", of=row, by=by, at=at)
    write_to_person(ASKED, of=row, cause=str(made.pk), at=at)
    return made


@transaction.atomic
def supply(*, matter: Matter, words: str, at: datetime) -> Matter:
    """The person answers on their page (T03)."""
    row = claim(matter, None)
    refuse(asking.objection_to_supplying(row))
    return _supplied(row, words, Supplement.How.PAGE, None, at)


@transaction.atomic
def supply_for(*, matter: Matter, words: str, how: str, version: int, by: Official, at: datetime) -> Matter:
    """A clerk takes down what the person adds on the telephone, at the counter or in writing (T03)."""
    row = claim(matter, version)
    refuse(life.objection(Deed.SUPPLY, row, by, at))
    if how not in set(Supplement.How.values) - {Supplement.How.PAGE.value}:
        raise Refused(_("Please say by which way the answer came."))
    return _supplied(row, words, how, by, at)


def _supplied(row: Matter, words: str, how: str, by: Official | None, at: datetime) -> Matter:
    said = words.replace("\x00", "").strip()
    if len(said) < hearing.MIN_WORDS:
        raise Refused(_("Please answer in a few words."))
    kept = Supplement.objects.get(matter=row)
    kept.matter = row
    kept.words, kept.how, kept.given_at, kept.taken_down_by = said[: hearing.MAX_WORDS], how, at, by
    kept.save()
    unit = row.intake_unit if by else None
    facts = {"how": how, **_waited(row, at)}
    advance(row, Deed.SUPPLY, at=at, by=by, unit=unit, facts=facts, who="" if by else RESIDENT)
    _tell_the_desk(row, by, at)
    return row


@transaction.atomic
def go_on(*, matter: Matter, at: datetime) -> Matter:
    """The time for an answer has passed: the desk goes on with what is known (T03)."""
    row = claim(matter, None)
    Supplement.objects.filter(matter=row).update(lapsed_at=at)
    advance(row, Deed.GO_ON, at=at, by=None, unit=row.holding_unit, facts=_waited(row, at))
    for reader in line_of.desk(row, row.holding_unit, at):
        tell(to=reader, kind="not_supplied", of=row, at=at)
    return row


def _tell_the_desk(row: Matter, by: Official | None, at: datetime) -> None:
    for reader in line_of.desk(row, row.holding_unit, at):
        if by is None or reader.pk != by.pk:
            tell(to=reader, kind="supplied", of=row, at=at)


def _waited(row: Matter, at: datetime) -> dict[str, object]:
    """How many working days the matter waited for the person, to stand beside every figure about its time."""
    assert row.more_asked_at is not None  # noqa: S101 - the database refuses a matter that waits without it
    asked_on = local_day(row.more_asked_at, row.county)
    return {
        "asked_on": asked_on.isoformat(),
        "waited_wd": calendar().between(asked_on, local_day(at, row.county)),
    }
