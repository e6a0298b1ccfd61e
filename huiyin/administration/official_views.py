"""Officials as administrators see them: the list, one of them, and what is done to an account."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiyin.administration import actions, forms, rows, slip_papers
from huiyin.administration.units import units_of
from huiyin.lib.sealing import SealBroken
from huiyin.orgs import accounts
from huiyin.orgs.administrators import SECURITY, SYSTEM
from huiyin.orgs.calendar import local_day
from huiyin.orgs.capacities import meanings
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, administration, whole_address
from huiyin.orgs.keys import ring
from huiyin.orgs.models import Official, Slip
from huiyin.orgs.slips import Given
from huiyin.orgs.taking import file_name, taken
from huiyin.ui import keyset
from huiyin.ui.address import choices, chosen
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import DeedForm

LIST = gettext_lazy("Accounts of officials")
SEALED_AS = "administration.slip"
SHOWN_FOR = timedelta(minutes=30)  # after that nobody can look at a slip again

ENTER = DeedPage(
    gettext_lazy("Enter an official"),
    forms.OfficialForm,
    accounts.enter_official,
    gettext_lazy(
        "Entered. The post comes next; the security administrator then gives capacities and a slip."
    ),
)


@dataclass(frozen=True)
class AccountDeed:
    """A deed of an account's page: whose it is, and the page itself."""

    duty: str
    page: DeedPage


DEEDS = {
    "details": AccountDeed(
        SYSTEM,
        DeedPage(gettext_lazy("Change name or telephone"), forms.DetailsForm, accounts.revise_official),
    ),
    "posts": AccountDeed(
        SYSTEM,
        DeedPage(
            gettext_lazy("Give a post"),
            forms.PostForm,
            accounts.give_post,
            gettext_lazy("The post is given. What its holder may do is said by the security administrator."),
            template="administration/posting.html",
        ),
    ),
    "slip": AccountDeed(
        SECURITY,
        DeedPage(
            gettext_lazy("Give a slip to come in with"),
            DeedForm,
            actions.let_in,
            gettext_lazy("The slip is ready. Please hand it to nobody but its official."),
            lead=gettext_lazy(
                "For the first time, or because the password was forgotten. The password there was, open sessions and "
                "an earlier slip end with it."
            ),
        ),
    ),
    "lock": AccountDeed(
        SECURITY,
        DeedPage(
            gettext_lazy("Lock the account"),
            forms.LockForm,
            accounts.lock,
            gettext_lazy("The account is locked; whoever was in is out."),
            lead=gettext_lazy(
                "Nobody comes in with it from now on. What is in hand stays with its owner until it is handed over."
            ),
            is_grave=True,
        ),
    ),
    "unlock": AccountDeed(
        SECURITY,
        DeedPage(
            gettext_lazy("Unlock the account"),
            DeedForm,
            accounts.unlock,
            gettext_lazy("The account is in use again."),
        ),
    ),
}


@require_http_methods(["GET", "HEAD"])
@administration(SYSTEM, SECURITY)
def listed(request: StaffRequest) -> HttpResponse:
    """Everybody with an account, by name."""
    day, show = local_day(request.at, request.county), chosen(request, "show", rows.SHOWN, "")
    units = units_of(request.user, day)
    unit = units.filter(code=request.GET.get("unit", "")).first()
    people = rows.narrowed(Official.objects.visible_to(request.user, request.at), show, unit, day)
    page = keyset.page(people, request, "name_key", "pk")
    context: dict[str, Any] = {
        "lines": rows.lines(page.rows, request.at, day),
        "shown": choices(request, "show", {key: str(words) for key, words in rows.SHOWN.items()}, show),
        "show": show,
        "narrow": forms.narrow_by(units, unit),
        "may_enter": SYSTEM in request.user.administers,
        **page.links,
    }
    return render(request, "administration/officials.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def enter(request: StaffRequest) -> HttpResponse:
    """A new official."""
    form = ENTER.form(posted(request))
    return deed_page(request, ENTER, form, (reverse("administration:officials"), LIST), _page_of)


@require_http_methods(["GET", "HEAD"])
@administration(SYSTEM, SECURITY)
def see(request: StaffRequest, official: int) -> HttpResponse:
    """One account: posts, how it comes in, and what can be done."""
    found = _official(request, official)
    day = local_day(request.at, request.county)
    (line,) = rows.lines([found], request.at, day)
    context = {"line": rows.with_reach(line, day), "official": found, "deeds": _offered(found, request.user)}
    context["is_system"] = SYSTEM in request.user.administers
    context["is_security"] = SECURITY in request.user.administers
    return render(request, "administration/official.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM, SECURITY)
def do(request: StaffRequest, official: int, noun: str) -> HttpResponse:
    """One deed to an account, for the administrator whose deed it is."""
    deed = DEEDS.get(noun)
    if deed is None or deed.duty not in request.user.administers:
        raise Http404
    found = _official(request, official)
    form = deed.page.form(posted(request), initial=_initial(found, noun, request))
    around: dict[str, Any] = {"lead": found.name if not deed.page.lead else f"{found.name}: {deed.page.lead}"}
    if noun == "posts":
        forms.offer_units(form, "unit", units_of(request.user, local_day(request.at, request.county)))
        around["meanings"] = meanings()

    def there(made: Any) -> str:
        return slip_address(made, request.at) if noun == "slip" else _page_of(found)

    return deed_page(
        request, deed.page, form, (_page_of(found), found.name), there, around=around, official=found
    )


@require_http_methods(["GET", "HEAD"])
@administration(SECURITY)
def slip(request: StaffRequest, official: int, token: str) -> HttpResponse:
    """A fresh slip, for half an hour after it was given: to be printed, sent as a link, or taken along as a document."""
    given = _given(request, official, token)
    here = reverse("slips:ask", kwargs={"county": request.county.slug})
    context = {
        "given": given,
        "token": token,
        "address": whole_address(request, here),
        "link": whole_address(request, f"{here}{given.link}/"),
    }
    return render(request, "administration/slip.html", context)


@require_http_methods(["GET", "HEAD"])
@administration(SECURITY)
def slip_docx(request: StaffRequest, official: int, token: str) -> HttpResponse:
    """The same on paper."""
    given = _given(request, official, token)
    address = whole_address(request, reverse("slips:ask", kwargs={"county": request.county.slug}))
    content = slip_papers.slip(given, request.county, address)
    return taken(
        request, content, file_name(gettext_lazy("Slip to come in with")), on=given.slip.official.key
    )


def _official(request: StaffRequest, key: int) -> Official:
    seen = Official.objects.visible_to(request.user, request.at).select_related("county")
    found: Official = get_object_or_404(seen, pk=key)
    return found


def _page_of(official: Official) -> str:
    return reverse("administration:official", kwargs={"official": official.pk})


def _initial(official: Official, noun: str, request: StaffRequest) -> dict[str, Any]:
    if noun == "details":
        return {"name": official.name, "phone": official.phone}
    return {"from_on": local_day(request.at, request.county)} if noun == "posts" else {}


def _offered(official: Official, by: Official) -> list[dict[str, Any]]:
    """The deeds of this administrator, each with what stands against it now."""
    against: dict[str, Any] = {
        "posts": _("Who administers holds no post; please give them an account of their own for it.")
        if official.administers
        else None,
        "slip": actions.objection_to_letting_in(official, by),
        "lock": accounts.objection_to_locking(official, by),
    }
    left_out = "lock" if not official.is_active else "unlock"
    return [
        {"url": f"{_page_of(official)}{noun}/", "title": deed.page.title, "objection": against.get(noun)}
        for noun, deed in DEEDS.items()
        if deed.duty in by.administers and noun != left_out
    ]


def slip_address(given: Given, at: datetime) -> str:
    """Where a fresh slip is shown; the address itself is sealed and says nothing."""
    written = json.dumps([given.slip.pk, given.code, given.link, int(at.timestamp())])
    token = ring().seal(written, SEALED_AS)
    return reverse("administration:slip", kwargs={"official": given.slip.official_id, "token": token})


def _given(request: StaffRequest, official: int, token: str) -> Given:
    """The slip of a sealed address, while it may still be looked at and has not been used or replaced."""
    try:
        key, code, link, made = json.loads(ring().open(token, SEALED_AS))
    except (SealBroken, ValueError):
        raise Http404 from None
    if request.at.timestamp() - made > SHOWN_FOR.total_seconds():
        raise Http404
    open_slips = Slip.objects.visible_to(request.user, request.at).open_at(request.at)
    found = get_object_or_404(open_slips.select_related("official"), pk=key, official=official)
    return Given(found, code, link)
