"""What follows for a report: which step comes from which state, who may take it, and why not. A refusal is a sentence."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from huiyin.accounts.chain import keepers
from huiyin.accounts.models import Report
from huiyin.accounts.models.report import MOST_WORDS
from huiyin.lib.masking import find_personal
from huiyin.orgs.models import Official

# The life of a report. One that was sent back or restated ends there and stays readable: a new version goes on.
TRANSITIONS: Mapping[str, Mapping[str, str]] = {
    "": {"draft": Report.State.DRAFTED},
    Report.State.DRAFTED: {"confirm": Report.State.CONFIRMED},
    Report.State.CONFIRMED: {"confirm": Report.State.CONFIRMED, "submit": Report.State.SUBMITTED},
    Report.State.SUBMITTED: {
        "accept": Report.State.ACCEPTED,
        "send_back": Report.State.RETURNED,
        "restate": Report.State.RESTATED,
    },
    Report.State.ACCEPTED: {"restate": Report.State.RESTATED},
    Report.State.RETURNED: {},
    Report.State.RESTATED: {},
}
# The figures that say within how many working days, and how often a year (0: not asked), by kind.
CLOCKS: Mapping[str, tuple[str, str]] = {
    Report.Kind.MONTH: ("reporting.official_due_wd", "reporting.official_per_year"),
    Report.Kind.SHEET: ("reporting.official_due_wd", "contact.activity_sheets_per_year"),
    Report.Kind.QUARTER: ("reporting.branch_due_wd", "reporting.branch_per_year"),
    Report.Kind.HALF_YEAR: ("reporting.committee_due_wd", "reporting.committee_per_year"),
}


def authors(report: Report, day: date) -> list[Official]:
    """Who confirms and hands in: the official, or who speaks for the branch or committee."""
    return [report.official] if report.official else keepers(report.unit, day)


def takers(report: Report, day: date) -> list[Official]:
    """Who takes it in: who speaks for the receiving unit, never its own author; nobody where it leaves the county."""
    if report.to_unit is None or report.kind == Report.Kind.SHEET:
        return []
    return keepers(report.to_unit, day, without=(report.official_id, report.submitted_by_id))


def objection_to_step(report: Report, deed: str) -> str | None:
    """Does this step follow from where the report stands?"""
    if deed not in TRANSITIONS[report.state]:
        return _("This report is “%(state)s”; that step does not follow from there.") % {
            "state": report.get_state_display()
        }
    return None


def objection_to_writing(report: Report, by: Official, day: date) -> str | None:
    """Only its author confirms, hands in and restates."""
    if by.pk not in {o.pk for o in authors(report, day)}:
        return _("Only who accounts here can confirm and hand in this report.")
    return None


def objection_to_words(report: Report, sentence: str, empty_reason: str, contacts: int) -> str | None:
    """At most one short sentence without numbers that identify somebody; an empty sheet says why."""
    for text in (sentence, empty_reason):
        if len(text.strip()) > MOST_WORDS:
            return _("At most %(n)d characters, please.") % {"n": MOST_WORDS}
        if any(found.kind in ("id_card", "mobile") for found in find_personal(text)):
            return _("Please leave out telephone and identity numbers; they are not needed here.")
    if len(sentence.strip().splitlines()) > 1:
        return _("One sentence is enough; everything else is compiled by itself.")
    if report.kind == Report.Kind.SHEET and not contacts and not empty_reason.strip():
        return _("Nothing took place in this quarter. Please say in a few words why.")
    return None


def objection_to_deciding(report: Report, by: Official, at: datetime, day: date) -> str | None:
    """Taken in or sent back by who speaks for the receiving unit, never by its own author."""
    if by.pk in (report.official_id, report.submitted_by_id):
        return _("Nobody takes in their own report.")
    if by.pk not in {o.pk for o in takers(report, day)}:
        return _("This report is taken in by %(unit)s.") % {
            "unit": report.to_unit.short_name if report.to_unit else _("the level above, outside this county")
        }
    return None
