"""The pages of a draw: the list, planning, the draw with its next step, progress, the quotas, the page for the room."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.contacts.models import Forum
from huiyin.lib.refusal import Refused
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.models import Appointment, Official
from huiyin.orgs.once import once_sent
from huiyin.orgs.standing import LEADING
from huiyin.reach import draw_pages as pages
from huiyin.reach import draw_rules as rules
from huiyin.reach.actions import draws as deeds
from huiyin.reach.areas import leading_unit
from huiyin.reach.draw_forms import PlanForm, QuotasForm, VersionForm, VisitsForm
from huiyin.reach.draw_steps import STEPS
from huiyin.reach.models import Draw
from huiyin.ui.forms import new_token


def draw_of(request: StaffRequest, ref: str, *, to_run: bool = False) -> Draw:
    """The draw, if one may see it; with `to_run`, if one may take its steps."""
    seen = Draw.objects.visible_to(request.user, request.at)
    rows = seen.select_related(
        "unit", "area__county", "planned_by__county", "forum__chair", "visitor", "drawn_by"
    )
    found: Draw = get_object_or_404(rows, reference=ref)
    if to_run and not rules.may_run(found, request.user, request.at):
        raise Http404
    return found


def posted(request: StaffRequest) -> Any:
    """What was sent, if anything."""
    return request.POST if request.method == "POST" else None


@require_safe
@staff
def draws(request: StaffRequest) -> HttpResponse:
    """All draws one may see."""
    return render(request, "reach/draws/draws.html", pages.listing(request))


def _leads(request: StaffRequest) -> None:
    if not request.user.standing(request.at).has(*LEADING):
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def plan(request: StaffRequest) -> HttpResponse:
    """Plan a draw of representatives, or of invitations to the forum that is named in the address."""
    _leads(request)
    forum = None
    if ref := request.GET.get("forum", "")[:40]:
        rows = Forum.objects.visible_to(request.user, request.at).select_related("unit", "place")
        forum = get_object_or_404(rows, reference=ref)
    first = {**_first_plan(request, forum), "once": new_token()}
    form = PlanForm(posted(request), by=request.user, at=request.at, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            where, _fresh = once_sent(request, form, lambda: _planned(request, form, forum))
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            return redirect(where)
    context = {"form": form, "forum": forum}
    return render(request, "reach/draws/plan.html", context, status=422 if form.errors else 200)


def _first_plan(request: StaffRequest, forum: Forum | None) -> dict[str, Any]:
    if forum is None:
        units = [hat.unit_id for hat in request.user.standing(request.at).hats if hat.capacity in LEADING]
        return {"unit": units[0] if units else None, "area": units[0] if units else None}
    groups = forum.groups.filter(dropped=False, is_organisation=False)
    wanted = sum(groups.values_list("wanted", flat=True))
    return {"subject": forum.subject, "size": wanted or None, "unit": forum.unit_id, "area": forum.place_id}


def _planned(request: StaffRequest, form: PlanForm, forum: Forum | None) -> str:
    data = {name: value for name, value in form.cleaned_data.items() if name != "once"}
    made = deeds.plan_draw(wish=deeds.Wish(forum=forum, **data), by=request.user, at=request.at)
    messages.success(request, _("The draw is planned. Please look at the numbers before the pool is fixed."))
    return reverse("draws:see", kwargs={"ref": made.reference})


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def plan_visits(request: StaffRequest) -> HttpResponse:
    """Draw somebody new to visit for an official."""
    _leads(request)
    seats = Appointment.objects.filter(post__capacities__contains=["officer"])
    people = Official.objects.visible_to(request.user, request.at)
    officers = people.serving(local_day(request.at, request.county), seats)
    first = {"once": new_token(), "visitor": request.GET.get("for", "")[:20] or None}
    form = VisitsForm(posted(request), people=officers.order_by("name_key", "pk"), initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            where, _fresh = once_sent(request, form, lambda: _visits(request, form))
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            return redirect(where)
    return render(request, "reach/draws/plan_visits.html", {"form": form}, status=422 if form.errors else 200)


def _visits(request: StaffRequest, form: VisitsForm) -> str:
    unit = leading_unit(request.user, request.at)
    assert unit is not None  # noqa: S101 - who leads nothing has no such page
    made = deeds.plan_visits(
        visitor=form.cleaned_data["visitor"],
        unit=unit,
        size=form.cleaned_data["size"],
        by=request.user,
        at=request.at,
    )
    messages.success(request, _("Asked for; the page shows how far it is."))
    return reverse("draws:see", kwargs={"ref": made.reference})


@require_safe
@staff
def draw(request: StaffRequest, ref: str) -> HttpResponse:
    """One draw: where it stands, what comes next, whom it chose."""
    return render(request, "reach/draws/draw.html", pages.whole(request, draw_of(request, ref)))


@require_safe
@staff
def progress(request: StaffRequest, ref: str) -> HttpResponse:
    """How far the panels are: the part that the page asks for again by itself; once they are there, the whole page."""
    found = draw_of(request, ref)
    if request.headers.get("HX-Request") != "true":
        return redirect("draws:see", ref=ref)
    if found.state != Draw.State.COMPUTING:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "reach/draws/progress.html", pages.progress(found, request))


@require_safe
@staff
def of_forum(request: StaffRequest, ref: str) -> HttpResponse:
    """The link from a forum to the draw of its invitations, or to planning one; asked for by the forum's page."""
    forum = get_object_or_404(Forum.objects.visible_to(request.user, request.at), reference=ref)
    draw = Draw.objects.visible_to(request.user, request.at).of_forum(forum).first()
    may_draw = rules.may_draw_for(forum, request.user, request.at)
    if request.headers.get("HX-Request") == "true":
        context = {"forum": forum, "draw": draw, "may_draw": may_draw}
        return render(request, "reach/draws/of_forum.html", context)
    if draw is not None:
        return redirect("draws:see", ref=draw.reference)
    if not may_draw:
        raise Http404
    return redirect(f"{reverse('draws:plan')}?forum={forum.reference}")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def quotas(request: StaffRequest, ref: str) -> HttpResponse:
    """Change the least and the most of each line."""
    found = draw_of(request, ref, to_run=True)
    rows = pages.quota_rows(found, request)
    form = QuotasForm(posted(request), draw=found, at=request.at)
    form.label_with([row.label for row in rows])
    if request.method == "POST" and form.is_valid() and _done(request, form, found, deeds.adjust):
        messages.success(request, _("Changed. The panels can be worked out now."))
        return redirect("draws:see", ref=ref)
    fields = [(row, form[f"lines-{n}-least"], form[f"lines-{n}-most"]) for n, row in enumerate(rows)]
    context = {"draw": found, "form": form, "fields": fields}
    return render(request, "reach/draws/quotas.html", context, status=422 if form.errors else 200)


def _done(request: StaffRequest, form: VersionForm, found: Draw, act: Any) -> bool:
    try:
        act(draw=found, by=request.user, at=request.at, **form.given())
    except Refused as no:
        form.add_error(None, no.sentence)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def step(request: StaffRequest, ref: str, noun: str) -> HttpResponse:
    """One step of a draw: what it means, and doing it."""
    page = STEPS.get(noun)
    found = draw_of(request, ref, to_run=True)
    if page is None:
        raise Http404
    if no := rules.objection(page.deed, found, request.user, request.at):
        messages.warning(request, no)
        return redirect("draws:see", ref=ref)
    form = page.form(posted(request), draw=found, at=request.at)
    if request.method == "POST" and form.is_valid() and _done(request, form, found, page.act):
        messages.success(request, page.done)
        back = "draws:room" if "room" in request.GET else "draws:see"
        return redirect(back, ref=ref)
    context = {"draw": found, "page": page, "form": form, "rows": pages.quota_rows(found, request)}
    return render(request, "reach/draws/step.html", context, status=422 if form.errors else 200)


@require_safe
@staff
def room(request: StaffRequest, ref: str) -> HttpResponse:
    """The page that is shown in the room: large, quiet, with the number and the lots that it draws."""
    found = draw_of(request, ref)
    if not found.is_public or found.published_at is None:
        raise Http404
    lots = [entry.lot_words for entry in found.entries.filter(is_chosen=True).order_by("lot")]
    form = None
    if rules.objection(rules.Deed.DRAW, found, request.user, request.at) is None:
        form = STEPS["number"].form(draw=found, at=request.at)
    context = {
        "draw": found,
        "form": form,
        "lots": lots,
        "public_url": pages.public_url(found, request),
        "chances": pages.chances(found),
        "last": f"{found.panels_count - 1}",
        "first": "0" * found.digits,
    }
    return render(request, "reach/draws/room.html", context)
