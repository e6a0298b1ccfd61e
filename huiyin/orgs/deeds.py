"""A deed as a page, for who is known: done once, said so, and on to where it leads. Else the form is shown again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.doors import PublicRequest, StaffRequest
from huiyin.orgs.once import once_sent
from huiyin.ui.deeds import DeedPage, attempt, shown
from huiyin.ui.forms import DeedForm, OnceForm

AGAIN = _("This had been recorded already; nothing was entered twice.")
AGAIN_TO_RESIDENTS = _("We had this already; nothing was entered twice.")
There = str | Callable[[Any], str]


def done(
    request: StaffRequest | PublicRequest,
    form: DeedForm,
    act: Callable[[], str],
    said: Any = "",
    *,
    again: Any = AGAIN,
    beside: Any = None,
) -> HttpResponse | None:
    """Do what was sent, once if the form carries a token, and go where `act` says; None means: show the form.

    `done(…) or shown(…)` is a whole page. A form `beside` it has to hold as well.
    """

    def do() -> tuple[str, bool]:
        return once_sent(request, form, act) if isinstance(form, OnceForm) else (act(), True)

    made = attempt(request, form, do, beside)
    if made is None:
        return None
    there, fresh = made
    if not fresh:
        messages.info(request, again)
    elif said:
        messages.success(request, said)
    return redirect(there)


def page_done(
    request: StaffRequest, page: DeedPage, form: DeedForm, there: There, **on: Any
) -> HttpResponse | None:
    """Do the deed of a row, on what it is done on; `there` may follow from what came of it. None means: show the form."""

    def act() -> str:
        made = page.act(**on, by=request.user, at=request.at, **form.given())
        return there if isinstance(there, str) else there(made)

    return done(request, form, act, page.done)


def deed_page(
    request: StaffRequest,
    page: DeedPage,
    form: DeedForm,
    back: tuple[str, Any],
    there: There = "",
    *,
    around: dict[str, Any] | None = None,
    **on: Any,
) -> HttpResponse:
    """The whole page of a row: shown or done, with the way back to where it belongs, which is also where it leads.

    `around` is what else the page shows; a `lead` among it stands in place of the row's.
    """
    context = {"page": page, "lead": page.lead, "back": back[0], "back_words": back[1], **(around or {})}
    gone = page_done(request, page, form, there or back[0], **on)
    return gone or shown(request, page.template, form, **context)
