"""The page of search: the box sends, the answer stands at an address that nobody can read."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from huiyin.contacts.marks import marked
from huiyin.matters.lists import row_of
from huiyin.orgs.doors import StaffRequest, staff_deed
from huiyin.orgs.models import Official
from huiyin.orgs.references import Register, register_of
from huiyin.orgs.worded import Given, Keys, Sets
from huiyin.orgs.worded import asked as asked_in_words
from huiyin.people.models import Household
from huiyin.search import finding, pace
from huiyin.search.asked import Asked, address_of, asked_in, typed
from huiyin.search.finding import Meant
from huiyin.ui.keyset import Page, key_of, keys, page, page_of_keys, page_of_rows, values_in

SIZE = 15  # rows of a kind at a time
# What is not searched here, but told by the letter of its number: what it is, and where it opens for who may see it.
ELSEWHERE: dict[Register | None, tuple[Any, str]] = {
    Register.REPORT: (_("Reports"), "duties:report"),
    Register.INSPECTION: (_("Inspections"), "inspection:see"),
    Register.RECTIFICATION: (_("Ledger of problems"), "inspection:rectification"),
    Register.DATA_REQUEST: (_("Requests about one's own data"), "privacy:request"),
    Register.RECEPTION: (_("Receptions"), "receptions:see"),
    Register.FORUM: (_("Residents' forums"), "forums:see"),
    Register.DRAW: (_("Drawing lots"), "draws:see"),
    Register.ROUND: (_("Plans of visits"), "rounds:see"),
}
# And what opens from no number: where it is read instead, by whom.
NOT_OPENED: dict[Register | None, tuple[Any, Any]] = {
    Register.BOOKING: (
        _("Booking of a reception"),
        _("Bookings stand in the list of their reception day; open that day under “Receptions”."),
    ),
    Register.SEALED_REPORT: (
        _("Sealed report"),
        _("Only whoever is named for sealed reports opens it, on a page of their own."),
    ),
}


@staff_deed
def find(request: StaffRequest) -> HttpResponse:
    """What was typed is sent, so that it stands in no log; what was found, kind by kind, stays open to going back."""
    if request.method == "POST":
        return _sent(request, typed(request.POST.get("q", "")))
    asked = asked_in(request, request.user)
    answers = bool(asked.terms) and not asked.is_refused
    return render(
        request, "search/find.html", {"asked": asked, **(_found(request, asked) if answers else {})}
    )


def _sent(request: StaffRequest, asked: Asked) -> HttpResponse:
    """To the answer; where many telephones were looked for, after a while only."""
    wait = pace.seconds_to_wait(asked.telephone, request.user, request.at) if asked.telephone else 0
    if not wait:
        return redirect(address_of(asked, request.user))
    says = ngettext(
        "Many telephone numbers were looked for. Please wait %(n)d second, then try again.",
        "Many telephone numbers were looked for. Please wait %(n)d seconds, then try again.",
        wait,
    )
    context = {"asked": asked, "wait": says % {"n": wait}}
    response = render(request, "search/find.html", context, status=429)
    response.headers["Retry-After"] = str(wait)
    return response


def _found(request: StaffRequest, asked: Asked) -> dict[str, Any]:
    """A page by key of each kind. Of matters those are shown among the candidates of a page that hold the words."""
    by, at = request.user, request.at
    meant = finding.meant(asked, by, at)
    matters, homes = _read(request, meant)
    rows = [row_of(one, request) for one in finding.shown(meant, matters.rows)]
    contacts = page(marked(finding.contacts(meant, by, at)), request, "-held_on", "-pk", size=SIZE, named="c")
    if asked.telephone:
        pace.keep(asked.telephone, len(rows) + len(contacts.rows) + len(homes.rows), by, at)
    return {
        "found": True,
        "elsewhere": _elsewhere(request, asked),
        "matters": matters,
        "rows": rows,
        "contacts": contacts,
        "homes": homes,
    }


def _read(request: StaffRequest, meant: Meant) -> tuple[Page[int], Page[Household]]:
    """The keys of a page of candidates, and a page of households, in one question that is put into words once."""
    is_few, those, pieces = finding.sought(meant, request.user, request.at)
    values: dict[str, Given] = {"those": Keys(those), "codes": finding.begins(meant)}
    values["homes"] = Keys(meant.homes_of_people)
    values |= {f"village{n}": Keys(keys) for n, keys in enumerate(meant.villages.values())}
    if pieces:
        values["pieces"] = pieces
    if len(after := values_in(request.GET.get("m", ""))) == 1:
        values["after"] = after
    begins = not request.GET.get("h", "")  # a later page of households is asked for by itself
    looks = bool(those) or not is_few
    shape = (looks, is_few, bool(meant.raised), begins)
    found, _counts = asked_in_words(_sets, request.user, request.at, *shape, **values)
    if begins:
        homes = page_of_rows(found["homes"], request, "code", size=SIZE, named="h")
    else:
        homes = page(
            finding.households(meant, request.user, request.at), request, "code", size=SIZE, named="h"
        )
    return page_of_keys(found.get("keys", []), request, list, size=SIZE, named="m"), homes


def _sets(
    by: Official,
    at: datetime,
    looks: bool,
    is_few: bool,
    are_raised: bool,
    with_homes: bool,
    *,
    those: list[int],
    codes: tuple[str, ...],
    homes: list[int],
    pieces: tuple[int, ...] = (),
    after: tuple[int, ...] = (),
    **villages: list[int],
) -> Sets:
    sets: dict[str, QuerySet[Any]] = {}
    if looks:  # of a word that nobody used there are no candidates
        rows = finding.candidates(by, at, is_few, those, pieces, are_raised=are_raised)
        sets["keys"] = keys(rows, ("-newest",), key_of(after), size=SIZE)
    if with_homes:
        found = finding.homes(by, at, codes, homes, [*villages.values()])
        sets["homes"] = found.order_by("code")[: SIZE + 1]
    return sets, {}


def _elsewhere(request: StaffRequest, asked: Asked) -> dict[str, Any] | None:
    """Of what a number is that is not searched here, with its page or who reads it; whether or not there is one."""
    letter = register_of(asked.reference, request.county) if asked.reference else None
    if letter in ELSEWHERE:
        words, page_of = ELSEWHERE[letter]
        return {"words": words, "url": reverse(page_of, kwargs={"ref": asked.reference})}
    if letter in NOT_OPENED:
        words, says = NOT_OPENED[letter]
        return {"words": words, "says": says}
    return None
