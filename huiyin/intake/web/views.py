"""What the public does: says something, rates, answers questions, has a matter taken up again, or takes it back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
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
from huiyin.matters.rules import asking, attaching, closing, known_code, reopening, reviewing, ways_out
from huiyin.orgs.deeds import AGAIN_TO_RESIDENTS, done
from huiyin.orgs.doors import PublicRequest, keep_private, public
from huiyin.orgs.handles import Opened
from huiyin.orgs.machines import is_of_somebody_here
from huiyin.publish.asking import opening_of
from huiyin.sealed.rules import organ_at
from huiyin.ui.deeds import attempt, posted, shown
from huiyin.ui.forms import OnceForm


@require_http_methods(["GET", "HEAD", "POST"])
@public
def say(request: PublicRequest) -> HttpResponse:
    """Tell us something; the receipt follows."""
    subject = subject_of(request.GET.get("about", ""))
    initial = {} if request.method == "POST" else {"body": _begun(request, subject)}
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
        if not received.is_fresh:
            messages.info(request, AGAIN_TO_RESIDENTS)
        there = received.receipt_url(request.county.slug)
        return keep_private(redirect(f"{there}?done={draft}"))
    around = {"subject": subject, "draft": draft, "county": request.county, "organ": organ_at(request.at)}
    return keep_private(shown(request, "intake/say.html", form, **around))


def _begun(request: PublicRequest, subject: Subject) -> str:
    """What stands in an empty form: the matter or the brief that one came from."""
    asked = request.GET.get("brief", "") if subject.is_ordinary else ""
    return _opening(subject, request.GET.get("ref", "")) or opening_of(asked, at=request.at)


def _opening(subject: Subject, ref: str) -> str:
    """A complaint about handling begins with the number it is about."""
    reference = parse(ref)
    if subject.key != "handling" or reference is None:
        return ""
    return _("About %(reference)s: ") % {"reference": reference}


@dataclass(frozen=True)
class Said:
    """What a resident does to their matter, as a row of data: its words, its form, what stands against it, what does it.

    `draft` begins the name under which the browser keeps what was typed; `act` takes the matter, the moment, the door and
    the fields of the form; `beside` is what else the page shows.
    """

    heading: Any
    button: Any
    thanks: Any
    draft: str
    form: type[OnceForm]
    objection: Callable[[Matter, datetime], str | None]
    act: Callable[..., object]
    beside: Callable[[Matter], dict[str, Any]] = lambda _matter: {}


def _objection_to_rating(matter: Matter, _at: datetime) -> str | None:
    return None if closing.reply_to_rate(matter) is not None else _("There is no answer to rate yet.")


def _without_door(act: Callable[..., object], **more: Any) -> Callable[..., object]:
    """A deed that does not ask by which door its matter was opened."""
    return lambda door, **given: act(**given, **more)


def _at_any_time(objection: Callable[[Matter], str | None]) -> Callable[[Matter, datetime], str | None]:
    return lambda matter, _at: objection(matter)


RATING = Said(
    gettext_lazy("Please tell us what you think"),
    gettext_lazy("Send my opinion"),
    gettext_lazy("Thank you. What you said has been kept and passed on."),
    "rating",
    RatingForm,
    _objection_to_rating,
    actions.rate,
)
REOPENING = Said(
    gettext_lazy("Still not solved?"),
    gettext_lazy("Have it taken up again"),
    gettext_lazy("It has been taken up again. The new latest date stands below."),
    "reopening",
    ReopeningForm,
    reopening.objection_to_reopening,
    _without_door(actions.reopen),
)
SUPPLY = Said(
    gettext_lazy("Please answer these questions"),
    gettext_lazy("Send my answer"),
    gettext_lazy("Thank you. The office has your answer and goes on with it."),
    "supplement",
    SupplyForm,
    _at_any_time(asking.objection_to_supplying),
    _without_door(actions.supply),
    lambda matter: {"supplement": asking.supplement_of(matter)},
)
FILES = Said(
    gettext_lazy("Send photos or documents"),
    gettext_lazy("Send them"),
    gettext_lazy("They have been passed on to whoever works on it."),
    "files",
    FilesForm,
    _at_any_time(attaching.objection_to_attaching),
    _without_door(actions.send_files),
)
REVIEW = Said(
    gettext_lazy("Ask for a review"),
    gettext_lazy("Send the request"),
    gettext_lazy("Your request has been taken in. Below stands who decides it."),
    "review",
    ReviewForm,
    reviewing.objection_to_asking,
    _without_door(actions.ask_review),
)
WITHDRAWAL = Said(
    gettext_lazy("Take back what I raised"),
    gettext_lazy("Take back what I raised"),
    gettext_lazy("It has been taken back. You are welcome to tell us anew at any time."),
    "withdrawal",
    WithdrawalForm,
    _at_any_time(ways_out.objection_to_withdrawing_by_code),
    _without_door(actions.withdraw),
)
NEW_FACTS = Said(
    gettext_lazy("Something new about it"),
    gettext_lazy("Hand this to the office"),
    "",
    "anew",
    NewFactsForm,
    _at_any_time(reopening.objection_to_telling_anew),
    _without_door(actions.tell_anew, channel=WEB),
)


def _deed(request: PublicRequest, opened: Opened[Matter], said: Said) -> HttpResponse:
    """One form, one deed, once; then back to the matter. Whatever goes wrong, the words stay."""
    matter, county = opened.thing, request.county.slug
    form = said.form(posted(request), request.FILES or None)
    there = reverse("portal:matter", kwargs={"county": county, "ref": matter.reference})
    draft = f"{said.draft}-{matter.reference}"

    def act() -> str:
        made = said.act(matter=matter, door=opened.door, at=request.at, **form.given())
        if isinstance(made, Lodged):  # a new matter has a receipt of its own
            return f"{MATTERS.receipt_url(made.matter.reference, county=county)}?done={draft}"
        return f"{there}?done={draft}"

    objection = said.objection(matter, request.at) or _objection_to_browser(request, matter, said)
    page = {
        "heading": said.heading,
        "button": said.button,
        "objection": objection or "",
        "draft": draft,
        **said.beside(matter),
    }
    gone = done(
        request,
        form,
        lambda: _by_the_resident(request, matter, said, act),
        said.thanks,
        again=AGAIN_TO_RESIDENTS,
    )
    return gone or shown(request, "intake/say_deed.html", form, matter=matter, there=there, **page)


@require_http_methods(["GET", "HEAD", "POST"])
@MATTERS.behind_mark
def rate(request: PublicRequest, opened: Opened[Matter]) -> HttpResponse:
    """What the resident says of the answer."""
    return _deed(request, opened, RATING)


@require_http_methods(["GET", "HEAD", "POST"])
@MATTERS.behind_mark
def reopen(request: PublicRequest, opened: Opened[Matter]) -> HttpResponse:
    """Have it taken up again."""
    return _deed(request, opened, REOPENING)


@require_http_methods(["GET", "HEAD", "POST"])
@MATTERS.behind_mark
def supply(request: PublicRequest, opened: Opened[Matter]) -> HttpResponse:
    """Answer what the desk asked."""
    return _deed(request, opened, SUPPLY)


@require_http_methods(["GET", "HEAD", "POST"])
@MATTERS.behind_mark
def add(request: PublicRequest, opened: Opened[Matter]) -> HttpResponse:
    """Send photos or documents after the words."""
    return _deed(request, opened, FILES)


@require_http_methods(["GET", "HEAD", "POST"])
@MATTERS.behind_mark
def review(request: PublicRequest, opened: Opened[Matter]) -> HttpResponse:
    """Ask the body above to look at the answer once more."""
    return _deed(request, opened, REVIEW)


@require_http_methods(["GET", "HEAD", "POST"])
@MATTERS.behind_mark
def withdraw(request: PublicRequest, opened: Opened[Matter]) -> HttpResponse:
    """Take back what one raised."""
    return _deed(request, opened, WITHDRAWAL)


@require_http_methods(["GET", "HEAD", "POST"])
@MATTERS.behind_mark
def tell_anew(request: PublicRequest, opened: Opened[Matter]) -> HttpResponse:
    """Something new about a matter that has ended: a new one, with a receipt of its own."""
    return _deed(request, opened, NEW_FACTS)


def _by_the_resident(request: PublicRequest, matter: Matter, said: Said, say: Callable[[], str]) -> str:
    """Not for somebody signed in to work here, who never speaks for the resident (I-23); nor in some browsers, see below."""
    if request.user.is_authenticated:
        raise Refused(_("Only the resident says this. Whoever works here signs out first."))
    if no := _objection_to_browser(request, matter, said):
        raise Refused(no)
    return say()


def _objection_to_browser(request: PublicRequest, matter: Matter, said: Said) -> str | None:
    """An opinion is not given in the browser of somebody who works here, where an official gave out the code (S49). All
    else is: who sits at the computer of a village office may send what was asked, or ask for a review."""
    if said is not RATING or not is_of_somebody_here(request) or not known_code.given_by_official(matter):
        return None
    return _(
        "In this browser somebody signs in who works here. Please give your opinion on a telephone of your own, or tell it"
        " to the counter or by telephone."
    )
