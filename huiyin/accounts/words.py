"""An account in words and numbers: labels of its figures, in the order in which pages and papers show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.accounts.models import Account
from huiyin.duties import figures
from huiyin.lib.charter import Charter, Duty
from huiyin.ui.periods import in_words, key_in_words

HALVED = {"research_half_days"}


@dataclass(frozen=True)
class Entry:
    """One figure: its key, its label and the number as people write it."""

    key: str
    label: str
    number: str


def labels() -> dict[str, str]:
    """The figures that are summed from level to level."""
    return {
        "contacts": _("contacts, all forms"),
        figures.UNCALLED: _("of the forums: with nobody invited before their day"),
        "points": _("points raised"),
        "matters_raised": _("matters registered from contacts"),
        "matters_answered": _("matters of theirs answered"),
        "promises_made": _("promises made"),
        "promises_due": _("promises that fell due"),
        "promises_kept": _("promises kept"),
        "reception_days": _("reception days held"),
        "research_half_days": _("days of field research"),
    }


def entries(said: Mapping[str, Any], charter: Charter) -> list[Entry]:
    """The summed figures: contacts, their forms, what was raised and promised."""
    sums, named = said["sums"], labels()
    lang = get_language() or "en"
    found = [Entry("contacts", named["contacts"], str(sums["contacts"]))]
    for form in charter.listed("form"):
        if number := sums.get(f"form.{form.code}"):
            found.append(Entry(f"form.{form.code}", form.words.in_language(lang), str(number)))
    if uncalled := sums.get(figures.UNCALLED):
        found.append(Entry(figures.UNCALLED, named[figures.UNCALLED], str(uncalled)))
    for key in figures.SUMS[1:]:
        if key in sums:
            found.append(Entry(key, named[key], halves(sums[key]) if key in HALVED else str(sums[key])))
    return found


def distinct(said: Mapping[str, Any]) -> list[Entry]:
    """Counted without doubles, so that they do not add up from level to level."""
    if "households" not in said:
        return []
    return [
        Entry("households", _("different households met"), str(len(said["households"]))),
        Entry("villages", _("different villages and communities"), str(len(said["villages"]))),
    ]


@dataclass(frozen=True)
class DutyLine:
    """One duty that fell due in the period: asked for and left."""

    name: str
    period: str
    asked: str
    left: str
    is_left: bool


def duty_lines(said: Mapping[str, Any], charter: Charter) -> list[DutyLine]:
    """Duties of the officials, then those of the unit itself."""
    sums, found = said["sums"], []
    codes = [key.removeprefix("asked.") for key in sums if key.startswith("asked.")]
    order = {duty.code: n for n, duty in enumerate(charter.duties)}
    for code in sorted(codes, key=lambda code: (order.get(code, len(order)), code)):
        found.append(_duty_line(code, "", sums[f"asked.{code}"], sums.get(f"left.{code}", 0), charter))
    for own in said.get("of_units", ()):
        found.append(_duty_line(own["duty"], key_in_words(own["period"]), own["asked"], own["left"], charter))
    return [line for line in found if line.asked != "0"]


def _duty_line(code: str, period: str, asked: int, left: int, charter: Charter) -> DutyLine:
    try:
        duty: Duty | None = charter.duty(code)
    except KeyError:  # a later version no longer knows it
        duty = None
    name = duty.words.in_language(get_language() or "en") if duty else code
    halved = duty is not None and duty.measure == "research_day"
    shown = (halves(asked), halves(left)) if halved else (str(asked), str(left))
    return DutyLine(name, period, *shown, left > 0)


def halves(number: int) -> str:
    """Half-days as days."""
    return f"{number // 2}.5" if number % 2 else str(number // 2)


def called(account: Account) -> str:
    """What this kind of account is called in a title, where the period stands beside it."""
    return {
        Account.Kind.MONTH: _("note on the contact with residents"),
        Account.Kind.SHEET: _("activity sheet of a contact household"),
        Account.Kind.QUARTER: _("report on the contact with residents"),
        Account.Kind.HALF_YEAR: _("report on the contact with residents"),
    }[Account.Kind(account.kind)]


def title(account: Account) -> str:
    """What an account is called."""
    facts = {"who": account.whose, "period": in_words(account.period), "kind": called(account)}
    if account.assignment is not None:
        return _("%(who)s: %(kind)s, %(period)s, household %(code)s") % {
            **facts,
            "code": account.assignment.household.code,
        }
    return _("%(who)s: %(kind)s, %(period)s") % facts
