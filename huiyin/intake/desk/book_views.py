"""The pages of the book of letters, for who sits at a desk; taking it along is on record with its rows (I-37)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huiyin.intake.desk import book
from huiyin.lib.periods import Period
from huiyin.matters.models import Matter
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.standing import DESK
from huiyin.orgs.taking import file_name, organ_of, taken
from huiyin.ui import address, keyset
from huiyin.ui.periods import in_words

TITLE = gettext_lazy("Book of letters")


@require_safe
@staff
def letters(request: StaffRequest) -> HttpResponse:
    """What came in writing, by the day on which it came."""
    period, offered = _asked(request)
    rows = book.letters(request.user, request.county, period, request.at)
    page = keyset.page(rows, request, *book.OLDEST_FIRST)
    context = {
        "period": in_words(period),
        "periods": address.choices(request, "period", offered, period.key),
        "lines": [book.line_of(one, request.county) for one in page.rows],
        "files": address.tail(period=period.key),
        **page.links,
    }
    return render(request, "intake/letters.html", context)


@require_safe
@staff
def docx(request: StaffRequest) -> HttpResponse:
    """The book of the period that the address names, as a paper."""
    organ = organ_of(request)
    return _taken(request, lambda rows, **of: book.docx(rows, organ=organ, **of), "docx")


@require_safe
@staff
def xlsx(request: StaffRequest) -> HttpResponse:
    """The same as a workbook."""
    return _taken(request, book.xlsx, "xlsx")


def _asked(request: StaffRequest) -> tuple[Period, dict[str, str]]:
    """Which period the address names, and which there are."""
    if not request.user.standing(request.at).has(*DESK):
        raise Http404
    there = {one.key: one for one in book.periods(local_day(request.at, request.county))}
    first = next(iter(there))
    return there[address.chosen(request, "period", there, first)], {
        key: in_words(one) for key, one in there.items()
    }


def _taken(request: StaffRequest, made: Callable[..., bytes], ending: Any) -> HttpResponse:
    period, _offered = _asked(request)
    found = book.letters(request.user, request.county, period, request.at).order_by(*book.OLDEST_FIRST)
    rows: list[Matter] = list(found[: book.MOST + 1])
    if len(rows) > book.MOST:
        messages.warning(
            request, _("These are more than %(n)d letters; please choose a shorter time.") % {"n": book.MOST}
        )
        return redirect(f"{reverse('calls:letters')}?{address.tail(period=period.key)}")
    content = made(rows, county=request.county, period=period, day=local_day(request.at, request.county))
    name = file_name(TITLE, period.key, ending=ending)
    return taken(request, content, name, on="letters", rows=len(rows), asked=period.key)
