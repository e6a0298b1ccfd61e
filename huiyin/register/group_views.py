"""The slip for a household's groups: given by an official, and used by the household without one."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huiyin.matters.doors import MATTERS
from huiyin.matters.models import Matter
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import (
    PublicRequest,
    StaffRequest,
    address_of,
    keep_private,
    public,
    staff_deed,
    whole_address,
)
from huiyin.orgs.handles import Opened
from huiyin.register import group_slips, slip_asking
from huiyin.register.deed_views import home_of
from huiyin.register.forms import group_words
from huiyin.register.homes import homes_seen
from huiyin.register.models import GroupSlip
from huiyin.ui.deeds import DeedPage, attempt, posted, shown, turned_back
from huiyin.ui.forms import ChipSelect, DeedForm, SlipCode, offer

MARK = "group_slip"  # under which the session keeps which slip it was opened with
GIVE = DeedPage(
    gettext_lazy("Slip for the groups of this household"),
    DeedForm,
    group_slips.give_slip,
    button=gettext_lazy("Make the slip"),
)


class NumberForm(forms.Form):
    """Both stand on the slip."""

    number = forms.CharField(
        label=gettext_lazy("Household number"),
        max_length=30,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )
    code = SlipCode(label=gettext_lazy("Code on your slip"))


class GroupsForm(DeedForm):
    """What the household says of itself; nothing is an answer too."""

    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these is your household? None is an answer too."),
        required=False,
        widget=ChipSelect,
    )


@staff_deed
def give(request: StaffRequest, key: str) -> HttpResponse:
    """Make the slip. Sent, this answer alone shows it."""
    found = get_object_or_404(homes_seen(request.user, request.at), key=key)
    there, number = home_of(found)
    if objection := group_slips.objection_to_giving(found, request.user, request.at):
        return turned_back(request, objection, there)
    form = GIVE.form(posted(request))
    given = attempt(
        request, form, lambda: group_slips.give_slip(household=found, by=request.user, at=request.at)
    )
    around = {
        "page": GIVE,
        "lead": _lead(group_slips.days_valid(request.at)),
        "back": there,
        "back_words": number,
    }
    if given is None:
        return shown(request, GIVE.template, form, **around)
    county = {"county": request.county.slug}
    link = reverse("portal:groups", kwargs={**county, "slip": group_slips.token_of(given.slip)})
    context = {
        **around,
        "given": given,
        "number": number,
        "address": whole_address(request, reverse("portal:groups_ask", kwargs=county)),
        "link": whole_address(request, link),
    }
    return render(request, "register/group_slip.html", context)


def _lead(days: int) -> str:
    words = ngettext(
        "With it the household says itself, on its own telephone, which groups it belongs to; please never fill it in for"
        " them. Who gave it, when, and when it was used is on record. It is used once, within %(n)d day; one given"
        " before ends.",
        "With it the household says itself, on its own telephone, which groups it belongs to; please never fill it in for"
        " them. Who gave it, when, and when it was used is on record. It is used once, within %(n)d days; one given"
        " before ends.",
        days,
    )
    return words % {"n": days}


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@public
def ask(request: PublicRequest) -> HttpResponse:
    """Household number and code of the slip."""
    form, headers = NumberForm(posted(request)), {}
    if request.method == "POST" and form.is_valid():
        tried = group_slips.by_code(**form.cleaned_data, address=address_of(request), at=request.at)
        if tried.slip is not None:
            return _let_on(request, tried.slip)
        if tried.wait:
            headers["Retry-After"] = str(tried.wait)
        wait = ngettext(
            "Several tries did not fit. Please wait %(n)d second, then try again.",
            "Several tries did not fit. Please wait %(n)d seconds, then try again.",
            tried.wait,
        )
        words = _("Number and code do not belong together, or the slip has been used or is too old.")
        form.add_error(None, wait % {"n": tried.wait} if tried.wait else words)
    page = shown(request, "register/groups_ask.html", form)
    page.status_code = 429 if headers else page.status_code
    return keep_private(page, **headers)


@require_http_methods(["GET", "HEAD"])
@public
def follow(request: PublicRequest, slip: str) -> HttpResponse:
    """The link of the slip: the browser is let on, and neither its address nor its history says with what."""
    held = group_slips.by_token(slip, at=request.at)
    if held is not None:
        return _let_on(request, held)
    if not group_slips.was_signed(slip):
        raise Http404
    return _over(request)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def say(request: PublicRequest) -> HttpResponse:
    """Which groups; what was said before is not shown, for the slip may be in other hands."""
    mark = request.session.get(MARK)
    if not mark:
        asking = reverse("portal:groups_ask", kwargs={"county": request.county.slug})
        return keep_private(redirect(asking))
    held = group_slips.by_mark(mark, at=request.at)
    if held is None:
        return _over(request)
    form = GroupsForm(posted(request))
    offer(form, "groups", group_words(charter_of(request.at)))
    done = attempt(
        request,
        form,
        lambda: (group_slips.use_slip(slip=held, at=request.at, **form.given()), True)[1],
    )
    if done is None:
        return keep_private(shown(request, "register/groups.html", form))
    del request.session[MARK]
    return keep_private(render(request, "register/groups_done.html", {"is_over": False}))


@require_http_methods(["GET", "HEAD", "POST"])
@MATTERS.behind_mark
def ask_slip(request: PublicRequest, opened: Opened[Matter]) -> HttpResponse:
    """Ask that a slip be made ready; what is said here is the same whoever asks."""
    if request.method == "POST":
        slip_asking.ask_slip(matter=opened.thing, at=request.at)
        messages.success(
            request,
            _(
                "Passed on. If your household is on the contact register, a slip will be ready at the counter."
            ),
        )
        return redirect("portal:matter", county=request.county.slug, ref=opened.thing.reference)
    context = {"county": request.county, "matter": opened.thing}
    return render(request, "register/group_slip_ask.html", context)


def _let_on(request: PublicRequest, slip: GroupSlip) -> HttpResponse:
    """The session gets a new key, so that nobody who planted the old one comes in behind."""
    request.session.cycle_key()
    request.session[MARK] = group_slips.mark_of(slip)
    saying = reverse("portal:groups_say", kwargs={"county": request.county.slug})
    return keep_private(redirect(saying))


def _over(request: PublicRequest) -> HttpResponse:
    return keep_private(render(request, "register/groups_done.html", {"is_over": True}))
