"""The staff pages of reception offices and of their year plan."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from huiyin.lib.refusal import Refused
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.deeds import done, page_done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed, whole_address
from huiyin.receptions import pages, rules
from huiyin.receptions.actions import offices as actions
from huiyin.receptions.actions.sessions import plan_sessions, publish_session
from huiyin.receptions.forms import OfficeChangeForm, OfficeForm, PlanForm, StaffForm
from huiyin.receptions.models import ReceptionOffice, ReceptionSession
from huiyin.receptions.plan import Planned, open_years, plan
from huiyin.ui import address
from huiyin.ui.deeds import DeedPage, posted, shown
from huiyin.ui.forms import DeedForm

OFFICE_FORM = "receptions/office_form.html"
OPEN = DeedPage(
    _("Open an office"),
    OfficeForm,
    actions.open_office,
    _("The office is there. You are the first on its staff."),
    template=OFFICE_FORM,
)
CHANGE = DeedPage(
    _("Reception office"), OfficeChangeForm, actions.change_office, _("Saved."), template=OFFICE_FORM
)
JOIN = DeedPage(
    _("Name to the staff"),
    StaffForm,
    actions.join_staff,
    _("Named to the staff."),
    template="receptions/office.html",
)
LEAVE = DeedPage(
    _("%(name)s leaves the staff"),
    DeedForm,
    actions.leave_staff,
    _("Done."),
    template="receptions/confirm.html",
)
RENEW_SCREEN = DeedPage(
    _("Give the screen of the waiting room a new address"),
    DeedForm,
    actions.renew_screen,
    _("Done."),
    template="receptions/confirm.html",
)


def _there(office: ReceptionOffice) -> str:
    return reverse("receptions:office", kwargs={"key": office.key})


def _office(request: StaffRequest, key: str) -> ReceptionOffice:
    seen = ReceptionOffice.objects.visible_to(request.user, request.at).select_related("unit")
    return get_object_or_404(seen, key=key)


@require_safe
@staff
def offices(request: StaffRequest) -> HttpResponse:
    """Where people are received."""
    may_open = request.user.standing(request.at).has("coordinator", "unit_head")
    context = {"offices": pages.seen_offices(request), "may_open": may_open}
    return render(request, "receptions/offices.html", context)


@staff_deed
def open_office(request: StaffRequest) -> HttpResponse:
    """A new office."""
    form = OPEN.form(posted(request), by=request.user, at=request.at)
    return page_done(request, OPEN, form, _there) or shown(request, OPEN.template, form, office=None)


@staff_deed
def office(request: StaffRequest, key: str) -> HttpResponse:
    """One office and its staff; naming somebody to the staff."""
    found = _office(request, key)
    form = JOIN.form(posted(request), office=found, by=request.user, at=request.at)
    if gone := page_done(request, JOIN, form, _there(found), office=found):
        return gone
    around = pages.office_page(request, found)
    if found.screen_key:
        where = {"county": request.county.slug, "key": found.screen_key}
        around["screen_url"] = whole_address(request, reverse("portal:screen", kwargs=where))
    return shown(request, JOIN.template, form, **around)


@staff_deed
def change_office(request: StaffRequest, key: str) -> HttpResponse:
    """Alter what the public reads of an office."""
    found = _office(request, key)
    first = {name: getattr(found, name) for name in ("version", "name", "address", "phone", "duty_text")}
    form = CHANGE.form(posted(request), initial=first)
    return page_done(request, CHANGE, form, _there(found), office=found) or shown(
        request, CHANGE.template, form, office=found
    )


@staff_deed
def leave_staff(request: StaffRequest, key: str, line: int) -> HttpResponse:
    """Somebody leaves the staff of an office."""
    found = _office(request, key)
    named = get_object_or_404(found.staff.select_related("office__unit", "official"), pk=line, to_on=None)
    return _confirm(request, LEAVE, found, LEAVE.title % {"name": named.official.name}, line=named)


@staff_deed
def renew_screen(request: StaffRequest, key: str) -> HttpResponse:
    """A new address for the screen of the waiting room."""
    found = _office(request, key)
    return _confirm(request, RENEW_SCREEN, found, RENEW_SCREEN.title, office=found)


def _confirm(
    request: StaffRequest, page: DeedPage, found: ReceptionOffice, heading: str, **on: Any
) -> HttpResponse:
    form = page.form(posted(request))
    return page_done(request, page, form, _there(found), **on) or shown(
        request, page.template, form, office=found, heading=heading
    )


@require_safe
@staff
def duties(request: StaffRequest, key: str) -> HttpResponse:
    """The duties of an office, to be printed for the wall."""
    found = _office(request, key)
    return render(request, "receptions/duties.html", pages.office_page(request, found))


@staff_deed
def year_plan(request: StaffRequest) -> HttpResponse:
    """A year of an office: month by month; and the pattern that fills it, shown before it is kept."""
    choices, found = pages.chosen_office(request)
    if found is None:
        if request.method == "POST":
            raise Http404
        return render(request, "receptions/plan.html", {"office": None})
    form = PlanForm(posted(request), office=found, by=request.user, at=request.at)
    is_held = form.is_valid()
    if "keep" in request.POST and (gone := done(request, form, lambda: _kept(request, form, found))):
        return gone
    rows = _rows(form, found) if is_held else None
    year = pages.chosen_year(request)
    context: dict[str, Any] = {"office": found, "year": year, "rows": rows}
    offices = {str(one.key): one.name for one in choices}
    context["offices"] = address.choices(request, "office", offices, str(found.key))
    context["open_years"] = open_years(rows or [], calendar())
    context["months"] = months = pages.year_plan(request, found, year)
    sessions = [line.session for month in months for line in month.lines]
    context["asks_for_pattern"] = form.errors or (not rows and (form.is_bound or not sessions))
    context["has_drafts"] = any(one.state == ReceptionSession.State.DRAFT for one in sessions)
    status = 422 if form.errors else 200  # a plan that is only looked at is no mistake
    return render(request, "receptions/plan.html", {**context, "form": form}, status=status)


def _rows(form: PlanForm, found: ReceptionOffice) -> list[Planned]:
    data = form.cleaned_data
    taken = pages.taken_days(found, data["first"], data["last"], data["begins"], data["ends"])
    rows = plan(form.pattern(), list(data["officials"]), calendar(), taken)
    if not rows and not form.errors:
        form.add_error(None, _("On these days nothing is left to plan; perhaps there are sessions already."))
    return rows


def _kept(request: StaffRequest, form: PlanForm, found: ReceptionOffice) -> str:
    """Keep the plan; leads to its year."""
    data, rows = form.cleaned_data, _rows(form, found)
    hours = {"begins": data["begins"], "ends": data["ends"], "topic": data["topic"]}
    made = plan_sessions(office=found, rows=rows, by=request.user, at=request.at, **hours)
    words = ngettext("One draft is in the plan.", "%(n)d drafts are in the plan.", len(made))
    messages.success(request, words % {"n": len(made)})
    return f"{reverse('receptions:plan')}?office={found.key}&year={rows[0].planned_on.year}"


def _publish(drafts: Sequence[ReceptionSession], request: StaffRequest) -> list[tuple[ReceptionSession, str]]:
    """Each that nothing speaks against; the others with what does."""
    charter, today = charter_of(request.at), local_day(request.at, request.county)
    left: list[tuple[ReceptionSession, str]] = []
    for draft in drafts:
        if objection := rules.objection_to_its_day(draft, charter, today):
            left.append((draft, objection))
            continue
        try:
            publish_session(
                session=draft, short_notice="", version=draft.version, by=request.user, at=request.at
            )
        except Refused as no:
            left.append((draft, no.sentence))
    return left


@staff_deed
def publish_plan(request: StaffRequest) -> HttpResponse:
    """Publish every draft of an office that nothing speaks against; the others stay, with the reason."""
    _choices, found = pages.chosen_office(request)
    year = pages.chosen_year(request)
    drafts: list[ReceptionSession] = []
    if found is not None:
        rows = pages.seen_sessions(request).filter(office=found, planned_on__year=year)
        drafts = list(rows.filter(state=ReceptionSession.State.DRAFT).soonest_first())
    left: list[tuple[ReceptionSession, str]] = []
    charter, today = charter_of(request.at), local_day(request.at, request.county)
    if request.method == "POST":
        left = _publish(drafts, request)
        if count := len(drafts) - len(left):
            words = ngettext("One session published.", "%(n)d sessions published.", count)
            messages.success(request, words % {"n": count})
        if not left and found is not None:
            return redirect(f"{reverse('receptions:plan')}?office={found.key}&year={year}")
    runs = found is not None and rules.runs(found, request.user, request.at)
    soon = [(one, rules.objection_to_its_day(one, charter, today)) for one in drafts]
    context: dict[str, Any] = {"office": found, "year": year, "runs": runs}
    context["drafts"] = [] if left else [one for one, objection in soon if objection is None]
    context["staying"] = left or ([pair for pair in soon if pair[1] is not None] if runs else [])
    return render(request, "receptions/publish.html", context)
