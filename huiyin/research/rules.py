"""What follows for field research: which trips carry out a plan, and what a report is asked before it is handed in."""

from datetime import date

from django.utils.translation import gettext as _

from huiyin.contacts.models import Contact
from huiyin.lib import periods
from huiyin.orgs.models import Official
from huiyin.research.models import Finding, Measure, ResearchPlan, ResearchTripLink


def half_of(day: date) -> tuple[int, int]:
    """Year and half-year of a day."""
    return day.year, periods.number("half_year", day)


def objection_to_changing(plan: ResearchPlan, by: Official) -> str | None:
    """Only its official, until the report is handed in."""
    if plan.official_id != by.pk:
        return _("Only the official of this plan can add to it.")
    if plan.reported_at is not None:
        return _("The report has been handed in already.")
    return None


def objection_to_linking(plan: ResearchPlan, contact: Contact, by: Official) -> str | None:
    """A trip is a standing contact of kind research of the same official, and carries out one plan."""
    if contact.official_id != by.pk or contact.kind != Contact.Kind.RESEARCH or not contact.is_standing:
        return _("Only field research of your own carries out a plan.")
    if ResearchTripLink.objects.filter(contact=contact).exists():
        return _("This trip carries out a plan already.")
    return None


def asks_whether_nothing(plan: ResearchPlan) -> str | None:
    """The question before a report without findings or without problems: asked, never a reason to refuse for good."""
    found = list(Finding.objects.filter(plan=plan).values_list("is_problem", flat=True))
    if not found:
        return _("The report holds no finding. Was nothing found? If so, please confirm and hand it in.")
    if not any(found):
        return _("The report holds no problem. Was none found? If so, please confirm and hand it in.")
    return None


def objection_to_doing(measure: Measure, by: Official) -> str | None:
    """The official of the plan says that a measure was carried out, once."""
    if measure.finding.plan.official_id != by.pk:
        return _("Only the official of this plan can say what became of it.")
    if measure.done_on is not None:
        return _("This measure has been carried out already.")
    return None


def objection_to_following(measure: Measure, by: Official) -> str | None:
    """A second look comes after the measure was carried out, once."""
    if measure.finding.plan.official_id != by.pk:
        return _("Only the official of this plan can say what became of it.")
    if measure.done_on is None:
        return _("A second look comes after the measure was carried out.")
    if measure.followed_on is not None:
        return _("The second look is on record already.")
    return None
