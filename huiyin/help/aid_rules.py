"""What follows for paired assistance: who may plan, what money needs, and what is left to do in a year."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from huiyin.contacts.models import Contact
from huiyin.help.models import AidAction, AidPlan
from huiyin.lib import periods
from huiyin.lib.charter import Charter
from huiyin.orgs.models import Official
from huiyin.people.models import Household
from huiyin.register.models import Assignment

VISITS = (Contact.Kind.VISIT, Contact.Kind.PAIRED_AID)


@dataclass(frozen=True)
class LeftToDo:
    """What was done for a household this year, and what the institution asks for at least."""

    year: int
    visits: int
    visits_asked: int
    problems: int
    problems_asked: int

    @property
    def visits_left(self) -> int:
        """How many visits are still to be made this year."""
        return max(0, self.visits_asked - self.visits)

    @property
    def problems_left(self) -> int:
        """How many problems are still to be solved this year."""
        return max(0, self.problems_asked - self.problems)


def objection_to_taking_off(household: Household) -> str | None:
    """What was promised to a household is done or ended first."""
    if AidPlan.objects.open().filter(household=household).exists():
        return _("A plan of paired assistance is open for this household; please finish it or end it first.")
    return None


def objection_to_planning(line: Assignment, by: Official, day: date) -> str | None:
    """Only for a household of one's own register whose person still agrees."""
    live = line.started_on <= day and (line.ended_on is None or line.ended_on > day)
    if line.official_id != by.pk or not live:
        return _("This household is not in your part of the contact register.")
    if line.consent.withdrawn_at is not None:
        return _("This person has withdrawn the consent; nothing can be planned any more.")
    return None


def objection_to_acting(plan: AidPlan, by: Official) -> str | None:
    """Only the official of the plan, while it is open and the person still agrees."""
    if plan.official_id != by.pk:
        return _("Only the official of this plan can note what was done.")
    if plan.state != AidPlan.State.OPEN:
        return _("This plan has ended already.")
    if plan.consent.withdrawn_at is not None:
        return _("This person has withdrawn the consent; nothing more is recorded. Please end the plan.")
    return None


def objection_to_deed(plan: AidPlan, text: str, done_on: date, today: date) -> str | None:
    """What was done is said in words, on a day of the plan."""
    if not text.strip():
        return _("Please say in a few words what was done.")
    if not plan.started_on <= done_on <= today:
        return _("The day lies before the plan or in the future.")
    return None


def objection_to_ending(plan: AidPlan, by: Official) -> str | None:
    """Only the official of the plan, and once."""
    if plan.official_id != by.pk:
        return _("Only the official of this plan can end it.")
    if plan.state != AidPlan.State.OPEN:
        return _("This plan has ended already.")
    return None


def objection_to_amount(amount_fen: int | None, source: str, receipt: str) -> str | None:
    """Money is recorded with where it came from and the number of its receipt, or not at all."""
    if amount_fen is not None and not source.strip():
        return _("Please say where the money came from.")
    if amount_fen is not None and not receipt.strip():
        return _("Please give the number of the receipt; money is not recorded without one.")
    return None


def left_to_do(plan: AidPlan, charter: Charter, at: datetime) -> LeftToDo:
    """Counted for this plan's household and official, in the year of that moment."""
    year = periods.of("year", at.astimezone(plan.county.zone).date())
    visits = Contact.objects.filter(official=plan.official_id, household=plan.household_id).standing()
    solved = AidAction.objects.filter(
        plan__official=plan.official_id, plan__household=plan.household_id, solves=True
    )
    return LeftToDo(
        year=year.first.year,
        visits=visits.of_kind(*VISITS).held_between(year.first, year.end).count(),
        visits_asked=int(charter.figure("aid.visits_per_year").value),
        problems=solved.done_between(year.first, year.end).count(),
        problems_asked=int(charter.figure("aid.problems_per_year").value),
    )
