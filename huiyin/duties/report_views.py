"""The pages of the account up the line: what I hand in, what comes in to me, everything in tree order, one report."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.duties import actions, periods, report_pages, report_rows, report_words, snapshots
from huiyin.duties.models import Report
from huiyin.duties.report_forms import ConfirmForm, ReturnForm
from huiyin.lib.refusal import Refused
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.ui.keyset import page


def _found(request: StaffRequest, ref: str) -> Report:
    seen = Report.objects.visible_to(request.user, request.at).select_related(
        "official",
        "unit__parent",
        "to_unit__parent",
        "charter",
        "assignment__household__place",
        "replaces",
        "decided_by",
    )
    found: Report = get_object_or_404(seen.defer("charter__text"), reference=ref)
    return found


@require_safe
@staff
def mine(request: StaffRequest) -> HttpResponse:
    """What I account for: drafts that wait for me, then what I handed in."""
    today = local_day(request.at, request.county)
    reports = report_pages.mine(request)
    earlier = page(reports.exclude(state__in=Report.OPEN), request, "-pk")
    open_ones = list(reports.open().order_by("due_on", "pk")[:100])
    context = {
        "open": report_pages.rows_of(open_ones, today),
        "sheets": sum(report.kind == Report.Kind.SHEET for report in open_ones),
        "earlier": report_pages.rows_of(earlier.rows, today),
        **earlier.links,
        "so_far": report_pages.so_far(request, today),
        "month": periods.of("month", today),
    }
    return render(request, "duties/reports.html", context)


@require_safe
@staff
def inbox(request: StaffRequest) -> HttpResponse:
    """What waits for me to take in, and whose report has not come yet."""
    today = local_day(request.at, request.county)
    in_order = report_pages.in_tree_order
    context = {
        "waiting": report_pages.rows_of(in_order(report_pages.waiting(request))[:100], today),
        "missing": report_pages.rows_of(in_order(report_pages.not_in_yet(request))[:100], today),
    }
    return render(request, "duties/inbox.html", context)


@require_safe
@staff
def everything(request: StaffRequest) -> HttpResponse:
    """All reports of one kind and period that I may read, in tree order."""
    today = local_day(request.at, request.county)
    kind = request.GET.get("kind", Report.Kind.MONTH)
    if kind not in Report.Kind.values:
        raise Http404
    offered = report_pages.choices(kind, today)
    period = periods.read(request.GET.get("period", "")) or offered[0]
    seen = Report.objects.visible_to(request.user, request.at).current().for_lists()
    seen = report_pages.in_tree_order(seen.filter(kind=kind, first=period.first))
    found = page(seen, request, *report_pages.TREE_ORDER)
    context = {
        "kind": kind,
        "kinds": Report.Kind.choices,
        "period": period,
        "periods": offered,
        "rows": report_pages.rows_of(found.rows, today),
        **found.links,
    }
    return render(request, "duties/all.html", context)


def _page(request: StaffRequest, report: Report, form: ConfirmForm | None = None) -> HttpResponse:
    context = report_pages.context(request, report, local_day(request.at, request.county))
    if form is None and context["writes"] and report.state == Report.State.DRAFTED:
        old = getattr(report.replaces, "sentence", None) if report.replaces else None
        initial = {"version": report.version, "sentence": old.text if old else ""}
        form = ConfirmForm(initial=initial, report=report, is_empty=context["is_empty"])
    context["form"] = form
    return render(
        request, "duties/report.html", context, status=422 if form is not None and form.is_bound else 200
    )


@require_safe
@staff
def see(request: StaffRequest, ref: str) -> HttpResponse:
    """One report: what it says, who is missing, how it stands, and what can be done now."""
    return _page(request, _found(request, ref))


@require_safe
@staff
def rows(request: StaffRequest, ref: str, figure: str) -> HttpResponse:
    """The rows behind one number, as it was frozen."""
    report = _found(request, ref)
    said = report.frozen or snapshots.taken(report, county=request.county, at=request.at)
    found = report_rows.listing(said, figure, request)
    if found is None:
        raise Http404
    entries = [*report_words.entries(said, report.charter.charter), *report_words.distinct(said)]
    context = {
        "report": report,
        "title": report_words.title(report),
        "entry": next((entry for entry in entries if entry.key == figure), None),
        "listing": found,
        **found.links,
    }
    return render(request, "duties/report_rows.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def confirm(request: StaffRequest, ref: str) -> HttpResponse:
    """Confirm with at most one sentence, and hand in at once unless it is to wait."""
    report = _found(request, ref)
    if request.method != "POST":
        return redirect("duties:report", ref=ref)
    is_empty = snapshots.taken(report, county=request.county, at=request.at)["sums"]["contacts"] == 0
    form = ConfirmForm(request.POST, report=report, is_empty=is_empty)
    if not form.is_valid():
        return _page(request, report, form)
    deed = actions.confirm if "later" in request.POST else actions.hand_in
    try:
        deed(report=report, by=request.user, at=request.at, **form.cleaned_data)
    except Refused as no:
        form.add_error(None, no.sentence)
        return _page(request, report, form)
    later = _("Confirmed; it is not handed in yet."), _("Handed in. The figures are frozen as of now.")
    messages.success(request, later["later" not in request.POST])
    return redirect("duties:report", ref=ref)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def submit(request: StaffRequest, ref: str) -> HttpResponse:
    """Hand in what was confirmed before."""
    return _deed(request, ref, "submit", _("Handed in. The figures are frozen as of now."))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def accept(request: StaffRequest, ref: str) -> HttpResponse:
    """Take a report in."""
    return _deed(request, ref, "accept", _("Taken in."))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def restate(request: StaffRequest, ref: str) -> HttpResponse:
    """Begin a new version of a frozen report."""
    return _deed(request, ref, "restate", _("A new version has been drafted; the old one stays readable."))


def _deed(request: StaffRequest, ref: str, name: str, done: str) -> HttpResponse:
    report = _found(request, ref)
    if request.method != "POST":
        return redirect("duties:report", ref=ref)
    version = request.POST.get("version", "")
    try:
        found = getattr(actions, name)(
            report=report,
            version=int(version) if version.isdecimal() and len(version) < 10 else -1,
            by=request.user,
            at=request.at,
        )
    except Refused as no:
        messages.warning(request, no.sentence)
        return redirect("duties:report", ref=ref)
    messages.success(request, done)
    return redirect("duties:report", ref=found.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def send_back(request: StaffRequest, ref: str) -> HttpResponse:
    """Send a report back, saying what is to be corrected."""
    report = _found(request, ref)
    posted = request.POST if request.method == "POST" else None
    form = ReturnForm(posted, initial={"version": report.version})
    if posted is not None and form.is_valid():
        try:
            actions.send_back(report=report, by=request.user, at=request.at, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _("Sent back; a new version has been drafted for them."))
            return redirect("duties:report", ref=ref)
    context = {"report": report, "title": report_words.title(report), "form": form}
    return render(request, "duties/send_back.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def hand_in_sheets(request: StaffRequest) -> HttpResponse:
    """All my sheets on which something stands, in one go."""
    if request.method == "POST":
        open_ones = Report.objects.visible_to(request.user, request.at).filter(official=request.user).open()
        sheets = open_ones.filter(kind=Report.Kind.SHEET)
        done = actions.hand_in_sheets(sheets=sheets, by=request.user, at=request.at)
        words = ngettext("%(n)d sheet handed in.", "%(n)d sheets handed in.", done)
        messages.success(request, words % {"n": done})
    return redirect("duties:reports")
