"""The rules of a county as its system administrator reads them: the charter and its versions, the calendar of a year."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from huiyin.administration import charter_changes, charters, forms, holidays
from huiyin.administration.charter_fields import FieldsForm, next_version
from huiyin.administration.holiday_forms import HolidaysForm
from huiyin.lib.workdays import Calendar
from huiyin.orgs.administrators import SYSTEM
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.charter import charter_at
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, administration
from huiyin.orgs.models import AdoptedCharter, AnnouncedYear
from huiyin.ui.address import choices, chosen
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import DeedForm


@require_http_methods(["GET", "HEAD"])
@administration(SYSTEM)
def charter(request: StaffRequest) -> HttpResponse:
    """A version of the charter in words, and what it says otherwise than the one before."""
    versions = list(charters.adopted_by(request.user))
    offered = {str(one.pk): one.version for one in versions}
    live = next((one for one in versions if one.effective_at <= request.at), None)
    wanted = chosen(request, "version", offered, str(live.pk) if live else "")
    shown = next((one for one in versions if str(one.pk) == wanted), None)
    context: dict[str, Any] = {"adopted": shown, "is_live": shown is not None and shown == live}
    if shown is not None:
        context |= {
            "versions": choices(request, "version", offered, wanted),
            "periods": charters.periods(shown.charter),
            "figures": charters.figures(shown.charter),
            "lists": charters.lists(shown.charter),
            **_since_the_one_before(versions, shown),
        }
    return render(request, "administration/charter.html", context)


def _since_the_one_before(versions: list[AdoptedCharter], shown: AdoptedCharter) -> dict[str, Any]:
    """Versions are in order, the newest first."""
    older = versions[versions.index(shown) + 1 :]
    if not older:
        return {}
    return {"before": older[0], "changes": charter_changes.changes(older[0].charter, shown.charter)}


ADOPT = DeedPage(
    gettext_lazy("Adopt a new version"),
    forms.AdoptionForm,
    charters.adopt,
    gettext_lazy("Adopted. What has come in before keeps the version it came in under."),
    is_grave=True,
    template="administration/adopting.html",
)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def adopt(request: StaffRequest) -> HttpResponse:
    """Another version of the charter: first what it says otherwise, then in force."""
    live = charter_at(request.at)
    first = charters.first_day(live, request.county, request.at)
    form = ADOPT.form(posted(request), initial={"text": live.text, "effective_on": first})
    _say_today(form, first, request)
    around: dict[str, Any] = {"lead": "", "before": live.version}
    if isinstance(form, forms.AdoptionForm) and request.method == "POST" and form.is_valid():
        around |= _compared(request, form, form.cleaned_data["text"])
    back = reverse("administration:charter"), gettext("Charter")
    return deed_page(request, ADOPT, form, back, _version, around=around)


def _say_today(form: DeedForm, first: date, request: StaffRequest) -> None:
    """Beside the day, while it may be today."""
    if first == local_day(request.at, request.county):
        form.fields["effective_on"].help_text = gettext(
            "Nothing on record goes by the version in force yet, so a new one may hold from today on. What comes in keeps "
            "the words of the version under which it came in."
        )


def _version(made: AdoptedCharter) -> str:
    """Its own page, which says from when it holds: mostly not today."""
    return f"{reverse('administration:charter')}?version={made.pk}"


def _compared(request: StaffRequest, form: forms.AdoptionForm | FieldsForm, text: str) -> dict[str, Any]:
    """What the text says otherwise than what holds on its day; the form knows that this was shown."""
    found = charter_changes.compared(text, form.cleaned_data["effective_on"], request.county, request.at)
    form.show(found.mark)
    return {"before": found.before.version, "changes": found.changes}


BY_FIELDS = DeedPage(
    gettext_lazy("Change by fields"),
    FieldsForm,
    charters.adopt,
    ADOPT.done,
    gettext_lazy("Adopt a new version"),
    gettext_lazy(
        "Periods and figures as they hold now. Change what is to be otherwise; the page then shows what changes against the "
        "version in force, and after that it is adopted. Lists, words and what else stands in the text "
        "alone are named below with the reason."
    ),
    is_grave=True,
    template="administration/charter_fields.html",
)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def adopt_by_fields(request: StaffRequest) -> HttpResponse:
    """The same by fields: they are put into the text in force, which goes the same way."""
    live = charter_at(request.at)
    first = charters.first_day(live, request.county, request.at)
    initial = {"version": next_version(live.version), "effective_on": first}
    form = BY_FIELDS.form(posted(request), initial=initial, live=live)
    _say_today(form, first, request)
    around: dict[str, Any] = {"before": live.version, "basis": live.charter.local_basis}
    if isinstance(form, FieldsForm) and request.method == "POST" and form.is_valid():
        around |= _compared(request, form, form.text)
        if "look" in request.POST:
            form.put_by()
    back = reverse("administration:charter"), gettext("Charter")
    page = deed_page(request, BY_FIELDS, form, back, _version, around=around)
    if isinstance(form, FieldsForm) and form.is_put_by:
        page.status_code = 200  # looked at, and nothing is wrong with it
    return page


@require_http_methods(["GET", "HEAD"])
@administration(SYSTEM)
def year(request: StaffRequest) -> HttpResponse:
    """Which working days of a year are off, which weekend days are worked, and where that stands."""
    this = local_day(request.at, request.county).year
    offered = {str(one): str(one) for one in range(this - 1, this + 2)}
    wanted = int(chosen(request, "year", offered, str(this)))
    days = [date(wanted, 1, 1) + timedelta(days=n) for n in range(366)]
    days = [day for day in days if day.year == wanted]
    kept = calendar()
    context = {
        "year": wanted,
        "years": choices(request, "year", offered, str(wanted)),
        "is_final": kept.is_final(wanted),
        "is_late": wanted <= this,
        "source": kept.source(wanted),
        "entered": holidays.entered(wanted),
        "off": [(day, _named(kept, day)) for day in days if day.weekday() < 5 and not kept.is_working(day)],
        "worked": [day for day in days if day.weekday() >= 5 and kept.is_working(day)],
    }
    return render(request, "administration/calendar.html", context)


def _named(kept: Calendar, day: date) -> str:
    """What it is off for, in the language of the page."""
    words = kept.name_of(day)
    return words.in_language(holidays.language()) if words else ""


ENTER_YEAR = DeedPage(
    gettext_lazy("Enter the holidays of a year"),
    HolidaysForm,
    holidays.adopt,
    gettext_lazy(
        "Entered. Open dates that run over changed days are worked out again within half an hour; whoever handles "
        "them and whoever waits for an answer is told."
    ),
    button=gettext_lazy("Go on"),
    lead=gettext_lazy(
        "As the State Council announces them. First you see what it means and which dates would move."
    ),
    template="administration/entering_year.html",
)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def enter_year(request: StaffRequest) -> HttpResponse:
    """The notice of this year or the next: first what it means and what would move, then it holds."""
    today = local_day(request.at, request.county)
    years = [today.year, today.year + 1]
    lacking = next((one for one in years if not calendar().is_final(one)), years[-1])
    initial = {"year": str(lacking), "source": holidays.title_for(lacking)}
    form = ENTER_YEAR.form(posted(request), request.FILES or None, initial=initial, years=years)
    around: dict[str, Any] = {}
    if isinstance(form, HolidaysForm) and request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        form.show(holidays.preview(said["notice"], said["source"], request.at, request.user))
        around["preview"] = form.shown
    back = reverse("administration:calendar"), gettext("Working calendar")
    return deed_page(request, ENTER_YEAR, form, back, _year_of, around=around)


def _year_of(made: AnnouncedYear) -> str:
    return f"{reverse('administration:calendar')}?year={made.year}"
