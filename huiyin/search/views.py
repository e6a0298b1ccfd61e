"""The page of search: the box sends, the answer stands at an address that nobody can read."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from huiyin.matters.lists import row_of
from huiyin.orgs.doors import StaffRequest, staff_deed
from huiyin.search import finding
from huiyin.search.asked import Asked, address_of, asked_in
from huiyin.ui.keyset import page

SIZE = 15  # rows of a kind at a time


@staff_deed
def find(request: StaffRequest) -> HttpResponse:
    """What was typed is sent, so that it stands in no log; what was found, kind by kind, stays open to going back."""
    if request.method == "POST":
        return redirect(address_of(request.POST.get("q", ""), request.user))
    asked = asked_in(request, request.user)
    answers = bool(asked.terms) and not asked.is_refused
    return render(
        request, "search/find.html", {"asked": asked, **(_found(request, asked) if answers else {})}
    )


def _found(request: StaffRequest, asked: Asked) -> dict[str, Any]:
    """A page by key of each kind. Of matters those are shown among the candidates of a page that hold the words."""
    meant, at = finding.meant(asked), request.at
    matters = page(finding.matters(meant, request.user, at), request, "-pk", size=SIZE, named="m")
    contacts = page(
        finding.contacts(meant, request.user, at), request, "-held_on", "-pk", size=SIZE, named="c"
    )
    homes = page(finding.households(meant, request.user, at), request, "code", size=SIZE, named="h")
    return {
        "found": True,
        "matters": matters,
        "rows": [row_of(one, request) for one in matters.rows if finding.is_meant(meant, one)],
        "contacts": contacts,
        "homes": homes,
    }
