"""The staff pages of reception offices and of their year plan."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.contacts import reception_pages as pages
from huiyin.contacts import reception_rules as rules
from huiyin.contacts.actions import offices as actions
from huiyin.contacts.actions.receptions import plan_sessions, publish_session
from huiyin.contacts.models import ReceptionOffice, ReceptionSession
from huiyin.contacts.reception_forms import OfficeForm, PlanForm, StaffForm
from huiyin.contacts.reception_plan import Planned, open_years, plan
from huiyin.lib.refusal import Refused
from huiyin.orgs.calendar import calendar
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.once import once_sent
from huiyin.ui.forms import new_token


def _office(request: StaffRequest, key: str) -> ReceptionOffice:
    seen = ReceptionOffice.objects.visible_to(request.user, request.at).select_related("unit")
    return get_object_or_404(seen, key=key)


@require_safe
@staff
def offices(request: StaffRequest) -> HttpResponse:
    """Where people are received."""
    may_open = request.user.standing(request.at).has("coordinator", "unit_head")
    context = {"offices": pages.seen_offices(request), "may_open": may_open}
    return render(request, "contacts/reception_offices.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def open_office(request: StaffRequest) -> HttpResponse:
    """A new office."""
    posted = request.POST if request.method == "POST" else None
    form = OfficeForm(posted, by=request.user, at=request.at, initial={"once": new_token()})
    if posted is not None and form.is_valid():
        try:
            key, _fresh = once_sent(
                request, form, lambda: _opened(request, form.cleaned_data), scope=f"office:{request.user.pk}"
            )
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            return redirect("receptions:office", key=key)
    context = {"form": form, "office": None}
    return render(
        request, "contacts/reception_office_form.html", context, status=422 if posted is not None else 200
    )


def _opened(request: StaffRequest, data: dict[str, Any]) -> str:
    given = {name: data[name] for name in ("unit", "name", "address", "phone", "duty_text")}
    made = actions.open_office(by=request.user, at=request.at, **given)
    messages.success(request, _("The office is there. You are the first on its staff."))
    return str(made.key)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def office(request: StaffRequest, key: str) -> HttpResponse:
    """One office and its staff; naming somebody to the staff."""
    found = _office(request, key)
    posted = request.POST if request.method == "POST" else None
    form = StaffForm(posted, office=found, by=request.user, at=request.at)
    if posted is not None and form.is_valid():
        try:
            actions.join_staff(office=found, by=request.user, at=request.at, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _("Named to the staff."))
            return redirect("receptions:office", key=key)
    context = {**pages.office_page(request, found), "form": form}
    if found.screen_key:
        where = {"county": request.county.slug, "key": found.screen_key}
        context["screen_url"] = request.build_absolute_uri(reverse("portal:screen", kwargs=where))
    return render(
        request, "contacts/reception_office.html", context, status=422 if posted is not None else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def change_office(request: StaffRequest, key: str) -> HttpResponse:
    """Alter what the public reads of an office."""
    found = _office(request, key)
    posted = request.POST if request.method == "POST" else None
    first = {name: getattr(found, name) for name in ("version", "name", "address", "phone", "duty_text")}
    form = OfficeForm(posted, by=request.user, at=request.at, office=found, initial=first)
    if posted is not None and form.is_valid():
        data = {name: form.cleaned_data[name] for name in first}
        try:
            actions.change_office(office=found, by=request.user, at=request.at, **data)
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("receptions:office", key=key)
    context = {"form": form, "office": found}
    return render(
        request, "contacts/reception_office_form.html", context, status=422 if posted is not None else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def leave_staff(request: StaffRequest, key: str, line: int) -> HttpResponse:
    """Somebody leaves the staff of an office."""
    found = _office(request, key)
    named = get_object_or_404(found.staff.select_related("office__unit", "official"), pk=line, to_on=None)
    heading = _("%(name)s leaves the staff") % {"name": named.official.name}
    return _confirm(
        request, found, heading, lambda: actions.leave_staff(line=named, by=request.user, at=request.at)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def renew_screen(request: StaffRequest, key: str) -> HttpResponse:
    """A new address for the screen of the waiting room."""
    found = _office(request, key)
    heading = _("Give the screen of the waiting room a new address")
    return _confirm(
        request, found, heading, lambda: actions.renew_screen(office=found, by=request.user, at=request.at)
    )


def _confirm(request: StaffRequest, found: ReceptionOffice, heading: str, deed: Any) -> HttpResponse:
    refusal = ""
    if request.method == "POST":
        try:
            deed()
        except Refused as no:
            refusal = no.sentence
        else:
            messages.success(request, _("Done."))
            return redirect("receptions:office", key=found.key)
    context = {"office": found, "heading": heading, "refusal": refusal}
    return render(request, "contacts/reception_confirm.html", context, status=422 if refusal else 200)


@require_safe
@staff
def duties(request: StaffRequest, key: str) -> HttpResponse:
    """The duties of an office, to be printed for the wall."""
    found = _office(request, key)
    return render(request, "contacts/reception_duties.html", pages.office_page(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def year_plan(request: StaffRequest) -> HttpResponse:
    """A year of an office: month by month; and the pattern that fills it, shown before it is kept."""
    choices, found = pages.chosen_office(request)
    if found is None:
        if request.method == "POST":
            raise Http404
        return render(request, "contacts/reception_plan.html", {"office": None})
    posted = request.POST if request.method == "POST" else None
    form = PlanForm(posted, office=found, by=request.user, at=request.at, initial={"once": new_token()})
    rows, status = None, 200
    if posted is not None and form.is_valid():
        if "keep" in posted:
            kept = _kept(request, form, found)
            if kept is not None:
                return kept
        rows = _rows(form, found)
    if form.errors:
        status = 422
    year = pages.chosen_year(request)
    context = {"office": found, "offices": choices, "year": year, "form": form, "rows": rows}
    context["open_years"] = open_years(rows or [], calendar())
    context["months"] = pages.year_plan(request, found, year)
    return render(request, "contacts/reception_plan.html", context, status=status)


def _rows(form: PlanForm, found: ReceptionOffice) -> list[Planned]:
    data = form.cleaned_data
    taken = pages.taken_days(found, data["first"], data["last"])
    rows = plan(form.pattern(), list(data["officials"]), calendar(), taken)
    if not rows and not form.errors:
        form.add_error(None, _("On these days nothing is left to plan; perhaps there are sessions already."))
    return rows


def _kept(request: StaffRequest, form: PlanForm, found: ReceptionOffice) -> HttpResponse | None:
    """Keep the plan, once; None when it was refused."""
    data = form.cleaned_data

    def make() -> str:
        rows = _rows(form, found)
        hours = {"begins": data["begins"], "ends": data["ends"], "topic": data["topic"]}
        made = plan_sessions(office=found, rows=rows, by=request.user, at=request.at, **hours)
        words = ngettext("One draft is in the plan.", "%(n)d drafts are in the plan.", len(made))
        messages.success(request, words % {"n": len(made)})
        return f"{reverse('receptions:plan')}?office={found.key}&year={rows[0].planned_on.year}"

    try:
        there, _fresh = once_sent(request, form, make, scope=f"plan:{found.pk}:{request.user.pk}")
    except Refused as no:
        form.add_error(None, no.sentence)
        return None
    return redirect(there)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def publish_plan(request: StaffRequest) -> HttpResponse:
    """Publish every draft of an office that nothing speaks against; the others stay, with the reason."""
    _choices, found = pages.chosen_office(request)
    year = pages.chosen_year(request)
    drafts: list[ReceptionSession] = []
    if found is not None:
        rows = pages.seen_sessions(request).filter(office=found, planned_on__year=year)
        drafts = list(rows.filter(state=ReceptionSession.State.DRAFT).soonest_first())
    left: list[tuple[ReceptionSession, str]] = []
    if request.method == "POST":
        for draft in drafts:
            try:
                publish_session(
                    session=draft, short_notice="", version=draft.version, by=request.user, at=request.at
                )
            except Refused as no:
                left.append((draft, no.sentence))
        count = len(drafts) - len(left)
        words = ngettext("One session published.", "%(n)d sessions published.", count)
        messages.success(request, words % {"n": count})
        if not left and found is not None:
            return redirect(f"{reverse('receptions:plan')}?office={found.key}&year={year}")
    runs = found is not None and rules.runs(found, request.user, request.at)
    context = {"office": found, "year": year, "drafts": [] if left else drafts, "left": left, "runs": runs}
    return render(request, "contacts/reception_publish.html", context)
