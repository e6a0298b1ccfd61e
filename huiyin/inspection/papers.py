"""The papers of inspections: notice, check sheet, ledger of problems, fact sheet; as docx drafts and a workbook."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from huiyin.inspection.fact_sheet import FactSheet
from huiyin.inspection.models import Finding, Inspection, Rectification
from huiyin.inspection.results import result_of
from huiyin.lib.paper import LANGUAGE, Paper, date_in_words
from huiyin.lib.sheets import Sheet, workbook
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County
from huiyin.ui.periods import in_words as period_in_words

Kind = Finding.Kind


def notice(inspection: Inspection, findings: Sequence[Finding], county: County) -> bytes:
    """The notice of an inspection: what the records say, then each finding with its answer beside it."""
    with override(LANGUAGE):
        facts = _facts(inspection)
        paper = Paper("plain").title(_("Notice of the inspection of %(branch)s") % facts)
        paper.body(
            _("From %(first)s to %(last)s, inspected by %(inspector)s. Reference %(reference)s.") % facts
        )
        paper.heading(1, _("What the records say"))
        for sentence in result_sentences(inspection):
            paper.body(sentence)
        for kind in (Kind.COMMEND, Kind.IMPROVE, Kind.CRITICISE):
            of_kind = [one for one in findings if one.kind == kind]
            if of_kind:
                paper.heading(1, str(kind.label))
                for finding in of_kind:
                    _finding(paper, finding, county)
        if inspection.concluded_at is not None:
            paper.signature(_inspecting_unit(inspection), local_day(inspection.concluded_at, county))
        return paper.save()


def _finding(paper: Paper, finding: Finding, county: County) -> None:
    who = finding.official.name if finding.official else _("the branch as a whole")
    paper.body(_labelled(who, finding.text))
    if finding.records:
        mark = pgettext("between items of a list in a sentence", ", ")
        paper.body(_labelled(_("Rests on"), mark.join(finding.records)))
    if finding.answer and finding.answered_by and finding.answered_at:
        day = date_in_words(local_day(finding.answered_at, county))
        label = _("Answer of %(who)s, %(day)s") % {"who": finding.answered_by.name, "day": day}
        paper.body(_labelled(label, finding.answer))
    elif finding.may_be_explained:
        paper.body(_("No answer came in within the days for it."))


def _labelled(label: str, text: str) -> str:
    return f"{label}{pgettext('between a label and its sentence', ': ')}{text}"


def _inspecting_unit(inspection: Inspection) -> str:
    above = inspection.branch.reports_to or inspection.branch.parent
    return above.on_paper if above else inspection.branch.on_paper


def _facts(inspection: Inspection) -> dict[str, str]:
    return {
        "branch": inspection.branch.name,
        "first": date_in_words(inspection.first_on),
        "last": date_in_words(inspection.last_on),
        "inspector": inspection.inspector.name,
        "reference": inspection.reference,
    }


def result_sentences(inspection: Inspection) -> list[str]:
    """The result of the call-backs as sentences about the branch's records."""
    result = result_of(inspection)
    facts = {
        "population": result.population,
        "drawn": result.drawn,
        "verified": result.verified,
        "confirmed": result.confirmed,
        "differs": result.differs,
    }
    found = [
        _("Of %(population)d records %(drawn)d were drawn by lot.") % facts,
        _(
            "%(verified)d could be checked with the person: %(confirmed)d confirmed, %(differs)d different from what "
            "the person said."
        )
        % facts,
    ]
    if result.unverified:
        found.append(
            _("%(n)d could not be checked; that is unverified, not false.") % {"n": result.unverified}
        )
    if result.is_whole:
        found.append(_("Every record of the list was checked, so nothing is left to infer."))
    elif result.verified:
        bound = {"bound": result.bound, "sure": result.percent_sure}
        found.append(
            _(
                "So at most %(bound)s%% of this branch's records of this span differ (%(sure)s%% sure, exact "
                "one-sided bound)."
            )
            % bound
        )
    return found


def checklist(inspection: Inspection, county: County) -> bytes:
    """The check sheet: how the sample came about, and what became of each drawn record; no person is named."""
    with override(LANGUAGE):
        facts = _facts(inspection)
        paper = Paper("plain").title(_("Check sheet of the inspection of %(branch)s") % facts)
        paper.body(
            _("From %(first)s to %(last)s, inspected by %(inspector)s. Reference %(reference)s.") % facts
        )
        paper.heading(1, _("The draw"))
        for sentence in _draw_sentences(inspection, county):
            paper.body(sentence)
        paper.heading(1, _("The records"))
        results = inspection.call_backs.select_related("contact").order_by("number")
        rows = [(one.number, one.contact.reference, str(one.get_result_display())) for one in results]
        paper.table([(_("No."), _("Record"), _("Result")), *rows], widths=(16, 70, 70))
        for sentence in result_sentences(inspection):
            paper.body(sentence)
        if inspection.concluded_at is not None:
            paper.signature(_inspecting_unit(inspection), local_day(inspection.concluded_at, county))
        return paper.save()


def _draw_sentences(inspection: Inspection, county: County) -> list[str]:
    source = str(inspection.get_seed_way_display())
    if inspection.seed_source:
        source = _labelled(source, inspection.seed_source)
    frozen = date_in_words(local_day(inspection.frozen_at, county)) if inspection.frozen_at else "—"
    return [
        _("On %(day)s the list of %(n)d records was frozen.")
        % {"day": frozen, "n": len(inspection.population)},
        _labelled(_("Fingerprint of the list"), inspection.population_sha256),
        _labelled(_("Where the number comes from"), source),
        _labelled(_("Number of the draw"), inspection.seed),
    ]


def ledger_head() -> tuple[str, ...]:
    """The columns of the ledger."""
    return (
        _("Unit"),
        _("Problem"),
        _("Cause"),
        _("Measure"),
        _("Who puts it right"),
        _("Until"),
        _("Effect"),
        _("State"),
    )


def _ledger_row(line: Rectification) -> tuple[str | date | None, ...]:
    return (
        line.unit.short_name,
        line.problem,
        line.cause,
        line.measure,
        line.owner.name if line.owner else "",
        line.due_on,
        line.effect,
        str(line.get_state_display()),
    )


def ledger_docx(lines: Sequence[Rectification], unit: str, day: date) -> bytes:
    """The ledger of problems as a table, by unit as the units stand."""
    with override(LANGUAGE):
        paper = Paper("plain", landscape=True).title(_("Ledger of problems"))
        rows = [
            ["" if v is None else date_in_words(v) if isinstance(v, date) else v for v in _ledger_row(x)]
            for x in lines
        ]
        paper.table([list(ledger_head()), *rows])
        paper.signature(unit, day)
        return paper.save()


def ledger_xlsx(lines: Sequence[Rectification], day: date) -> bytes:
    """The same as a workbook that explains its columns."""
    with override(LANGUAGE):
        name = _("Ledger of problems")
        meanings = (
            _("the unit whose problem it is, in the order of the tree"),
            _("what is wrong"),
            _("why it came to this"),
            _("what is done about it"),
            _("one person, by name"),
            _("the day agreed"),
            _("what has changed by it, in words"),
            _("listed, assigned, done, verified by another, or sent back"),
        )
        sheet = Sheet(name, ledger_head(), [_ledger_row(line) for line in lines], meanings)
        about = [name, _("As of %(day)s.") % {"day": date_in_words(day)}]
        return workbook([sheet], about=about, about_name=_("About this file"))


def fact_sheet(sheet: FactSheet, county: County, organ: str) -> bytes:
    """The fact sheet of an official: duties and what came of them; signed by the unit that made it."""
    with override(LANGUAGE):
        paper = Paper("plain").title(_("Fact sheet"))
        posts = pgettext("between items of a list in a sentence", ", ").join(sheet.posts)
        paper.body(_labelled(sheet.official.name, posts))
        paper.body(
            _("For %(period)s, as of %(day)s.")
            % {"period": period_in_words(sheet.period), "day": date_in_words(local_day(sheet.as_of, county))}
        )
        paper.heading(1, _("Duties"))
        head = (_("Duty"), _("Owed"), _("Done"), _("Not done"), _("Exempt"))
        rows = [(one.name, one.wanted, one.done, one.left, one.exempt) for one in sheet.duties]
        paper.table([head, *rows], widths=(76, 20, 20, 20, 20))
        paper.heading(1, _("Contacts, by form"))
        mark = pgettext("between items of a list in a sentence", ", ")
        forms = mark.join(f"{label} {number}" for label, number in sheet.forms)
        paper.body(forms or _("No contact is on record for this time."))
        paper.heading(1, _("What came of what was heard"))
        for sentence in _outcomes(sheet):
            paper.body(sentence)
        paper.heading(1, _("Findings and answers"))
        if not sheet.findings:
            paper.body(_("No final finding concerns this person in this time."))
        for finding in sheet.findings:
            paper.body(_labelled(str(finding.get_kind_display()), finding.text))
            if finding.answer:
                paper.body(_labelled(_("Explanation"), finding.answer))
        paper.body(_("Judging is left to people, outside this program."))
        return paper.signature(organ, local_day(sheet.as_of, county)).save()


def _outcomes(sheet: FactSheet) -> list[str]:
    matters, promises = sheet.matters, sheet.promises
    return [
        _(
            "Matters brought in %(raised)d; answered %(answered)d; rated by the person %(rated)d, of which dealt with "
            "%(handled)d."
        )
        % vars(matters),
        _("Promises due %(due)d; kept by their day %(in_time)d, kept later %(late)d, not kept %(open)d.")
        % vars(promises),
    ]
