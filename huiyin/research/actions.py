"""Planning research, carrying it out, keeping what was found, and seeing to what is to be done about it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.contacts import rules
from huiyin.contacts.actions.recording import record
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact
from huiyin.lib.refusal import Refused, refuse
from huiyin.orgs.calendar import local_day
from huiyin.orgs.claiming import changed_to
from huiyin.orgs.models import Official, Unit
from huiyin.research import rules as research_rules
from huiyin.research.models import Finding, Measure, ResearchPlan, ResearchTripLink


@dataclass(frozen=True)
class Question:
    """What is looked into: subject, question, where, how, and what is to come of it."""

    topic: str
    question: str
    places: str
    method: str
    output: str = ""


@transaction.atomic
def plan_research(
    *, year: int, half: int, asked: Question, due_on: date, by: Official, at: datetime
) -> ResearchPlan:
    """One item of a half-year's plan (S26)."""
    if not asked.topic.strip() or not asked.question.strip():
        raise Refused(_("Please say what is looked into and what you want to find out."))
    if research_rules.half_of(due_on) != (year, half):
        raise Refused(_("The day does not lie in the half-year of the plan."))
    plan = ResearchPlan.objects.create(
        unit=rules.unit_served(by, at),
        official=by,
        year=year,
        half=half,
        due_on=due_on,
        planned_at=at,
        **{name: value.strip() for name, value in asked.__dict__.items()},
    )
    audit(by=by.key, deed="research.planned", on=f"research:{plan.pk}", at=at)
    return plan


@transaction.atomic
def link_trip(*, plan: ResearchPlan, contact: Contact, by: Official, at: datetime) -> ResearchTripLink:
    """Say that a contact recorded already carried out this plan."""
    refuse(research_rules.objection_to_changing(plan, by))
    refuse(research_rules.objection_to_linking(plan, contact, by))
    link = ResearchTripLink.objects.create(plan=plan, contact=contact)
    audit(by=by.key, deed="research.trip_linked", on=f"research:{plan.pk}", at=at, contact=contact.reference)
    return link


@transaction.atomic
def record_trip(
    *,
    plan: ResearchPlan,
    place: Unit,
    held_on: date,
    note: str,
    by: Official,
    at: datetime,
    until_on: date | None = None,
) -> ResearchTripLink:
    """Record a trip and what it carried out, in one go."""
    refuse(research_rules.objection_to_changing(plan, by))
    details = Details(subject=plan.topic, until_on=until_on)
    contact = record(
        place=place,
        held_on=held_on,
        points=[],
        promises=[],
        kind=Contact.Kind.RESEARCH,
        note=note,
        details=details,
        by=by,
        at=at,
        unit=plan.unit,
    )
    return link_trip(plan=plan, contact=contact, by=by, at=at)


@transaction.atomic
def find(*, plan: ResearchPlan, text: str, is_problem: bool, by: Official, at: datetime) -> Finding:
    """Keep one thing found."""
    refuse(research_rules.objection_to_changing(plan, by))
    if not text.strip():
        raise Refused(_("Please write down what was found."))
    made = Finding.objects.create(plan=plan, text=text.strip(), is_problem=is_problem, found_at=at)
    audit(by=by.key, deed="research.found", on=f"research:{plan.pk}", at=at, finding=made.pk)
    return made


@transaction.atomic
def hand_in(
    *, plan: ResearchPlan, summary: str, nothing_found: bool, version: int, by: Official, at: datetime
) -> None:
    """Hand the report in; without findings or problems only after “nothing found” was confirmed, never refused for it."""
    refuse(research_rules.objection_to_changing(plan, by))
    if not summary.strip():
        raise Refused(_("Please write the report in short."))
    question = research_rules.asks_whether_nothing(plan)
    if question is not None and not nothing_found:
        raise Refused(question)
    open_plan = ResearchPlan.objects.filter(pk=plan.pk, reported_at=None)
    said = {"summary": summary.strip(), "nothing_found": question is not None}
    changed_to(open_plan, version, reported_at=at, **said)
    audit(by=by.key, deed="research.reported", on=f"research:{plan.pk}", at=at)


@transaction.atomic
def resolve(*, finding: Finding, text: str, who: str, due_on: date, by: Official, at: datetime) -> Measure:
    """Say what is to be done about a finding, by which unit and by which day; also after the report."""
    if finding.plan.official_id != by.pk:
        raise Refused(_("Only the official of this plan can add to it."))
    if not text.strip() or not who.strip():
        raise Refused(_("Please say what is to be done and by which unit."))
    made = Measure.objects.create(finding=finding, text=text.strip(), who=who.strip(), due_on=due_on)
    audit(by=by.key, deed="measure.set", on=f"research:{finding.plan_id}", at=at, measure=made.pk)
    return made


@transaction.atomic
def carry_out(
    *, measure: Measure, how_done: str, done_on: date, version: int, by: Official, at: datetime
) -> None:
    """Say how a measure was carried out."""
    refuse(research_rules.objection_to_doing(measure, by))
    _settle(measure, how_done, done_on, version, by, at, "how_done", "done_on")
    audit(by=by.key, deed="measure.carried_out", on=f"measure:{measure.pk}", at=at)


@transaction.atomic
def look_again(
    *, measure: Measure, follow_up: str, followed_on: date, version: int, by: Official, at: datetime
) -> None:
    """Say what a second look showed."""
    refuse(research_rules.objection_to_following(measure, by))
    _settle(measure, follow_up, followed_on, version, by, at, "follow_up", "followed_on")
    audit(by=by.key, deed="measure.followed_up", on=f"measure:{measure.pk}", at=at)


def _settle(
    measure: Measure, text: str, day: date, version: int, by: Official, at: datetime, words: str, on: str
) -> None:
    if not text.strip():
        raise Refused(_("Please say in a few words what was done."))
    if day > local_day(at, by.county):
        raise Refused(_("The day lies in the future."))
    still = Measure.objects.filter(pk=measure.pk, **{f"{on}__isnull": True})
    changed_to(still, version, **{words: text.strip(), on: day})
