"""Planning help for a household, noting what was done, ending a plan with its result."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.contacts import rules
from huiyin.contacts.actions.recording import record
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact
from huiyin.help import aid_rules
from huiyin.help.models import AidAction, AidPlan
from huiyin.lib.refusal import Refused, refuse
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.claiming import changed_to
from huiyin.orgs.models import Official
from huiyin.people.models import ConsentRecord, Resident
from huiyin.register.models import Assignment


@dataclass(frozen=True)
class Money:
    """An amount in fen, where it came from, and the number of its receipt."""

    fen: int | None = None
    source: str = ""
    receipt: str = ""


NO_MONEY = Money()


@transaction.atomic
def plan_aid(
    *, line: Assignment, need: str, measure: str, due_on: date, by: Official, at: datetime
) -> AidPlan:
    """Agree with a household of one's own register on what is needed, what will be done, and by which day (S22)."""
    today = local_day(at, by.county)
    refuse(aid_rules.objection_to_planning(line, by, today))
    if not need.strip() or not measure.strip():
        raise Refused(_("Please say what is needed and what will be done."))
    if due_on < today:
        raise Refused(_("The day by which it is to be done has passed already."))
    plan = AidPlan.objects.create(
        official=by,
        unit=line.unit,
        household=line.household,
        person=line.person,
        consent=line.consent,
        need=need.strip(),
        measure=measure.strip(),
        due_on=due_on,
        started_on=today,
        started_at=at,
    )
    audit(by=by.key, deed="aid_plan.made", on=f"aid_plan:{plan.pk}", at=at)
    return plan


@transaction.atomic
def note_aid(
    *,
    plan: AidPlan,
    done_on: date,
    text: str,
    by: Official,
    at: datetime,
    means: tuple[str, ...] = (),
    help_fields: tuple[str, ...] = (),
    solves: bool = False,
    money: Money = NO_MONEY,
    with_contact: bool = False,
) -> AidAction:
    """Note one thing done; `with_contact` also records the visit at which it was done, in the same transaction."""
    details = Details(means=means, help_fields=help_fields)
    refuse(aid_rules.objection_to_acting(plan, by))
    refuse(aid_rules.objection_to_amount(money.fen, money.source, money.receipt))
    charter = charter_of(at)
    rules.form_in_force(charter, Contact.Kind.PAIRED_AID)
    refuse(rules.objection_to_codes(charter, details))
    refuse(aid_rules.objection_to_deed(plan, text, done_on, local_day(at, by.county)))
    contact = _visit(plan, done_on, text, details, by, at) if with_contact else None
    made = AidAction.objects.create(
        plan=plan,
        done_on=done_on,
        text=text.strip(),
        means=list(dict.fromkeys(means)),
        help_fields=list(dict.fromkeys(help_fields)),
        solves=solves,
        amount_fen=money.fen,
        amount_source=money.source.strip(),
        receipt_number=money.receipt.strip(),
        contact=contact,
        by=by,
        at=at,
    )
    audit(by=by.key, deed="aid_action.noted", on=f"aid_plan:{plan.pk}", at=at, means=list(means))
    return made


def _visit(plan: AidPlan, day: date, text: str, details: Details, by: Official, at: datetime) -> Contact:
    """The visit at which something was done under the plan."""
    return record(
        place=plan.household.place,
        held_on=day,
        points=[],
        promises=[],
        kind=Contact.Kind.PAIRED_AID,
        household=plan.household,
        person=plan.person,
        note=text.strip(),
        details=details,
        by=by,
        at=at,
    )


@transaction.atomic
def end_aid(*, plan: AidPlan, is_done: bool, result: str, version: int, by: Official, at: datetime) -> None:
    """End a plan, carried out or not, with what came of it."""
    refuse(aid_rules.objection_to_ending(plan, by))
    if not result.strip():
        raise Refused(_("Please say what came of it."))
    state = AidPlan.State.DONE if is_done else AidPlan.State.ENDED
    open_plan = AidPlan.objects.filter(pk=plan.pk, state=AidPlan.State.OPEN)
    changed_to(open_plan, version, state=state, result=result.strip(), ended_at=at)
    audit(by=by.key, deed="aid_plan.ended", on=f"aid_plan:{plan.pk}", at=at, state=state)


def go_on_with(*, former: Resident, person: Resident, consent: ConsentRecord) -> None:
    """Where another person speaks for the household, its open plans go on with them and by their consent."""
    plans = AidPlan.objects.open().filter(household=former.household_id, person=former)
    plans.update(person=person, consent=consent)


def end_with_consent(*, person: Resident, by: Official, at: datetime) -> None:
    """Who no longer agrees is planned for no longer: open plans end the same moment, with that reason."""
    for plan in AidPlan.objects.open().filter(person=person).order_by("pk"):
        reason, ended = _("consent withdrawn"), AidPlan.State.ENDED
        AidPlan.objects.filter(pk=plan.pk).update(
            state=ended, result=reason, ended_at=at, version=F("version") + 1
        )
        audit(by=by.key, deed="aid_plan.ended", on=f"aid_plan:{plan.pk}", at=at, state=ended)


def erase_words(*, person: Resident, at: datetime) -> None:
    """Empty what ended plans say of the need; what was done and the accounts stay."""
    said = AidPlan.objects.filter(person=person).exclude(state=AidPlan.State.OPEN).exclude(need="")
    for plan in said.order_by("pk"):
        AidPlan.objects.filter(pk=plan.pk).update(need="", measure="")
        audit(by="clock", deed="aid_plan.erased", on=f"aid_plan:{plan.pk}", at=at)
