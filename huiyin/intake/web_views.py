"""What the public does: says something, rates an answer, has a matter taken up again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.intake.brief import opening_of
from huiyin.intake.web import Subject, receive, subject_of
from huiyin.intake.web_form import SayForm
from huiyin.lib.reference import parse
from huiyin.lib.refusal import Refused
from huiyin.matters import actions, rules
from huiyin.matters.doors import Opened, RatingForm, ReopeningForm, behind_mark, receipt_url
from huiyin.orgs.doors import PublicRequest, keep_private, public
from huiyin.orgs.once import digest_of, once
from huiyin.ui.forms import new_token
from huiyin.ui.quiet import new_stamp


@require_http_methods(["GET", "HEAD", "POST"])
@public
def say(request: PublicRequest) -> HttpResponse:
    """Tell us something; the receipt follows."""
    subject = subject_of(request.GET.get("about", ""))
    posted = request.POST if request.method == "POST" else None
    asked = request.GET.get("brief", "") if subject.is_ordinary else ""
    initial = {"body": _opening(subject, request.GET.get("ref", "")) or opening_of(asked, at=request.at)}
    form = SayForm(posted, subject=subject, county=request.county, at=request.at, initial=initial)
    draft = "-".join(part for part in ("say", request.county.slug, subject.key) if part)
    if posted is not None and form.is_valid() and form.stamp is not None:
        try:
            reference, fresh = receive(form.inbound(), token=form.stamp.token, at=request.at)
        except Refused as no:
            form.add_error(None, no.sentence)
            form.begin_anew("once", new_stamp(request.at))
        else:
            if not fresh:
                messages.info(request, _("We had this already; nothing was entered twice."))
            there = receipt_url(reference, county=request.county.slug)
            return keep_private(redirect(f"{there}?done={draft}"))
    context = {"form": form, "subject": subject, "draft": draft, "county": request.county}
    return keep_private(
        render(request, "intake/say.html", context, status=422 if posted is not None else 200)
    )


def _opening(subject: Subject, ref: str) -> str:
    """A complaint about handling begins with the number it is about."""
    reference = parse(ref)
    if subject.key != "handling" or reference is None:
        return ""
    return _("About %(reference)s: ") % {"reference": reference}


@require_http_methods(["GET", "HEAD", "POST"])
@behind_mark
def rate(request: PublicRequest, opened: Opened) -> HttpResponse:
    """What the resident says of the answer."""
    answered = opened.matter.is_answered
    page = {
        "heading": _("Please tell us what you think"),
        "objection": "" if answered else _("There is no answer to rate yet."),
        "button": _("Send my opinion"),
        "draft": f"rating-{opened.matter.reference}",
        "thanks": _("Thank you. What you said has been kept and passed on."),
    }
    return _deed(request, opened, RatingForm, page, lambda data: actions.rate(
        matter=opened.matter, door=opened.door, at=request.at, **data
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@behind_mark
def reopen(request: PublicRequest, opened: Opened) -> HttpResponse:
    """Have it taken up again."""
    page = {
        "heading": _("Still not solved?"),
        "objection": rules.objection_to_reopening(opened.matter, request.at) or "",
        "button": _("Have it taken up again"),
        "draft": f"reopening-{opened.matter.reference}",
        "thanks": _("It has been taken up again. The new latest date stands below."),
    }
    return _deed(request, opened, ReopeningForm, page, lambda data: actions.reopen(
        matter=opened.matter, at=request.at, **data
    ))  # fmt: skip


def _once(
    request: PublicRequest, opened: Opened, data: dict[str, Any], do: Callable[[dict[str, Any]], object]
) -> bool:
    """Do it once; not for somebody signed in to work here, who never speaks for the resident (I-23)."""
    if request.user.is_authenticated:
        raise Refused(_("Only the resident says this. Whoever works here signs out first."))
    words = {name: value for name, value in data.items() if name != "once"}

    def made() -> str:
        do(words)
        return opened.matter.reference

    digest = digest_of(request.POST)
    return once(token=data["once"], scope=request.path, digest=digest, at=request.at, make=made)[1]


def _deed(
    request: PublicRequest,
    opened: Opened,
    form_class: type[RatingForm] | type[ReopeningForm],
    page: dict[str, str],
    do: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """One form, one deed, once; then back to the matter. Whatever goes wrong, the words stay."""
    posted = request.POST if request.method == "POST" else None
    form = form_class(posted, initial={"once": new_token()})
    there = reverse("portal:matter", kwargs={"county": request.county.slug, "ref": opened.matter.reference})
    if posted is not None and form.is_valid():
        try:
            fresh = _once(request, opened, form.cleaned_data, do)
        except Refused as no:
            form.add_error(None, no.sentence)
            form.renew()
        else:
            messages.success(
                request, page["thanks"] if fresh else _("We had this already; nothing was entered twice.")
            )
            return redirect(f"{there}?done={page['draft']}")
    context = {**page, "form": form, "matter": opened.matter, "there": there}
    return render(request, "intake/say_deed.html", context, status=422 if posted is not None else 200)
