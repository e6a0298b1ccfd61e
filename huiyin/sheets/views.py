"""The pages of an import: which kind, the file, what would become of it, and the deed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.lib.refusal import Refused
from huiyin.lib.sheet_reading import MAX_BYTES
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.models import Unit
from huiyin.orgs.once import digest_of, once
from huiyin.orgs.standing import LEADING
from huiyin.sheets import logins
from huiyin.sheets.checking import Area, Line
from huiyin.sheets.columns import KINDS, Options, shape
from huiyin.sheets.importing import Outcome, bring, moment_of, preview
from huiyin.sheets.matters import receiving_units
from huiyin.sheets.reading import PAGE_ROWS, Table, opened, read, sealed
from huiyin.sheets.rejected import rejected_file, rejected_name
from huiyin.sheets.saying import MOST, said_beside
from huiyin.sheets.template import template
from huiyin.sheets.wide import wide
from huiyin.ui.forms import Day, new_token, offer
from huiyin.ui.taking import as_file

FIRST_ROWS, FIRST_FINDINGS = 5, 100
MOVED = gettext_lazy(
    "What is on record has changed since this was shown, and something else would become of these rows now; "
    "nothing was written. Please look once more."
)


class FileForm(forms.Form):
    """The file, by any name."""

    file = forms.FileField(
        label=gettext_lazy("Workbook (xlsx) or CSV file"),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv"}),
    )

    def options(self) -> Options | None:
        """What is said beside the rows."""
        return None


class PopulationForm(FileForm):
    """Population: of a table with a column for each group, its day and its source."""

    as_of = forms.DateField(
        label=gettext_lazy("As of which day"),
        required=False,
        widget=Day,
        help_text=gettext_lazy(
            "Only for a table with one row for each village and one column for each group."
        ),
    )
    taken_from = forms.CharField(
        label=gettext_lazy("Where the table comes from"), max_length=80, required=False
    )


class MattersForm(FileForm):
    """Matters: whence, to whom, and whether they are over or to be worked on."""

    source = forms.CharField(
        label=pgettext_lazy("of rows brought in", "Source"),
        max_length=60,
        help_text=gettext_lazy("Such as the name of the hotline; a number of one source is taken once."),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Unit that receives them"))
    origin = forms.ChoiceField(
        label=gettext_lazy("They are"),
        choices=[
            ("history", gettext_lazy("history: kept and counted, no clock starts, nobody is told")),
            ("live", gettext_lazy("to be worked on: clocks start, the desk is told")),
        ],
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", [(unit.code, str(unit)) for unit in units])

    def options(self) -> Options:
        """Source, unit and origin."""
        said = self.cleaned_data
        return Options(said["source"], said["unit"], said["origin"] == "live")


def _form(request: StaffRequest, kind: str, area: Area) -> FileForm:
    given: dict[str, Any] = {"auto_id": f"{kind}-%s"}
    if request.method == "POST":
        given.update(data=request.POST, files=request.FILES)
    if kind == "population":
        return PopulationForm(**given)
    if kind != "matters":
        return FileForm(**given)
    units = receiving_units(area, moment_of(request.county, request.user.key, request.at))
    return MattersForm(**given, units=units)


def area_of(request: StaffRequest) -> Area:
    """Whose rows the asker may bring in: their own subtrees. Nobody else has this page."""
    paths = request.user.standing(request.at).paths_of(*LEADING)
    if not paths:
        raise Http404
    return Area(paths, request.user)


def _kind(kind: str) -> str:
    if kind not in KINDS:
        raise Http404
    return kind


@require_safe
@staff
def choose(request: StaffRequest) -> HttpResponse:
    """What can be imported: a template and a form for each kind, in the order in which they lean on each other."""
    area = area_of(request)
    kinds = [{"kind": kind, "shape": shape(kind), "form": _form(request, kind, area)} for kind in KINDS]
    return render(request, "sheets/import.html", {"kinds": kinds, "most": PAGE_ROWS})


@require_safe
@staff
def blank(request: StaffRequest, kind: str) -> HttpResponse:
    """The template of one kind."""
    content = template(_kind(kind), area_of(request), request.county, request.at)
    name = _("%(what)s-template") % {"what": shape(kind).shown}
    return as_file(content, f"{name}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def bring_in(request: StaffRequest, kind: str) -> HttpResponse:
    """First a file, of which a preview is shown; then the preview, sent back with the choice."""
    area = area_of(request)
    if request.method != "POST":  # somebody came back to the address of a preview
        return redirect("imports:choose")
    try:
        if "rows" in request.POST and request.POST.get("without") == "hidden":
            table = opened(request.POST["rows"], _owner(request, _kind(kind))).without_hidden()
            table.lines = tuple(table.lines)
            moment = moment_of(request.county, request.user.key, request.at)
            return _shown(request, table, preview(table, area, moment), area)
        if "rows" in request.POST:
            return _written(request, opened(request.POST["rows"], _owner(request, _kind(kind))), area)
        table = _read(_form(request, _kind(kind), area), kind, request.at)
        outcome = preview(table, area, moment_of(request.county, request.user.key, request.at))
        return _shown(request, table, outcome, area)
    except Refused as no:
        return render(
            request,
            "sheets/import_refused.html",
            {"shape": shape(_kind(kind)), "why": no.sentence},
            status=422,
        )


def _read(form: FileForm, kind: str, at: datetime) -> Table:
    if not form.is_valid() and set(form.errors) - {"file"}:
        if kind == "population":
            raise Refused(_("Please write the day like 2026-03-01."))
        raise Refused(_("Please say whence these rows come and which unit receives them."))
    file = form.cleaned_data.get("file")
    if file is None or file.size > MAX_BYTES:
        facts = {"n": MAX_BYTES // 1024**2}
        raise Refused(_("Please choose an xlsx workbook or a CSV file of at most %(n)d MB.") % facts)
    across = None
    if kind == "population":
        day, source = form.cleaned_data["as_of"], form.cleaned_data["taken_from"]
        across = wide(at, as_of=day.isoformat() if day else "", source=source)
    return read(kind, file.read(), most_rows=PAGE_ROWS, name=file.name, options=form.options(), across=across)


def _owner(request: StaffRequest, kind: str) -> str:
    return f"{request.user.key}:{kind}"


def _shown(
    request: StaffRequest, table: Table, outcome: Outcome, area: Area, status: int = 200
) -> HttpResponse:
    """What would become of the rows, with the rows themselves sealed in the page and a mark of what was shown."""
    table.lines = lines = logins.shown(table.lines, outcome.proposed)
    moment = moment_of(request.county, request.user.key, request.at)
    as_kept = (
        preview(table, area, moment) if outcome.proposed else outcome
    )  # with the names that were proposed
    columns = [column for column in table.shape.columns if any(_as_read(x, column.name) for x in lines)]
    context = {
        "shape": table.shape,
        "outcome": outcome,
        "beside": said_beside(outcome),
        "findings": outcome.findings[:FIRST_FINDINGS],
        "more": max(0, len(outcome.findings) - FIRST_FINDINGS),
        "columns": columns,
        "first": [(x.line, [_as_read(x, c.name) for c in columns]) for x in lines[:FIRST_ROWS]],
        "rows": sealed(table, _owner(request, table.kind)),
        "proposed": list(dict.fromkeys(outcome.proposed.values())) if len(outcome.proposed) > MOST else [],
        "once": new_token(),
        "mark": as_kept.mark,
    }
    return render(request, "sheets/import_preview.html", context, status=status)


def _as_read(line: Line, column: str) -> str:
    """A cell as it was read; the village of a list without a column for it as its titles name it."""
    said = line.values.get(column, "")
    return said or (" / ".join(line.villages) if column == "place" else "")


def _written(request: StaffRequest, table: Table, area: Area) -> HttpResponse:
    """Do it once, whatever the line does; if something else would come of the rows meanwhile, show that instead."""
    moment = moment_of(request.county, request.user.key, request.at)
    keep_good = request.POST.get("keep") == "good"
    kept: list[Outcome] = []

    def make() -> str:
        outcome = bring(table, area, moment, keep_good=keep_good, shown=request.POST.get("shown", ""))
        kept.append(outcome)
        if outcome.moved:
            raise Refused(str(MOVED))
        if not outcome.kept:
            raise Refused(_("Some rows cannot be taken; nothing was written."))
        return summary(outcome)

    try:
        said, _fresh = once(
            token=request.POST.get("once", ""),
            scope=f"import:{request.user.pk}",
            digest=digest_of(request.POST),
            at=request.at,
            make=make,
        )
    except Refused as no:
        if not kept:
            raise
        messages.warning(request, no.sentence)
        return _shown(request, table, kept[0], area, status=422)
    messages.success(request, said)
    return redirect("imports:choose")


def summary(outcome: Outcome) -> str:
    """What was written, in one sentence."""
    facts = {
        "what": shape(outcome.table.kind).shown,
        "new": outcome.new,
        "changed": outcome.changed,
        "same": outcome.same,
        "bad": len(outcome.bad_lines),
    }
    return _("%(what)s: %(new)d new, %(changed)d updated, %(same)d unchanged, %(bad)d left out.") % facts


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def rejected(request: StaffRequest, kind: str) -> HttpResponse:
    """The rows that cannot be taken, as a workbook with a column that says why."""
    area = area_of(request)
    if request.method != "POST":
        return redirect("imports:choose")
    try:
        table = opened(request.POST.get("rows", ""), _owner(request, _kind(kind)))
    except Refused as no:
        return render(
            request, "sheets/import_refused.html", {"shape": shape(kind), "why": no.sentence}, status=422
        )
    outcome = preview(table, area, moment_of(request.county, request.user.key, request.at))
    return as_file(rejected_file(outcome), rejected_name(outcome))
