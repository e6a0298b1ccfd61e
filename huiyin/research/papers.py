"""Papers of field research: the plans of a half-year, the report on one, what came of all."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from huiyin.lib.paper import LANGUAGE, Paper, date_in_words
from huiyin.lib.paper_parts import bare
from huiyin.research.models import Measure, ResearchPlan


def research_plans(plans: Sequence[ResearchPlan], organ: str, title: str, day: date) -> bytes:
    """The plans of a half-year as a table; what nobody carried out is named below it."""
    with override(LANGUAGE):
        paper = Paper("plain", landscape=True).title(title)
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
                date_in_words(plan.due_on),
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
                facts = {"what": bare(measure.text), "who": measure.who, "day": date_in_words(measure.due_on)}
                paper.body(_("To be done: %(what)s; by %(who)s, by %(day)s.") % facts)
        if not findings:
            paper.body(_("Nothing was found; this has been confirmed."))
        if plan.summary:
            paper.heading(1, _("In short"))
            paper.body(plan.summary)
        return paper.signature(f"{plan.unit.on_paper} {plan.official.name}", day).save()


def research_results(measures: Sequence[Measure], organ: str, day: date) -> bytes:
    """What came of research: finding, measure, who, by when, how it was done, the second look."""
    with override(LANGUAGE):
        paper = Paper("plain", landscape=True).title(_("What came of field research"))
        head = [
            _("subject"), _("finding"), _("measure"), _("by whom, by when"), _("how it was done"), _("second look"),
        ]  # fmt: skip
        rows = [
            [
                measure.finding.plan.topic,
                measure.finding.text,
                measure.text,
                f"{measure.who}\n{date_in_words(measure.due_on)}",
                f"{date_in_words(measure.done_on)}\n{measure.how_done}" if measure.done_on else _("not yet"),
                f"{date_in_words(measure.followed_on)}\n{measure.follow_up}"
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
