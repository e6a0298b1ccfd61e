"""The pages of requests about one's own data: the list and each request for whoever answers, a clerk's form, papers."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import There, deed_page, done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.orgs.standing import DESK
from huiyin.orgs.taking import file_name, taken
from huiyin.orgs.tree import county_desk
from huiyin.privacy import counting, deciding, request_forms, request_papers, requesting, rules
from huiyin.privacy import telling as saying
from huiyin.privacy.doors import REQUESTS
from huiyin.privacy.models import OFFICER, DataRequest
from huiyin.ui.address import choices, chosen
from huiyin.ui.deeds import DeedPage, posted, shown
from huiyin.ui.keyset import page

CHECK = DeedPage(
    _("Note the check of who asks"),
    request_forms.CheckForm,
    requesting.prove,
    _("Noted. What is held can be told now."),
    lead=_("Nothing is copied of a paper, and no number of it is written down."),
)
MISSING = DeedPage(
    _("Say what is missing"),
    request_forms.MissingForm,
    requesting.say_missing,
    _("Noted; it can be sent as a letter. The day for the answer stays."),
    lead=_("Write the same whether or not something is on record: nobody learns by it who is."),
)
KEEP_FROM = DeedPage(
    _("It is about somebody who works here"),
    request_forms.KeepFromForm,
    requesting.keep_from,
    _("They see nothing of it from now on."),
    lead=_("That person sees nothing of it from now on. If that is you, the head of the county answers."),
)
ANSWER = DeedPage(
    _("Answer the request"),
    request_forms.AnswerForm,
    deciding.answer,
    _("Answered. Who asked on the page reads it there; to everybody else it is to be brought."),
    template="privacy/answer.html",
)
DELIVERED = DeedPage(
    _("Note that it was brought"),
    request_forms.DeliveredForm,
    deciding.deliver,
    _("Noted."),
)
CANNOT_BE_UNDONE = (DataRequest.Kind.ERASE, DataRequest.Kind.WITHDRAW)
LISTS: dict[str, Any] = {"open": _("To be answered"), "bring": _("To be brought"), "done": _("Done with")}


@require_safe
@staff
def requests(request: StaffRequest) -> HttpResponse:
    """What waits for an answer, by its day; beside it how many there were, as numbers alone."""
    seen, which = _seen(request), chosen(request, "list", LISTS, "open")
    rows = {"open": seen.open(), "bring": seen.to_bring(), "done": seen.settled()}[which]
    found = page(rows, request, *(("due_on", "pk") if which == "open" else ("-pk",)))
    context = {
        "rows": found.rows,
        "tabs": choices(request, "list", {key: str(words) for key, words in LISTS.items()}, which),
        "day": _day(request),
        "is_clerk": request.user.standing(request.at).has(*DESK, OFFICER),
        "counts": counting.of_year(_day(request), request.user, request.at),
        **found.links,
    }
    return render(request, "privacy/requests.html", context)


def _seen(request: StaffRequest) -> Any:
    return DataRequest.objects.visible_to(request.user, request.at)


def _day(request: StaffRequest) -> date:
    return local_day(request.at, request.county)


def _request(request: StaffRequest, ref: str) -> DataRequest:
    seen = _seen(request).select_related("county", "unit", "charter", "taken_by", "proven_by", "answered_by")
    found: DataRequest = get_object_or_404(seen, reference=ref)
    if not rules.may_answer(found, request.user, request.at):
        raise Http404
    return found


def _home(found: DataRequest) -> tuple[str, str]:
    return reverse("privacy:request", kwargs={"ref": found.reference}), found.reference


@require_safe
@staff
def see(request: StaffRequest, ref: str) -> HttpResponse:
    """One request: who asks for what, how far it is, and what can be done now."""
    found = _request(request, ref)
    context = {
        "found": found,
        "day": _day(request),
        "told": saying.counted(found),
        "numbers": found.numbers,
        "rule": saying.rule(found),
        "papers": request_papers.there(found),
    }
    return render(request, "privacy/request.html", context)


@staff_deed
def take_down(request: StaffRequest) -> HttpResponse:
    """A clerk takes it down for somebody; the receipt follows, to be printed, and then it is seen no more."""
    if not request.user.standing(request.at).has(*DESK, OFFICER):
        raise Http404
    unit = county_desk()
    form = request_forms.TakeDownForm(posted(request), unit=unit, by=request.user, at=request.at)

    def act() -> str:
        made = requesting.take_down(
            asked=form.asked(),
            channel=form.cleaned_data["channel"],
            received_at=form.received_at,
            late_reason=form.cleaned_data["late_reason"],
            unit=unit,
            by=request.user,
            at=request.at,
        )
        return REQUESTS.receipt_url(made.reference, county=request.county.slug)

    gone = done(request, form, act, _("Taken down. Please print the receipt for the person."))
    return gone or shown(request, "privacy/take_down.html", form)


def _deed(
    request: StaffRequest,
    found: DataRequest,
    deed: DeedPage,
    *stands: str,
    there: There = "",
    around: dict[str, Any] | None = None,
    asks: dict[str, Any] | None = None,
) -> HttpResponse:
    """One of its pages; `stands` are the columns that the form begins with, `asks` what else it is made with."""
    initial = {name: getattr(found, name) for name in ("version", *stands)}
    filled = deed.form(posted(request), initial=initial, **(asks or {}))
    return deed_page(request, deed, filled, _home(found), there, around=around, found=found)


@staff_deed
def check(request: StaffRequest, ref: str) -> HttpResponse:
    """Who asks was checked."""

    def there(made: DataRequest) -> str:
        may = rules.may_answer(made, request.user, request.at)
        return _home(made)[0] if may else reverse("privacy:requests")

    return _deed(request, _request(request, ref), CHECK, "numbers", there=there)


@staff_deed
def missing(request: StaffRequest, ref: str) -> HttpResponse:
    """What is missing to check who asks."""
    return _deed(request, _request(request, ref), MISSING, "missing")


@staff_deed
def keep_from(request: StaffRequest, ref: str) -> HttpResponse:
    """It is kept from whom it is about."""
    found, there = _request(request, ref), reverse("privacy:requests")
    return _deed(request, found, KEEP_FROM, there=there, asks={"by": request.user, "at": request.at})


@staff_deed
def answer(request: StaffRequest, ref: str) -> HttpResponse:
    """Answer it; before that one reads what would be told and what would follow."""
    found = _request(request, ref)
    around = {"found": found, "lead": found.get_kind_display(), "parts": saying.preview(found)}
    deed = replace(ANSWER, is_grave=found.kind in CANNOT_BE_UNDONE)
    return _deed(request, found, deed, around=around, asks={"found": found})


@staff_deed
def delivered(request: StaffRequest, ref: str) -> HttpResponse:
    """It was handed over, or sent."""
    return _deed(request, _request(request, ref), DELIVERED)


@require_safe
@staff
def paper(request: StaffRequest, ref: str, paper: str) -> HttpResponse:
    """A paper of it, as a document; that it was taken is on record."""
    found = _request(request, ref)
    if paper not in request_papers.there(found):
        raise Http404
    kind = request_papers.PAPERS[paper]
    content, name = kind.write(found, request.at), file_name(kind.title, found.reference)
    rows = 0 if paper != "answer" else sum(len(part["rows"]) for part in saying.parts(found))
    return taken(request, content, name, on=found.reference, rows=rows)
