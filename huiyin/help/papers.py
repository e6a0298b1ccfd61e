"""Papers of help: the plan for one household, the ledger of a year, the letter that goes with a need."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from huiyin.help.models import AidAction, AidPlan, Referral
from huiyin.lib.charter import Charter
from huiyin.lib.paper import LANGUAGE, Paper, date_in_words


def _names(charter: Charter) -> dict[str, str]:
    language = get_language() or LANGUAGE
    listed = (*charter.listed("means"), *charter.listed("help_field"))
    return {one.code: one.words.in_language(language) for one in listed}


def _facts(rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(_("item"), _("content")), *((label, text or "—") for label, text in rows)]


def aid_plan(plan: AidPlan, charter: Charter, day: date) -> bytes:
    """The plan for one household, by its register number; the person's name stays in the register."""
    with override(LANGUAGE):
        paper = Paper("plain").title(_("Plan of paired assistance"))
        facts = [
            (_("household, by register number"), f"{plan.household.place.name} {plan.household.code}"),
            (_("official"), f"{plan.official.name} {plan.unit.name}"),
            (_("what is needed"), plan.need),
            (_("what will be done"), plan.measure),
            (_("by which day"), date_in_words(plan.due_on)),
            (_("state"), str(plan.get_state_display())),
            (_("result"), plan.result),
        ]
        paper.table(_facts(facts), widths=(40, 116))
        actions = list(plan.actions.order_by("done_on", "pk"))
        if actions:
            paper.heading(1, _("What was done"))
            paper.table(_ledger(actions, charter, with_household=False))
        paper.body(_("For use within the unit only; not to be displayed or published."))
        return paper.signature(plan.unit.on_paper, day).save()


def aid_ledger(actions: Sequence[AidAction], charter: Charter, organ: str, year: int, day: date) -> bytes:
    """Everything done in a year under the plans the asker may see, with every amount, its source and receipt."""
    with override(LANGUAGE):
        paper = Paper("plain", landscape=True).title(
            _("Ledger of paired assistance, %(year)d") % {"year": year}
        )
        if actions:
            paper.table(_ledger(actions, charter, with_household=True))
            total = sum(action.amount_fen or 0 for action in actions)
            facts = {"n": len(actions), "yuan": f"{total // 100}.{total % 100:02d}"}
            paper.body(_("%(n)d entries; money in all: %(yuan)s yuan, each amount with its receipt.") % facts)
        else:
            paper.body(_("Nothing was done under a plan in this year."))
        paper.body(_("For use within the unit only; not to be displayed or published."))
        return paper.signature(organ, day).save()


def _ledger(actions: Sequence[AidAction], charter: Charter, *, with_household: bool) -> list[list[str]]:
    names = _names(charter)
    head = [_("day"), _("what was done"), _("means, field"), _("yuan"), _("source and receipt")]
    rows = [[_("household"), *head] if with_household else head]
    for action in actions:
        coded = _(", ").join(names.get(code, code) for code in (*action.means, *action.help_fields))
        money = "\n".join(filter(None, (action.amount_source, action.receipt_number)))
        row = [date_in_words(action.done_on), action.text, coded, action.yuan, money]
        rows.append([action.plan.household.code, *row] if with_household else row)
    return rows


def referral_letter(referral: Referral, organ: str, day: date) -> bytes:
    """The letter that goes with a need; name and telephone are left for the person to fill in."""
    need = referral.need
    with override(LANGUAGE):
        paper = Paper("letter").masthead(organ).title(_("Referral of a need for help"))
        paper.addressee(referral.organ)
        facts = {"place": need.household.place.name, "code": need.household.code}
        paper.body(_("A household of %(place)s (register number %(code)s) needs help.") % facts)
        paper.body(_("What is needed: %(words)s") % {"words": need.help_needed})
        paper.body(_("Help is needed by %(day)s.") % {"day": date_in_words(need.needed_by)})
        paper.body(
            _(
                "On %(day)s the person agreed to its being recorded and passed on, for this purpose only. Please keep to it."
            )
            % {"day": date_in_words(need.consent.given_at.astimezone(need.county.zone).date())}
        )
        paper.body(_("Name and telephone, filled in by the person: ______________"))
        paper.body(_("Please confirm with the receipt below, and say what becomes of it."))
        paper.signature(organ, day, sealed=True)
        paper.note(_("Receipt number: ____________________"))
        return paper.note(_("Received on: ____________, by: ________")).save()
