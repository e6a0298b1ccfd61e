"""What follows for an account: which step comes from which state, who may take it, and why not. A refusal is a sentence."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from huiyin.accounts.chain import keepers
from huiyin.accounts.models import Account
from huiyin.accounts.models.account import MOST_WORDS
from huiyin.lib.masking import find_personal
from huiyin.orgs.models import Official

# The life of an account. One that was sent back or restated ends there and stays readable: a new version goes on.
TRANSITIONS: Mapping[str, Mapping[str, str]] = {
    "": {"draft": Account.State.DRAFTED},
    Account.State.DRAFTED: {"confirm": Account.State.CONFIRMED},
    Account.State.CONFIRMED: {"confirm": Account.State.CONFIRMED, "submit": Account.State.SUBMITTED},
    Account.State.SUBMITTED: {
        "accept": Account.State.ACCEPTED,
        "send_back": Account.State.RETURNED,
        "restate": Account.State.RESTATED,
    },
    Account.State.ACCEPTED: {"restate": Account.State.RESTATED},
    Account.State.RETURNED: {},
    Account.State.RESTATED: {},
}
# The figures that say within how many working days, and how often a year (0: not asked), by kind.
CLOCKS: Mapping[str, tuple[str, str]] = {
    Account.Kind.MONTH: ("reporting.official_due_wd", "reporting.official_per_year"),
    Account.Kind.SHEET: ("reporting.official_due_wd", "contact.activity_sheets_per_year"),
    Account.Kind.QUARTER: ("reporting.branch_due_wd", "reporting.branch_per_year"),
    Account.Kind.HALF_YEAR: ("reporting.committee_due_wd", "reporting.committee_per_year"),
}


def authors(account: Account, day: date) -> list[Official]:
    """Who confirms and hands in: the official, or who speaks for the branch or committee."""
    return [account.official] if account.official else keepers(account.unit, day)


def takers(account: Account, day: date) -> list[Official]:
    """Who takes it in: who speaks for the receiving unit, never its own author; nobody where it leaves the county."""
    if account.to_unit is None or account.kind == Account.Kind.SHEET:
        return []
    return keepers(account.to_unit, day, without=(account.official_id, account.submitted_by_id))


def objection_to_step(account: Account, deed: str) -> str | None:
    """Does this step follow from where the account stands?"""
    if deed not in TRANSITIONS[account.state]:
        return _("This report is “%(state)s”; that step does not follow from there.") % {
            "state": account.get_state_display()
        }
    return None


def objection_to_writing(account: Account, by: Official, day: date) -> str | None:
    """Only its author confirms, hands in and restates."""
    if by.pk not in {o.pk for o in authors(account, day)}:
        return _("Only who accounts here can confirm and hand in this report.")
    return None


def objection_to_words(account: Account, sentence: str, empty_reason: str, contacts: int) -> str | None:
    """At most one short sentence without numbers that identify somebody; an empty sheet says why."""
    for text in (sentence, empty_reason):
        if len(text.strip()) > MOST_WORDS:
            return _("At most %(n)d characters, please.") % {"n": MOST_WORDS}
        if any(found.kind in ("id_card", "mobile") for found in find_personal(text)):
            return _("Please leave out telephone and identity numbers; they are not needed here.")
    if len(sentence.strip().splitlines()) > 1:
        return _("One sentence is enough; everything else is compiled by itself.")
    if account.kind == Account.Kind.SHEET and not contacts and not empty_reason.strip():
        return _("Nothing took place in this quarter. Please say in a few words why.")
    return None


def objection_to_deciding(account: Account, by: Official, at: datetime, day: date) -> str | None:
    """Taken in or sent back by who speaks for the receiving unit, never by its own author."""
    if by.pk in (account.official_id, account.submitted_by_id):
        return _("Nobody takes in their own report.")
    if by.pk not in {o.pk for o in takers(account, day)}:
        return _("This report is taken in by %(unit)s.") % {
            "unit": account.to_unit.short_name
            if account.to_unit
            else _("the level above, outside this county")
        }
    return None
