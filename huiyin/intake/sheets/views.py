"""The pages of an import: which kind, the file, what would become of it, and the deed."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.intake.sheets.checking import Area
from huiyin.intake.sheets.columns import KINDS, shape
from huiyin.intake.sheets.importing import (
    PAGE_ROWS,
    Outcome,
    Table,
    bring,
    moment_of,
    opened,
    preview,
    read,
    rejected_book,
    sealed,
)  # fmt: skip
from huiyin.intake.sheets.template import template
from huiyin.lib.refusal import Refused
from huiyin.lib.sheet_reading import MAX_BYTES
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.once import digest_of, once
from huiyin.orgs.standing import LEADING
from huiyin.ui.forms import new_token

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_ROWS, FIRST_FINDINGS = 5, 100


class FileForm(forms.Form):
    """The workbook, by any name."""

    file = forms.FileField(
        label=gettext_lazy("Workbook (xlsx)"), widget=forms.ClearableFileInput({"accept": ".xlsx"})
    )


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
    area_of(request)
    kinds = [{"kind": kind, "shape": shape(kind), "form": FileForm(auto_id=f"{kind}-%s")} for kind in KINDS]
    return render(request, "intake/import.html", {"kinds": kinds, "most": PAGE_ROWS})


@require_safe
@staff
def blank(request: StaffRequest, kind: str) -> HttpResponse:
    """The template of one kind."""
    content = template(_kind(kind), area_of(request), request.county, request.at)
    return _file(content, f"{kind}-template.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def bring_in(request: StaffRequest, kind: str) -> HttpResponse:
    """First a file, of which a preview is shown; then the preview, sent back with the choice."""
    area, form = area_of(request), FileForm(request.POST, request.FILES)
    if request.method != "POST":  # somebody came back to the address of a preview
        return redirect("imports:choose")
    try:
        if "rows" in request.POST:
            return _written(request, opened(request.POST["rows"], _owner(request, _kind(kind))), area)
        if not form.is_valid() or form.cleaned_data["file"].size > MAX_BYTES:
            raise Refused(
                _("Please choose an xlsx workbook of at most %(n)d MB.") % {"n": MAX_BYTES // 1024**2}
            )
        table = read(_kind(kind), form.cleaned_data["file"].read(), most_rows=PAGE_ROWS)
    except Refused as no:
        return render(
            request,
            "intake/import_refused.html",
            {"shape": shape(_kind(kind)), "why": no.sentence},
            status=422,
        )
    return _shown(
        request, table, preview(table, area, moment_of(request.county, request.user.key, request.at))
    )


def _owner(request: StaffRequest, kind: str) -> str:
    return f"{request.user.key}:{kind}"


def _shown(request: StaffRequest, table: Table, outcome: Outcome, status: int = 200) -> HttpResponse:
    """What would become of the rows, with the rows themselves sealed in the page."""
    columns = [
        column for column in shape(table.kind).columns if any(x.values.get(column.name) for x in table.lines)
    ]
    context = {
        "shape": shape(table.kind),
        "outcome": outcome,
        "findings": outcome.findings[:FIRST_FINDINGS],
        "more": max(0, len(outcome.findings) - FIRST_FINDINGS),
        "columns": columns,
        "first": [(x.line, [x.values.get(c.name, "") for c in columns]) for x in table.lines[:FIRST_ROWS]],
        "rows": sealed(table, _owner(request, table.kind)),
        "once": new_token(),
    }
    return render(request, "intake/import_preview.html", context, status=status)


def _written(request: StaffRequest, table: Table, area: Area) -> HttpResponse:
    """Do it once, whatever the line does; if rows went bad meanwhile, show them instead."""
    moment = moment_of(request.county, request.user.key, request.at)
    keep_good = request.POST.get("keep") == "good"
    kept: list[Outcome] = []

    def make() -> str:
        outcome = bring(table, area, moment, keep_good=keep_good)
        kept.append(outcome)
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
        return _shown(request, table, kept[0], status=422)
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
            request, "intake/import_refused.html", {"shape": shape(kind), "why": no.sentence}, status=422
        )
    outcome = preview(table, area, moment_of(request.county, request.user.key, request.at))
    return _file(rejected_book(outcome), f"{kind}-rejected.xlsx")
