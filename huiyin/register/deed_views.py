"""The pages of the register's deeds: pairing, ending, handing over, a household's details, consent given."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff_deed
from huiyin.orgs.standing import LEADING
from huiyin.people import actions as people
from huiyin.people.consent import consent_words
from huiyin.people.models import Household, Resemblance, Resident
from huiyin.register import actions, forms, held_apart, quota, rules
from huiyin.register.homes import homes_seen, people_seen
from huiyin.register.models import Assignment
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import DeedForm

PAIR = DeedPage(
    _("Pair with a household"),
    forms.PairForm,
    actions.take_on,
    _("Entered. You can print the contact card for the household now."),
    _("Enter it in the register"),
    template="register/pair.html",
)
END = DeedPage(
    _("End this line of the register"),
    forms.EndForm,
    actions.end,
    _("Ended. The register of earlier days still shows it."),
    _("End the line"),
    is_grave=True,
)
HAND_OVER = DeedPage(
    _("Hand this household over"),
    forms.HandOverForm,
    actions.hand_over,
    _("Handed over; both officials have been told."),
    _("Hand it over"),
)
DESCRIBE = DeedPage(
    _("Address and groups"),
    forms.DescribeForm,
    actions.describe,
    _("Saved."),
    _("Save this"),
    _("Only what the household says of itself; nothing else is asked."),
)
TAKE_OFF = DeedPage(
    _("Take this household off the register"),
    forms.TakeOffForm,
    actions.take_off,
    _("Taken off the register; what happened there stays."),
    _("Take it off"),
    _(
        "It is paired with nobody any more, and counts up to this day and no longer; what happened there stays. "
        "Its number is not given again."
    ),
    is_grave=True,
)
PUT_BACK = DeedPage(
    _("Put this household back on the register"),
    DeedForm,
    actions.put_back,
    _("It stands on the register again."),
    _("Put it back"),
    _("It was taken off by mistake: it can be paired again, and counts as if it had never been taken off."),
)
TELL_APART = DeedPage(
    _("It is another household"),
    DeedForm,
    actions.tell_apart,
    _("It counts as a household of its own."),
    _("It is another household"),
    _(
        "You say that it is not the household on record that it resembles, nor an official's own. It counts by itself then, "
        "also with what was up to now. If it is the same household after all, do not say so: end its line and take it off "
        "the register, on its own page."
    ),
)
NOTED_ELSEWHERE = _(
    "Groups are what the household says of itself: somebody at the counter notes them, not who keeps its line."
)
CONSENT = DeedPage(
    _("Take consent"),
    forms.ConsentForm,
    people.take_consent,
    _("The consent is on record."),
    _("The person agrees"),
    _("Please read these words out, or give them to read:"),
)


def words_of_consent() -> str:
    """What a person agrees to, in the reader's language."""
    words = consent_words()
    return words.zh_hans if (get_language() or "zh").startswith("zh") else words.en


def home_of(household: Household) -> tuple[str, str]:
    """The page of a household, and its number."""
    return reverse("contacts:household", kwargs={"key": household.key}), household.code


def line_home(line: Assignment) -> str:
    """The page of the household of a line."""
    return home_of(line.household)[0]


@staff_deed
def pair(request: StaffRequest) -> HttpResponse:
    """Enter a line: an official, a household on record or a new one, and the consent of its contact person."""
    known = _known(request, request.GET.get("home", "")[:40])
    given: dict[str, Any] = {"by": request.user, "at": request.at, "charter": charter_of(request.at)}
    form = PAIR.form(posted(request), home=known, **given)
    back = reverse("contacts:register"), _("Register")
    page = deed_page(request, PAIR, form, back, line_home, around={"consent_words": words_of_consent()})
    if isinstance(form, forms.PairForm) and form.unseen is not None and form.is_told_of_unseen:
        form.unseen.keep(request.user, request.at)  # after the deed, which was taken back
    return page


def _known(request: StaffRequest, home: str) -> str:
    """The household of the address, if it is one and the asker may see it."""
    try:
        key = UUID(home)
    except ValueError:
        return ""
    seen = homes_seen(request.user, request.at).filter(key=key)
    return str(key) if seen.exists() else ""


def line_seen(request: StaffRequest, pk: int) -> Assignment:
    """A line of the register, for who may see it."""
    seen = Assignment.objects.visible_to(request.user, request.at)
    return get_object_or_404(seen.select_related("official", "household__place", "person", "unit"), pk=pk)


def _on_line(found: Assignment) -> dict[str, Any]:
    household = found.household
    return {"lead": f"{found.official.name} · {household.place} {household.code}"}


@staff_deed
def end(request: StaffRequest, line: int) -> HttpResponse:
    """End a line, with its reason and day; the past stays as it was."""
    found = line_seen(request, line)
    form = END.form(posted(request), initial={"on": local_day(request.at, request.county)})
    back, there = home_of(found.household), reverse("contacts:register")
    return deed_page(request, END, form, back, there, around=_on_line(found), line=found)


@staff_deed
def hand_over(request: StaffRequest, line: int) -> HttpResponse:
    """Hand a household over to a colleague, with a note for them."""
    found = line_seen(request, line)
    if not request.user.standing(request.at).over(found.unit, *LEADING):
        raise Http404
    today = local_day(request.at, request.county)
    form = HAND_OVER.form(posted(request), initial={"on": today})
    heirs = quota.officers(request.user, request.at, today).exclude(pk=found.official_id)
    forms.offer_or_choose(form, "to", heirs)
    back = home_of(found.household)
    return deed_page(request, HAND_OVER, form, back, line_home, around=_on_line(found), line=found)


@staff_deed
def describe(request: StaffRequest, key: str) -> HttpResponse:
    """Put the address and, where one does not keep its line, the groups the household itself names."""
    found = get_object_or_404(homes_seen(request.user, request.at), key=key)
    keeps = rules.keeps_line_of(request.user, found, request.at)
    form = DESCRIBE.form(posted(request), household=found, charter=charter_of(request.at), keeps=keeps)
    around = {"lead": NOTED_ELSEWHERE} if keeps else {}
    return deed_page(request, DESCRIBE, form, home_of(found), around=around, household=found)


@staff_deed
def take_off(request: StaffRequest, key: str) -> HttpResponse:
    """Take a household off the register that was entered wrongly or twice, or is there no more."""
    found = get_object_or_404(homes_seen(request.user, request.at), key=key)
    if not request.user.standing(request.at).over(found.place, *LEADING):
        raise Http404
    return deed_page(request, TAKE_OFF, TAKE_OFF.form(posted(request)), home_of(found), household=found)


@staff_deed
def put_back(request: StaffRequest, key: str) -> HttpResponse:
    """Put a household back that was taken off by mistake."""
    found = get_object_or_404(homes_seen(request.user, request.at), key=key)
    if not request.user.standing(request.at).over(found.place, *LEADING):
        raise Http404
    return deed_page(request, PUT_BACK, PUT_BACK.form(posted(request)), home_of(found), household=found)


@staff_deed
def tell_apart(request: StaffRequest, key: str) -> HttpResponse:
    """Say that a household is another one than those it resembles."""
    found = get_object_or_404(homes_seen(request.user, request.at), key=key)
    if not request.user.standing(request.at).over(found.place, *LEADING):
        raise Http404
    form, around = TELL_APART.form(posted(request)), {"words": _resembled(request, found)}
    return deed_page(request, TELL_APART, form, home_of(found), around=around, household=found)


def _resembled(request: StaffRequest, found: Household) -> list[str]:
    """To whoever decides: in what it is like which household, and the reason that was given."""
    mine = held_apart.to_decide(request.user, request.at).filter(pk=found.pk)
    homes: Any = held_apart.with_why(mine)
    alike: list[Resemblance] = [one for home in homes for one in home.alike]
    seen = homes_seen(request.user, request.at).filter(pk__in=[one.other_id for one in alike if one.other_id])
    codes = dict(seen.values_list("pk", "code"))
    between = pgettext("between parts of a spoken list", "; ")
    said = []
    for one in alike:
        like = " · ".join(filter(None, (one.get_kind_display(), codes.get(one.other_id or 0))))
        why = gettext("reason given: %(why)s") % {"why": one.reason} if one.reason else ""
        said.append(between.join(filter(None, (like, why))))
    return said


def person_seen(request: StaffRequest, key: str) -> tuple[Resident, tuple[str, str]]:
    """A person of a household, and the way back to it."""
    seen = people_seen(request.user, request.at).select_related("household")
    found = get_object_or_404(seen, key=key)
    assert found.household is not None  # noqa: S101 - reached through a household
    return found, home_of(found.household)


@staff_deed
def consent(request: StaffRequest, key: str) -> HttpResponse:
    """Keep that a person agreed to be the contact person."""
    found, home = person_seen(request, key)
    around = {"words": (words_of_consent(),)}
    return deed_page(request, CONSENT, CONSENT.form(posted(request)), home, around=around, resident=found)
