"""The manual inside the product: for who serves or administers behind the login, for residents in public.

Each page has a "?" that opens its part; which part that is follows from the beginning of the address.
"""

import re
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from huiyin.lib.manual import Book, read
from huiyin.orgs.doors import ANYBODY, PublicRequest, StaffRequest, public, staff

BOOKS: Final = ("official", "clerk", "supervisor", "administrator")
RESIDENT: Final = "resident"
HOME = settings.BASE_DIR / "docs" / "using"

# The part of each page by how its address begins; the longest that fits counts. A new list adds its line here.
PARTS: Final = {
    "/desk/": "official#today",
    "/notices/": "official#today",
    "/using/": "official#today",
    "/search/": "official#find",
    "/password/": "official#account",
    "/posts/": "official#account",
    "/duties/": "official#duties",
    "/duties/branch/": "supervisor#branches",
    "/digests/": "supervisor#summary",
    "/contacts/": "official#contacts",
    "/contacts/new/": "official#visit",
    "/contacts/village-meetings/": "official#forums",
    "/signals/": "official#contacts",
    "/promises/": "official#promises",
    "/echoes/": "official#promises",
    "/register/": "official#households",
    "/register/apart/": "supervisor#apart",
    "/register/below-quota/": "supervisor#load",
    "/register/load/": "supervisor#load",
    "/households/": "official#households",
    "/people/": "official#households",
    "/visit-list/": "official#households",
    "/rounds/": "official#rounds",
    "/aid/": "official#aid",
    "/research/": "official#aid",
    "/reach/": "official#mirror",
    "/reach/area/": "supervisor#area",
    "/reach/branch/": "supervisor#area",
    "/matters/": "official#matters",
    "/matters/kept/": "clerk#together",
    "/matters/together/": "clerk#together",
    "/reply-templates/": "official#matters",
    "/forums/": "official#forums",
    "/villages/": "official#forums",
    "/briefs/": "official#forums",
    "/documents/": "official#documents",
    "/receptions/": "official#receptions",
    "/receptions/plan/": "clerk#plan",
    "/receptions/offices/": "clerk#plan",
    "/accounts/": "official#reports",
    "/accounts/inbox/": "supervisor#reports-in",
    "/accounts/all/": "supervisor#reports-in",
    "/fact-sheets/": "official#inspected",
    "/triage/": "clerk#triage",
    "/calls/": "clerk#calls",
    "/calls/team/": "clerk#team",
    "/call-backs/": "clerk#calls-back",
    "/paper/": "clerk#paper",
    "/letters/": "clerk#letters",
    "/data-requests/": "clerk#own-data",
    "/sealed/": "clerk#sealed",
    "/import/": "clerk#import",
    "/waiting/": "supervisor#waiting",
    "/supervisions/": "supervisor#supervision",
    "/care/": "supervisor#supervision",
    "/reports/": "supervisor#summary",
    "/reports/burden/": "administrator#running",
    "/inspections/": "supervisor#inspections",
    "/rectifications/": "supervisor#inspections",
    "/draws/": "supervisor#lots",
    "/administration/": "administrator#overview",
    "/administration/units/": "administrator#units",
    "/administration/officials/": "administrator#officials",
    "/administration/posts/": "administrator#posts",
    "/administration/charter/": "administrator#charter",
    "/administration/calendar/": "administrator#calendar",
    "/administration/documents/": "administrator#documents",
    "/administration/numbers/": "administrator#numbers",
    "/administration/logo/": "administrator#logo",
    "/administration/mail/": "administrator#mail",
    "/administration/wechat/": "administrator#wechat",
    "/administration/sms/": "administrator#sms",
    "/administration/words/": "administrator#words",
    "/administration/systems/": "administrator#systems",
    "/administration/trail/": "administrator#trail",
    "/-/clock/": "administrator#running",
}
# Of the public pages by what follows the county.
PUBLIC: Final = {
    "": "home",
    "using/": "home",
    "logo/": "home",
    "say/": "say",
    "report/": "report",
    "receipt/": "receipt",
    "r/": "ask",
    "ask/": "ask",
    "matters/": "ask",
    "receptions/": "reception",
    "bookings/": "reception",
    "booking-receipt/": "reception",
    "b/": "reception",
    "screen/": "reception",
    "data/": "data",
    "draws/": "draws",
    "groups/": "groups",
    "briefs/": "briefs",
    "documents/": "about",
    "about/": "about",
    "process/": "about",
    "come-in/": "come-in",
    "no-mail/": "say",
    "q/": "say",
}


def _longest(parts: dict[str, str], here: str) -> str:
    return (
        parts[found] if (found := max(filter(here.startswith, parts), key=len, default="")) in parts else ""
    )


def help_for(here: str) -> str:
    """Where the manual tells of the page at this address; nothing where it does not."""
    if here.startswith("/c/"):
        county, _slash, rest = here.removeprefix("/c/").partition("/")
        if not re.fullmatch(
            r"[-\w]+", county, re.ASCII
        ):  # no county's address: what is missing there has no part
            return ""
        return f"{reverse('portal:using', kwargs={'county': county})}#{_longest(PUBLIC, rest)}"
    book, sign, anchor = _longest(PARTS, here).partition("#")
    return f"{reverse(f'using_{book}')}#{anchor}" if sign else ""


@lru_cache(maxsize=16)  # as many as there are files
def _read(book: str, language: str) -> Book:
    text = (HOME / language / f"{book}.md").read_text(encoding="utf-8")
    return read(
        text, picture=lambda file: static(f"using/{file}"), book=lambda name: reverse(f"using_{name}")
    )


def book_of(name: str) -> Book:
    """One book in the language in use."""
    return _read(name, "zh" if (get_language() or "zh").startswith("zh") else "en")


@require_safe
@lambda view: staff(view, of=ANYBODY)
def using(request: StaffRequest, book: str) -> HttpResponse:
    """One book, with the names of the others beside it."""
    others = [(book_of(name).title, reverse(f"using_{name}"), name == book) for name in BOOKS]
    context: dict[str, Any] = {"book": book_of(book), "books": others}
    return render(request, "site/using.html", context)


@require_safe
@public
def for_residents(request: PublicRequest) -> HttpResponse:
    """The book for residents, which needs no login."""
    return render(request, "site/using_public.html", {"book": book_of(RESIDENT)})


staff_addresses = [path(f"using/{book}/", using, {"book": book}, name=f"using_{book}") for book in BOOKS]
portal = [path("c/<slug:county>/using/", for_residents, name="using")]
