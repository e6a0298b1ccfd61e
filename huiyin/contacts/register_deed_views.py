"""The pages of the register's deeds: pairing, ending, handing over, a household's details, consent given."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.contacts import actions, register
from huiyin.contacts import register_forms as forms
from huiyin.contacts.deed_page import Deed, posted, show_deed
from huiyin.contacts.models import Assignment
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.standing import LEADING
from huiyin.people import actions as people
from huiyin.people.consent import consent_words
from huiyin.people.models import Household, Resident

METHODS = ["GET", "HEAD", "POST"]


def words_of_consent() -> str:
    words = consent_words()
    return words.zh_hans if (get_language() or "zh").startswith("zh") else words.en


def home_of(household: Household) -> str:
    return reverse("contacts:household", kwargs={"key": household.key})


@require_http_methods(METHODS)
@staff
def pair(request: StaffRequest) -> HttpResponse:
    """Enter a line: an official, a household on record or a new one, and the consent of its contact person."""
    home, charter = request.GET.get("home", "")[:40], charter_of(request.at)
    form = forms.PairForm(
        **posted(request), by=request.user, at=request.at, charter=charter, home=_known(request, home)
    )

    def do() -> str:
        data = form.cleaned_data
        line = actions.take_on(
            official=data["official"],
            who=form.chosen(),
            started_on=data["started_on"],
            reason=data["reason"],
            by=request.user,
            at=request.at,
        )
        return home_of(line.household)

    deed = Deed(
        title=_("Pair with a household"),
        button=_("Enter it in the register"),
        back=reverse("contacts:register"),
        back_label=_("Register"),
        done=_("Entered. You can print the contact card for the household now."),
    )
    more = {"consent_words": words_of_consent()}
    return show_deed(request, form, deed, do, template="contacts/pair.html", more=more)


def _known(request: StaffRequest, home: str) -> str:
    """The household of the address, if it is one and the asker may see it."""
    try:
        key = UUID(home)
    except ValueError:
        return ""
    seen = Household.objects.visible_to(request.user, request.at).filter(key=key)
    return str(key) if seen.exists() else ""


def line_seen(request: StaffRequest, pk: int) -> Assignment:
    seen = Assignment.objects.visible_to(request.user, request.at)
    return get_object_or_404(seen.select_related("official", "household__place", "person", "unit"), pk=pk)


@require_http_methods(METHODS)
@staff
def end(request: StaffRequest, line: int) -> HttpResponse:
    """End a line, with its reason and day; the past stays as it was."""
    found = line_seen(request, line)
    today = local_day(request.at, request.county)
    form = forms.EndForm(request.POST if request.method == "POST" else None, initial={"on": today})

    def do() -> str:
        data = form.cleaned_data
        actions.end(line=found, on=data["on"], reason=data["reason"], by=request.user, at=request.at)
        return reverse("contacts:register")

    deed = Deed(
        title=_("End this line of the register"),
        button=_("End the line"),
        back=home_of(found.household),
        back_label=found.household.code,
        done=_("Ended. The register of earlier days still shows it."),
        lead=f"{found.official.name} · {found.household.place} {found.household.code}",
        is_grave=True,
    )
    return show_deed(request, form, deed, do)


@require_http_methods(METHODS)
@staff
def hand_over(request: StaffRequest, line: int) -> HttpResponse:
    """Hand a household over to a colleague, with a note for them."""
    found = line_seen(request, line)
    if not request.user.standing(request.at).over(found.unit, *LEADING):
        raise Http404
    today = local_day(request.at, request.county)
    form = forms.HandOverForm(**posted(request))
    form.fields["on"].initial = today
    people_ = register.officers(request.user, request.at, today).exclude(pk=found.official_id)
    forms.offer(form, "to", people_)

    def do() -> str:
        data = form.cleaned_data
        heir = actions.hand_over(
            line=found, to=data["to"], on=data["on"], note=data["note"], by=request.user, at=request.at
        )
        return home_of(heir.household)

    deed = Deed(
        title=_("Hand this household over"),
        button=_("Hand it over"),
        back=home_of(found.household),
        back_label=found.household.code,
        done=_("Handed over; both officials have been told."),
        lead=f"{found.official.name} · {found.household.place} {found.household.code}",
    )
    return show_deed(request, form, deed, do)


@require_http_methods(METHODS)
@staff
def describe(request: StaffRequest, key: str) -> HttpResponse:
    """Put the address and the groups the household itself names."""
    found = get_object_or_404(Household.objects.visible_to(request.user, request.at), key=key)
    charter = charter_of(request.at)
    data = request.POST if request.method == "POST" else None
    form = forms.DescribeForm(data, household=found, charter=charter)

    def do() -> str:
        people.describe_household(household=found, by=request.user, at=request.at, **form.cleaned_data)
        return home_of(found)

    deed = Deed(
        title=_("Address and groups"),
        button=_("Save this"),
        back=home_of(found),
        back_label=found.code,
        done=_("Saved."),
        lead=_("Only what the household says of itself; nothing else is asked."),
    )
    return show_deed(request, form, deed, do)


def person_seen(request: StaffRequest, key: str) -> Resident:
    seen = Resident.objects.visible_to(request.user, request.at).select_related("household")
    return get_object_or_404(seen, key=key)


@require_http_methods(METHODS)
@staff
def consent(request: StaffRequest, key: str) -> HttpResponse:
    """Keep that a person agreed to be the contact person."""
    found = person_seen(request, key)
    assert found.household is not None  # noqa: S101 - reached through a household
    form = forms.ConsentForm(request.POST if request.method == "POST" else None)

    def do() -> str:
        people.take_consent(resident=found, by=request.user, at=request.at, **form.cleaned_data)
        return home_of(found.household)  # type: ignore[arg-type]

    deed = Deed(
        title=_("Take consent"),
        button=_("The person agrees"),
        back=home_of(found.household),
        back_label=found.household.code,
        done=_("The consent is on record."),
        lead=_("Please read these words out, or give them to read:"),
        words=(words_of_consent(),),
    )
    return show_deed(request, form, deed, do)
