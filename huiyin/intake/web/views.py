"""What the public does: says something, rates, answers questions, has a matter taken up again, or takes it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.intake.web import WEB
from huiyin.intake.web.forms import SayForm
from huiyin.intake.web.receiving import Subject, receive, subject_of
from huiyin.lib.reference import parse
from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.actions import Lodged
from huiyin.matters.doors import MATTERS
from huiyin.matters.models import Matter
from huiyin.matters.resident_forms import (
    FilesForm,
    NewFactsForm,
    RatingForm,
    ReopeningForm,
    ReviewForm,
    SupplyForm,
    WithdrawalForm,
)
from huiyin.matters.rules import asking, attaching, closing, reopening, reviewing, ways_out
from huiyin.orgs.deeds import AGAIN_TO_RESIDENTS, done
from huiyin.orgs.doors import PublicRequest, keep_private, public
from huiyin.orgs.handles import Opened
from huiyin.publish.asking import opening_of
from huiyin.sealed.rules import organ_at
from huiyin.ui.deeds import attempt, posted, shown
from huiyin.ui.forms import OnceForm


@require_http_methods(["GET", "HEAD", "POST"])
@public
def say(request: PublicRequest) -> HttpResponse:
    """Tell us something; the receipt follows."""
    subject = subject_of(request.GET.get("about", ""))
    asked = request.GET.get("brief", "") if subject.is_ordinary else ""
    initial = {"body": _opening(subject, request.GET.get("ref", "")) or opening_of(asked, at=request.at)}
    form = SayForm(
        posted(request),
        request.FILES or None,
        subject=subject,
        county=request.county,
        at=request.at,
        initial=initial,
    )
    draft = "-".join(part for part in ("say", request.county.slug, subject.key) if part)
    received = attempt(request, form, lambda: receive(form.inbound(), token=form.token, at=request.at))
    if received is not None:
        reference, fresh = received
        if not fresh:
            messages.info(request, AGAIN_TO_RESIDENTS)
        there = MATTERS.receipt_url(reference, county=request.county.slug)
        return keep_private(redirect(f"{there}?done={draft}"))
    around = {"subject": subject, "draft": draft, "county": request.county, "organ": organ_at(request.at)}
    return keep_private(shown(request, "intake/say.html", form, **around))


def _opening(subject: Subject, ref: str) -> str:
    """A complaint about handling begins with the number it is about."""
    reference = parse(ref)
    if subject.key != "handling" or reference is None:
        return ""
    return _("About %(reference)s: ") % {"reference": reference}


@require_http_methods(["GET", "HEAD", "POST"])
@MATTERS.behind_mark
def rate(request: PublicRequest, opened: Opened[Matter]) -> HttpResponse:
    """What the resident says of the answer."""
    answered = closing.reply_to_rate(opened.thing) is not None
    page = {
        "heading": _("Please tell us what you think"),
        "objection": "" if answered else _("There is no answer to rate yet."),
        "button": _("Send my opinion"),
        "draft": f"rating-{opened.thing.reference}",
        "thanks": _("Thank you. What you said has been kept and passed on."),
    }
    return _deed(request, opened, RatingForm, page, lambda data: actions.rate(
        matter=opened.thing, door=opened.door, at=request.at, **data
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@MATTERS.behind_mark
def reopen(request: PublicRequest, opened: Opened[Matter]) -> HttpResponse:
    """Have it taken up again."""
    page = {
        "heading": _("Still not solved?"),
        "objection": reopening.objection_to_reopening(opened.thing, request.at) or "",
        "button": _("Have it taken up again"),
        "draft": f"reopening-{opened.thing.reference}",
        "thanks": _("It has been taken up again. The new latest date stands below."),
    }
    return _deed(request, opened, ReopeningForm, page, lambda data: actions.reopen(
        matter=opened.thing, at=request.at, **data
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@MATTERS.behind_mark
def supply(request: PublicRequest, opened: Opened[Matter]) -> HttpResponse:
    """Answer what the desk asked."""
    page = {
        "heading": _("Please answer these questions"),
        "objection": asking.objection_to_supplying(opened.thing) or "",
        "button": _("Send my answer"),
        "supplement": asking.supplement_of(opened.thing),
        "draft": f"supplement-{opened.thing.reference}",
        "thanks": _("Thank you. The office has your answer and goes on with it."),
    }
    return _deed(request, opened, SupplyForm, page, lambda data: actions.supply(
        matter=opened.thing, at=request.at, **data
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@MATTERS.behind_mark
def add(request: PublicRequest, opened: Opened[Matter]) -> HttpResponse:
    """Send photos or documents after the words."""
    page = {
        "heading": _("Send photos or documents"),
        "objection": attaching.objection_to_attaching(opened.thing) or "",
        "button": _("Send them"),
        "draft": f"files-{opened.thing.reference}",
        "thanks": _("They have been passed on to whoever works on it."),
    }
    return _deed(request, opened, FilesForm, page, lambda data: actions.send_files(
        matter=opened.thing, at=request.at, **data
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@MATTERS.behind_mark
def review(request: PublicRequest, opened: Opened[Matter]) -> HttpResponse:
    """Ask the body above to look at the answer once more."""
    page = {
        "heading": _("Ask for a review"),
        "objection": reviewing.objection_to_asking(opened.thing, request.at) or "",
        "button": _("Send the request"),
        "draft": f"review-{opened.thing.reference}",
        "thanks": _("Your request has been taken in. Below stands who decides it."),
    }
    return _deed(request, opened, ReviewForm, page, lambda data: actions.ask_review(
        matter=opened.thing, at=request.at, **data
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@MATTERS.behind_mark
def withdraw(request: PublicRequest, opened: Opened[Matter]) -> HttpResponse:
    """Take back what one raised."""
    page = {
        "heading": _("Take back what I raised"),
        "objection": ways_out.objection_to_withdrawing(opened.thing) or "",
        "button": _("Take back what I raised"),
        "draft": f"withdrawal-{opened.thing.reference}",
        "thanks": _("It has been taken back. You are welcome to tell us anew at any time."),
    }
    return _deed(request, opened, WithdrawalForm, page, lambda data: actions.withdraw(
        matter=opened.thing, at=request.at, **data
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@MATTERS.behind_mark
def tell_anew(request: PublicRequest, opened: Opened[Matter]) -> HttpResponse:
    """Something new about a matter that has ended: a new one, with a receipt of its own."""

    def receipt(made: object) -> str:
        assert isinstance(made, Lodged)  # noqa: S101 - what the deed gives
        return MATTERS.receipt_url(made.matter.reference, county=request.county.slug)

    page = {
        "heading": _("Something new about it"),
        "objection": reopening.objection_to_telling_anew(opened.thing) or "",
        "button": _("Hand this to the office"),
        "draft": f"anew-{opened.thing.reference}",
        "thanks": "",
    }
    return _deed(
        request,
        opened,
        NewFactsForm,
        page,
        lambda data: actions.tell_anew(matter=opened.thing, channel=WEB, at=request.at, **data),
        receipt,
    )


def _deed(
    request: PublicRequest,
    opened: Opened[Matter],
    form_class: type[OnceForm],
    page: dict[str, Any],
    do: Callable[[dict[str, Any]], object],
    leads: Callable[[object], str] | None = None,
) -> HttpResponse:
    """One form, one deed, once; then back to the matter. Whatever goes wrong, the words stay."""
    form = form_class(posted(request), request.FILES or None)
    there = reverse("portal:matter", kwargs={"county": request.county.slug, "ref": opened.thing.reference})

    def say() -> str:
        made = do(form.given())
        return f"{leads(made) if leads else there}?done={page['draft']}"

    gone = done(
        request, form, lambda: _by_the_resident(request, say), page["thanks"], again=AGAIN_TO_RESIDENTS
    )
    return gone or shown(request, "intake/say_deed.html", form, matter=opened.thing, there=there, **page)


def _by_the_resident(request: PublicRequest, say: Callable[[], str]) -> str:
    """Not for somebody signed in to work here, who never speaks for the resident (I-23)."""
    if request.user.is_authenticated:
        raise Refused(_("Only the resident says this. Whoever works here signs out first."))
    return say()
