"""The pages of the account up the line: what I hand in, what comes in to me, everything in tree order, one account."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from huiyin.accounts import actions, pages, snapshots
from huiyin.accounts import rows as account_rows
from huiyin.accounts import words as account_words
from huiyin.accounts.forms import ConfirmForm, ReturnForm
from huiyin.accounts.models import Account
from huiyin.lib import periods
from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import deed_page, page_done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.ui import address
from huiyin.ui.deeds import DeedPage, posted, sent_back, shown
from huiyin.ui.forms import VersionForm
from huiyin.ui.keyset import page, slice_of

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


def _page_of(account: Account) -> str:
    return reverse("duties:report", kwargs={"ref": account.reference})


def _found(request: StaffRequest, ref: str) -> Account:
    seen = Account.objects.visible_to(request.user, request.at).select_related(
        "official",
        "unit__parent",
        "to_unit__parent",
        "charter",
        "assignment__household__place",
        "replaces",
        "decided_by",
    )
    found: Account = get_object_or_404(seen.defer("charter__text"), reference=ref)
    return found


@require_safe
@staff
def mine(request: StaffRequest) -> HttpResponse:
    """What I account for: drafts that wait for me, then what I handed in."""
    today = local_day(request.at, request.county)
    accounts = pages.mine(request.user, request.at)
    earlier = page(accounts.exclude(state__in=Account.OPEN), request, "-pk")
    open_ones = list(accounts.open().order_by("due_on", "pk")[:100])
    context = {
        "open": pages.rows_of(open_ones, today),
        "sheets": sum(account.kind == Account.Kind.SHEET for account in open_ones),
        "earlier": pages.rows_of(earlier.rows, today),
        **earlier.links,
        "so_far": pages.so_far(pages.running(request, today)),
        "month": periods.of("month", today),
    }
    return render(request, "accounts/mine.html", context)


@require_safe
@staff
def inbox(request: StaffRequest) -> HttpResponse:
    """What waits for me to take in, and whose account has not come yet."""
    today = local_day(request.at, request.county)
    in_order = pages.in_tree_order
    context = {
        "waiting": pages.rows_of(in_order(pages.waiting(request.user, request.at))[:100], today),
        "missing": pages.rows_of(in_order(pages.not_in_yet(request))[:100], today),
    }
    return render(request, "accounts/inbox.html", context)


@require_safe
@staff
def everything(request: StaffRequest) -> HttpResponse:
    """All accounts of one kind and period that I may read: how far each unit is, then each account in tree order."""
    today = local_day(request.at, request.county)
    kind = request.GET.get("kind", Account.Kind.MONTH)
    kinds = {one.value: str(one.label) for one in Account.Kind}
    if kind not in kinds:
        raise Http404
    offered = pages.choices(kind, today)
    period = periods.read(request.GET.get("period", "")) or offered[0]
    seen = Account.objects.visible_to(request.user, request.at).current()
    seen = seen.filter(kind=kind, first=period.first)
    units, code = pages.by_unit(seen), request.GET.get("unit", "")
    shown_units = slice_of(units, request, named="units")
    if code:
        seen = seen.filter(unit__code=code)
    found = page(pages.in_tree_order(seen.for_lists()), request, *pages.TREE_ORDER)
    context = {
        "kind": kind,
        "kinds": address.choices(request, "kind", kinds, kind, drop=["period", "unit"]),
        "period": period,
        "periods": offered,
        "unit": next((unit for unit in units if unit.code == code), None),
        "units": shown_units.rows if len(units) > 1 and not code else [],
        "more_units": shown_units.links,
        "rows": pages.rows_of(found.rows, today),
        **found.links,
    }
    return render(request, "accounts/all.html", context)


def _page(request: StaffRequest, account: Account, form: ConfirmForm | None = None) -> HttpResponse:
    context = pages.context(request, account, local_day(request.at, request.county))
    if form is None and context["writes"] and account.state == Account.State.DRAFTED:
        old = getattr(account.replaces, "sentence", None) if account.replaces else None
        initial = {"version": account.version, "sentence": old.text if old else ""}
        form = ConfirmForm(initial=initial, account=account, is_empty=context["is_empty"])
    return shown(request, "accounts/account.html", form, **context)


@require_safe
@staff
def see(request: StaffRequest, ref: str) -> HttpResponse:
    """One account: what it says, who is missing, how it stands, and what can be done now."""
    return _page(request, _found(request, ref))


@require_safe
@staff
def rows(request: StaffRequest, ref: str, figure: str) -> HttpResponse:
    """The rows behind one number, as it was frozen."""
    account = _found(request, ref)
    said = account.frozen or snapshots.taken(account, county=request.county, at=request.at)
    found = account_rows.listing(said, figure, request)
    if found is None:
        raise Http404
    entries = [*account_words.entries(said, account.charter.charter), *account_words.distinct(said)]
    context = {
        "back": _page_of(account),
        "title": account_words.title(account),
        "entry": next((entry for entry in entries if entry.key == figure), None),
        "listing": found,
        **found.links,
    }
    return render(request, "accounts/rows.html", context)


@require_safe
@staff
def running(request: StaffRequest, figure: str) -> HttpResponse:
    """The rows behind one number of the month that still runs, as they stand now."""
    said = pages.running(request, local_day(request.at, request.county))
    entry = next((one for one in pages.so_far(said) if one.key == figure), None)
    found = account_rows.listing(said, figure, request) if entry else None
    if found is None:
        raise Http404
    context = {"back": reverse("duties:reports"), "title": _("My reports"), "entry": entry, "listing": found}
    return render(request, "accounts/rows.html", context | found.links)


@staff_deed
def confirm(request: StaffRequest, ref: str) -> HttpResponse:
    """Confirm with at most one sentence, and hand in at once unless it is to wait."""
    account = _found(request, ref)
    if request.method != "POST":
        return redirect("duties:report", ref=ref)
    is_empty = snapshots.taken(account, county=request.county, at=request.at)["sums"]["contacts"] == 0
    form = ConfirmForm(posted(request), account=account, is_empty=is_empty)
    deed = CONFIRM if "later" in request.POST else HAND_IN
    return page_done(request, deed, form, _page_of(account), account=account) or _page(request, account, form)


@staff_deed
def submit(request: StaffRequest, ref: str) -> HttpResponse:
    """Hand in what was confirmed before."""
    return _tap(request, SUBMIT, ref)


@staff_deed
def accept(request: StaffRequest, ref: str) -> HttpResponse:
    """Take an account in."""
    return _tap(request, ACCEPT, ref)


@staff_deed
def restate(request: StaffRequest, ref: str) -> HttpResponse:
    """Begin a new version of a frozen account."""
    return _tap(request, RESTATE, ref)


def _tap(request: StaffRequest, deed: DeedPage, ref: str) -> HttpResponse:
    """One tap on the page of an account; done or not, one is there again, or on that of the new version."""
    account, form = _found(request, ref), deed.form(posted(request))
    gone = page_done(request, deed, form, _page_of, account=account)
    return gone or sent_back(request, form, _page_of(account))


@staff_deed
def send_back(request: StaffRequest, ref: str) -> HttpResponse:
    """Send an account back, saying what is to be corrected."""
    account = _found(request, ref)
    form = SEND_BACK.form(posted(request), initial={"version": account.version})
    back = _page_of(account), account_words.title(account)
    return deed_page(request, SEND_BACK, form, back, account=account)


@staff_deed
def hand_in_sheets(request: StaffRequest) -> HttpResponse:
    """All my sheets on which something stands, in one go."""
    if request.method == "POST":
        open_ones = Account.objects.visible_to(request.user, request.at).filter(official=request.user).open()
        sheets = open_ones.filter(kind=Account.Kind.SHEET)
        done = actions.hand_in_sheets(sheets=sheets, by=request.user, at=request.at)
        words = ngettext("%(n)d sheet handed in.", "%(n)d sheets handed in.", done)
        messages.success(request, words % {"n": done})
    return redirect("duties:reports")
