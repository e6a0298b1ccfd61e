"""Accounts up the line as docx in the layout of GB/T 9704: every number is the frozen one."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from huiyin.accounts import snapshots, words
from huiyin.accounts.models import Account
from huiyin.accounts.told import told
from huiyin.lib.charter import Charter
from huiyin.lib.paper import LANGUAGE, Paper
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County, Official
from huiyin.ui.periods import in_words as period_in_words
from huiyin.ui.periods import key_in_words
from huiyin.ui.templatetags.ui import day as in_words
from huiyin.ui.templatetags.ui import moment

TWO = (116, 40)  # mm
THREE = (86, 35, 35)


def document(account: Account, said: dict[str, Any], county: County, reader: Official, at: datetime) -> bytes:
    """The account as it was frozen; one that is still open says that it is a draft. Signed by whose it is."""
    with override(LANGUAGE):
        paper = Paper("plain").title(_title(account))
        charter = account.charter.charter
        paper.body(_opening(account, said))
        if account.kind == Account.Kind.SHEET:
            _sheet(paper, account, said, charter)
        else:
            for heading, lines in told(account, said, reader, at):
                paper.heading(1, heading)
                for number, line in enumerate(lines, start=1):
                    paper.body(f"{number}. {line}")
            _sum(paper, said, charter)
        sentence = getattr(account, "sentence", None)
        if sentence is not None:
            paper.heading(1, _("Added"))
            paper.body(sentence.text)
        when = account.as_of or account.drafted_at
        paper.signature(account.whose if account.is_own else account.unit.on_paper, local_day(when, county))
        return paper.save()


def _title(account: Account) -> str:
    whose = f"{account.unit.name} {account.whose}" if account.is_own else account.unit.name
    return f"{whose}\n{period_in_words(account.period)}{words.called(account)}"


def _opening(account: Account, said: dict[str, Any]) -> str:
    facts = {"who": account.whose, "first": in_words(account.first), "last": in_words(account.last)}
    text = _("%(who)s accounts for the contact with residents from %(first)s to %(last)s.") % facts
    if account.assignment is not None:
        text += _("Household %(code)s.") % {"code": account.assignment.household.code}
    if account.as_of is None:
        return text + _("This is a draft; the figures are not frozen yet.")
    return (
        text
        + "\n"
        + _("Figures as of %(moment)s, report %(reference)s, version %(n)d.")
        % {
            "moment": moment(account.as_of),
            "reference": account.reference,
            "n": account.number,
        }
    )


def _sum(paper: Paper, said: dict[str, Any], charter: Charter) -> None:
    paper.heading(1, _("Figures"))
    rows = [(entry.label, entry.number) for entry in words.entries(said, charter)]
    paper.table([(_("Figure"), _("How many")), *rows], widths=TWO)
    paper.heading(1, _("Without doubles"))
    alone = [(entry.label, entry.number) for entry in words.distinct(said)]
    paper.table([(_("Figure"), _("How many")), *alone], widths=TWO)
    if duties := words.duty_lines(said, charter):
        paper.heading(1, _("Duties that fell due"))
        told = [(f"{duty.name} {duty.period}".strip(), duty.asked, duty.left) for duty in duties]
        paper.table([(_("Duty"), _("Asked for"), _("Left")), *told], widths=THREE)
    if "children" in said:
        paper.heading(1, _("The sum of these reports"))
        parts = [
            (one["who"], key_in_words(one["period"]), one["sums"]["contacts"]) for one in said["children"]
        ]
        paper.table([(_("Who"), _("Period"), _("Contacts")), *parts], widths=THREE)
        missing = (
            pgettext("between parts of a spoken list", "; ").join(snapshots.missing_words(said["missing"]))
            if said["missing"]
            else _("none")
        )
        paper.body(_("Not in yet, so not counted: %(who)s.") % {"who": missing})


def _sheet(paper: Paper, account: Account, said: dict[str, Any], charter: Charter) -> None:
    if not said["contacts"]:
        paper.body(_("No contact with this household is on record in this quarter."))
        if account.empty_reason:
            paper.body(_("Reason given: %(why)s") % {"why": account.empty_reason})
        return
    lang = get_language() or LANGUAGE
    forms = {form.code: form.words.in_language(lang) for form in charter.listed("form")}
    topics = {topic.code: topic.words.in_language(lang) for topic in charter.topics}
    head = _("Day"), _("Form"), _("Place"), _("What it was about"), _("Points"), _("Promises")
    rows = [
        (
            in_words(date.fromisoformat(row["on"])),
            forms.get(row["kind"], row["kind"]),
            row["place"],
            " ".join([*(topics.get(code, code) for code in row["topics"]), *row["matters"]]) or "—",
            row["points"],
            row["promises"],
        )
        for row in said["contacts"]
    ]
    paper.table([head, *rows])
