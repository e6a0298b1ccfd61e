"""Papers of what stands around contacts: plans, ledger and letters of help, research, and sheets on policies."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from huiyin.contacts.models import AidAction, AidPlan, Measure, PolicyBrief, Referral, ResearchPlan
from huiyin.lib.charter import Charter
from huiyin.lib.paper import Paper, date_in_words

LANGUAGE = "zh-hans"  # an official paper is in the country's language, whatever the reader's screen is in
LEDGER_WIDTHS = (26, 24, 42, 26, 18, 20)  # mm


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
            paper.table(_ledger(actions, charter, with_household=False), widths=LEDGER_WIDTHS[1:])
        paper.body(_("For use within the unit only; not to be displayed or published."))
        return paper.signature(plan.unit.name, day).save()


def aid_ledger(actions: Sequence[AidAction], charter: Charter, organ: str, year: int, day: date) -> bytes:
    """Everything done in a year under the plans the asker may see, with every amount, its source and receipt."""
    with override(LANGUAGE):
        paper = Paper("plain").title(_("Ledger of paired assistance, %(year)d") % {"year": year})
        if actions:
            paper.table(_ledger(actions, charter, with_household=True), widths=LEDGER_WIDTHS)
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
        money = f"{action.amount_source} {action.receipt_number}".strip()
        row = [action.done_on.isoformat(), action.text, coded, action.yuan, money]
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
        paper.body(_("Name and telephone, filled in by the person: ____________________"))
        paper.body(_("Please confirm with the receipt below, and say what becomes of it."))
        paper.signature(organ, day, sealed=True)
        return paper.note(_("Receipt number: ________, received on: ________, by: ________")).save()


def research_plans(plans: Sequence[ResearchPlan], organ: str, title: str, day: date) -> bytes:
    """The plans of a half-year as a table; what nobody carried out is named below it."""
    with override(LANGUAGE):
        paper = Paper("plain").title(title)
        head = [
            _("topic of research"),
            _("question"),
            _("where, how"),
            _("who goes"),
            _("finished by"),
            _("trips"),
        ]
        rows = [
            [
                plan.topic,
                plan.question,
                _("; ").join(part for part in (plan.places, plan.method) if part),
                plan.official.name,
                plan.due_on.isoformat(),
                str(sum(trip.contact.is_standing for trip in plan.trips.all())),
            ]
            for plan in plans
        ]
        if rows:
            paper.table([head, *rows])
        undone = [plan.topic for plan in plans if not any(t.contact.is_standing for t in plan.trips.all())]
        if undone:
            paper.body(_("Not carried out so far: %(topics)s.") % {"topics": _("; ").join(undone)})
        if not rows:
            paper.body(_("Nothing is planned for this half-year."))
        return paper.signature(organ, day).save()


def research_report(plan: ResearchPlan, day: date) -> bytes:
    """The report: question and method, trips, findings, what is done about them."""
    with override(LANGUAGE):
        paper = Paper("plain").title(_("Report of field research: %(topic)s") % {"topic": plan.topic})
        paper.heading(1, _("What was asked, and how"))
        paper.body(plan.question)
        for text in (plan.places, plan.method):
            paper.body(text)
        paper.heading(1, _("Trips"))
        for trip in plan.trips.all():
            if trip.contact.is_standing:
                facts = {
                    "day": date_in_words(trip.contact.held_on),
                    "place": trip.contact.place.name,
                    "note": trip.contact.note,
                }
                paper.body(_("%(day)s, %(place)s. %(note)s") % facts)
        paper.heading(1, _("What was found"))
        findings = list(plan.findings.all())
        for finding in findings:
            paper.heading(3, finding.text)
            for measure in finding.measures.all():
                facts = {"what": measure.text, "who": measure.who, "day": date_in_words(measure.due_on)}
                paper.body(_("To be done: %(what)s; by %(who)s, by %(day)s.") % facts)
        if not findings:
            paper.body(_("Nothing was found; this has been confirmed."))
        if plan.summary:
            paper.heading(1, _("In short"))
            paper.body(plan.summary)
        return paper.signature(f"{plan.unit.name} {plan.official.name}", day).save()


def research_results(measures: Sequence[Measure], organ: str, day: date) -> bytes:
    """What came of research: finding, measure, who, by when, how it was done, the second look."""
    with override(LANGUAGE):
        paper = Paper("plain").title(_("What came of field research"))
        head = [
            _("subject"), _("finding"), _("measure"), _("by whom, by when"), _("how it was done"), _("second look"),
        ]  # fmt: skip
        rows = [
            [
                measure.finding.plan.topic,
                measure.finding.text,
                measure.text,
                f"{measure.who} {measure.due_on.isoformat()}",
                f"{measure.done_on.isoformat()} {measure.how_done}" if measure.done_on else _("not yet"),
                f"{measure.followed_on.isoformat()} {measure.follow_up}"
                if measure.followed_on
                else _("not yet"),
            ]
            for measure in measures
        ]
        if rows:
            paper.table([head, *rows])
        else:
            paper.body(_("No measure has been set yet."))
        return paper.signature(organ, day).save()


def brief_sheet(brief: PolicyBrief, day: date) -> bytes:
    """A policy on one sheet to hang up or hand out."""
    with override(LANGUAGE):
        paper = Paper("plain").title(brief.title)
        if brief.is_over(day):
            paper.body(_("This has expired and no longer applies."))
        paper.body(brief.text)
        for label, text in (
            (_("Who may apply"), brief.who_may),
            (_("Where to apply, and with what papers"), brief.where),
        ):
            if text:
                paper.heading(1, label)
                paper.body(text)
        shown = [question for question in brief.questions.all() if question.is_public and question.answer]
        if shown:
            paper.heading(1, _("What others asked"))
            for question in shown:
                paper.heading(3, question.text)
                paper.body(question.answer)
        paper.heading(1, _("Until when, and where to ask"))
        last = date_in_words(brief.valid_until) if brief.valid_until else _("until further notice")
        paper.body(f"{date_in_words(brief.valid_from)} – {last}")
        paper.body(_("Source: %(source)s") % {"source": brief.source})
        if brief.reply_route:
            paper.body(_("Questions are answered at: %(where)s") % {"where": brief.reply_route})
        return paper.signature(brief.unit.name, day).save()
