"""The pages of the account up the line: what I hand in, what comes in to me, everything in tree order, one report."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from huiyin.accounts import actions, pages, snapshots
from huiyin.accounts import rows as report_rows
from huiyin.accounts import words as report_words
from huiyin.accounts.forms import ConfirmForm, ReturnForm
from huiyin.accounts.models import Report
from huiyin.duties import periods
from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import deed_page, page_done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.ui import address
from huiyin.ui.deeds import DeedPage, posted, sent_back, shown
from huiyin.ui.forms import VersionForm
from huiyin.ui.keyset import page

HANDED_IN = _("Handed in. The figures are frozen as of now.")
HAND_IN = DeedPage(_("Confirm and hand in"), ConfirmForm, actions.hand_in, HANDED_IN)
CONFIRM = DeedPage(
    _("Confirm, hand in later"), ConfirmForm, actions.confirm, _("Confirmed; it is not handed in yet.")
)
SUBMIT = DeedPage(_("Hand in"), VersionForm, actions.submit, HANDED_IN)
ACCEPT = DeedPage(_("Take this report in"), VersionForm, actions.accept, _("Taken in."))
RESTATE = DeedPage(
    _("Restate as a new version"),
    VersionForm,
    actions.restate,
    _("A new version has been drafted; the old one stays readable."),
)
SEND_BACK = DeedPage(
    _("Send it back"),
    ReturnForm,
    actions.send_back,
    _("Sent back; a new version has been drafted for them."),
    _("Send it back with this reason"),
    _("This version stays readable as it was handed in; a new one is drafted from the records of that day."),
    is_grave=True,
)


def _page_of(report: Report) -> str:
    return reverse("duties:report", kwargs={"ref": report.reference})


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
    reports = pages.mine(request)
    earlier = page(reports.exclude(state__in=Report.OPEN), request, "-pk")
    open_ones = list(reports.open().order_by("due_on", "pk")[:100])
    context = {
        "open": pages.rows_of(open_ones, today),
        "sheets": sum(report.kind == Report.Kind.SHEET for report in open_ones),
        "earlier": pages.rows_of(earlier.rows, today),
        **earlier.links,
        "so_far": pages.so_far(request, today),
        "month": periods.of("month", today),
    }
    return render(request, "accounts/reports.html", context)


@require_safe
@staff
def inbox(request: StaffRequest) -> HttpResponse:
    """What waits for me to take in, and whose report has not come yet."""
    today = local_day(request.at, request.county)
    in_order = pages.in_tree_order
    context = {
        "waiting": pages.rows_of(in_order(pages.waiting(request))[:100], today),
        "missing": pages.rows_of(in_order(pages.not_in_yet(request))[:100], today),
    }
    return render(request, "accounts/inbox.html", context)


@require_safe
@staff
def everything(request: StaffRequest) -> HttpResponse:
    """All reports of one kind and period that I may read, in tree order."""
    today = local_day(request.at, request.county)
    kind = request.GET.get("kind", Report.Kind.MONTH)
    kinds = {one.value: str(one.label) for one in Report.Kind}
    if kind not in kinds:
        raise Http404
    offered = pages.choices(kind, today)
    period = periods.read(request.GET.get("period", "")) or offered[0]
    seen = Report.objects.visible_to(request.user, request.at).current().for_lists()
    seen = pages.in_tree_order(seen.filter(kind=kind, first=period.first))
    found = page(seen, request, *pages.TREE_ORDER)
    context = {
        "kind": kind,
        "kinds": address.choices(request, "kind", kinds, kind, drop=["period"]),
        "period": period,
        "periods": offered,
        "rows": pages.rows_of(found.rows, today),
        **found.links,
    }
    return render(request, "accounts/all.html", context)


def _page(request: StaffRequest, report: Report, form: ConfirmForm | None = None) -> HttpResponse:
    context = pages.context(request, report, local_day(request.at, request.county))
    if form is None and context["writes"] and report.state == Report.State.DRAFTED:
        old = getattr(report.replaces, "sentence", None) if report.replaces else None
        initial = {"version": report.version, "sentence": old.text if old else ""}
        form = ConfirmForm(initial=initial, report=report, is_empty=context["is_empty"])
    return shown(request, "accounts/report.html", form, **context)


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
    return render(request, "accounts/rows.html", context)


@staff_deed
def confirm(request: StaffRequest, ref: str) -> HttpResponse:
    """Confirm with at most one sentence, and hand in at once unless it is to wait."""
    report = _found(request, ref)
    if request.method != "POST":
        return redirect("duties:report", ref=ref)
    is_empty = snapshots.taken(report, county=request.county, at=request.at)["sums"]["contacts"] == 0
    form = ConfirmForm(posted(request), report=report, is_empty=is_empty)
    deed = CONFIRM if "later" in request.POST else HAND_IN
    return page_done(request, deed, form, _page_of(report), report=report) or _page(request, report, form)


@staff_deed
def submit(request: StaffRequest, ref: str) -> HttpResponse:
    """Hand in what was confirmed before."""
    return _tap(request, SUBMIT, ref)


@staff_deed
def accept(request: StaffRequest, ref: str) -> HttpResponse:
    """Take a report in."""
    return _tap(request, ACCEPT, ref)


@staff_deed
def restate(request: StaffRequest, ref: str) -> HttpResponse:
    """Begin a new version of a frozen report."""
    return _tap(request, RESTATE, ref)


def _tap(request: StaffRequest, deed: DeedPage, ref: str) -> HttpResponse:
    """One tap on the page of a report; done or not, one is there again, or on that of the new version."""
    report, form = _found(request, ref), deed.form(posted(request))
    gone = page_done(request, deed, form, _page_of, report=report)
    return gone or sent_back(request, form, _page_of(report))


@staff_deed
def send_back(request: StaffRequest, ref: str) -> HttpResponse:
    """Send a report back, saying what is to be corrected."""
    report = _found(request, ref)
    form = SEND_BACK.form(posted(request), initial={"version": report.version})
    back = _page_of(report), report_words.title(report)
    return deed_page(request, SEND_BACK, form, back, report=report)


@staff_deed
def hand_in_sheets(request: StaffRequest) -> HttpResponse:
    """All my sheets on which something stands, in one go."""
    if request.method == "POST":
        open_ones = Report.objects.visible_to(request.user, request.at).filter(official=request.user).open()
        sheets = open_ones.filter(kind=Report.Kind.SHEET)
        done = actions.hand_in_sheets(sheets=sheets, by=request.user, at=request.at)
        words = ngettext("%(n)d sheet handed in.", "%(n)d sheets handed in.", done)
        messages.success(request, words % {"n": done})
    return redirect("duties:reports")
