"""The pages of a draw: the list, planning, the draw with its next step, progress, the quotas, the page for the room."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.forums.models import Forum
from huiyin.lots import actions, pages, rules
from huiyin.lots.forms import PlanForm, QuotasForm, VisitsForm
from huiyin.lots.models import Draw
from huiyin.lots.steps import STEPS
from huiyin.orgs.deeds import page_done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.orgs.models import Official
from huiyin.orgs.standing import LEADING
from huiyin.reach.areas import leading_unit
from huiyin.ui.deeds import DeedPage, posted, shown, turned_back


def _plan(*, forum: Forum | None, by: Official, at: datetime, **wanted: Any) -> Draw:
    return actions.plan_draw(wish=actions.Wish(forum=forum, **wanted), by=by, at=at)


def _plan_visits(*, visitor: Official, size: int, by: Official, at: datetime) -> Draw:
    unit = leading_unit(by, at)
    assert unit is not None  # noqa: S101 - who leads nothing has no such page
    return actions.plan_visits(visitor=visitor, unit=unit, size=size, by=by, at=at)


PLAN = DeedPage(
    _("Plan a draw"),
    PlanForm,
    _plan,
    _("The draw is planned. Please look at the numbers before the pool is fixed."),
    template="lots/plan.html",
)
PLAN_VISITS = DeedPage(
    _("Draw somebody new to visit"),
    VisitsForm,
    _plan_visits,
    _("Asked for; the page shows how far it is."),
    template="lots/plan_visits.html",
)
QUOTAS = DeedPage(
    _("Change the numbers"),
    QuotasForm,
    actions.adjust,
    _("Changed. The panels can be worked out now."),
    template="lots/quotas.html",
)


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


def _page_of(found: Draw) -> str:
    return reverse("draws:see", kwargs={"ref": found.reference})


@require_safe
@staff
def draws(request: StaffRequest) -> HttpResponse:
    """All draws one may see."""
    return render(request, "lots/draws.html", pages.listing(request))


def _leads(request: StaffRequest) -> None:
    if not request.user.standing(request.at).has(*LEADING):
        raise Http404


@staff_deed
def plan(request: StaffRequest) -> HttpResponse:
    """Plan a draw of representatives, or of invitations to the forum that is named in the address."""
    _leads(request)
    forum = None
    if ref := request.GET.get("forum", "")[:40]:
        rows = Forum.objects.visible_to(request.user, request.at).select_related("unit", "place")
        forum = get_object_or_404(rows, reference=ref)
    form = PLAN.form(posted(request), by=request.user, at=request.at, initial=_first_plan(request, forum))
    return page_done(request, PLAN, form, _page_of, forum=forum) or shown(
        request, PLAN.template, form, forum=forum
    )


def _first_plan(request: StaffRequest, forum: Forum | None) -> dict[str, Any]:
    if forum is None:
        units = [hat.unit_id for hat in request.user.standing(request.at).hats if hat.capacity in LEADING]
        return {"unit": units[0] if units else None, "area": units[0] if units else None}
    groups = forum.groups.filter(dropped=False, is_organisation=False)
    wanted = sum(groups.values_list("wanted", flat=True))
    return {"subject": forum.subject, "size": wanted or None, "unit": forum.unit_id, "area": forum.place_id}


@staff_deed
def plan_visits(request: StaffRequest) -> HttpResponse:
    """Draw somebody new to visit for an official."""
    _leads(request)
    officers = rules.visitors(request.user, request.at)
    first = {"visitor": request.GET.get("for", "")[:20] or None}
    form = PLAN_VISITS.form(posted(request), people=officers, initial=first)
    return page_done(request, PLAN_VISITS, form, _page_of) or shown(request, PLAN_VISITS.template, form)


@require_safe
@staff
def draw(request: StaffRequest, ref: str) -> HttpResponse:
    """One draw: where it stands, what comes next, whom it chose."""
    return render(request, "lots/draw.html", pages.whole(request, draw_of(request, ref)))


@require_safe
@staff
def progress(request: StaffRequest, ref: str) -> HttpResponse:
    """How far the panels are: the part that the page asks for again by itself; once they are there, the whole page."""
    found = draw_of(request, ref)
    if request.headers.get("HX-Request") != "true":
        return redirect("draws:see", ref=ref)
    if found.state != Draw.State.COMPUTING:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "lots/progress.html", pages.progress(found, request))


@require_safe
@staff
def of_forum(request: StaffRequest, ref: str) -> HttpResponse:
    """The link from a forum to the draw of its invitations, or to planning one; asked for by the forum's page."""
    forum = get_object_or_404(Forum.objects.visible_to(request.user, request.at), reference=ref)
    draw = Draw.objects.visible_to(request.user, request.at).of_forum(forum).first()
    may_draw = rules.may_draw_for(forum, request.user, request.at)
    if request.headers.get("HX-Request") == "true":
        context = {"forum": forum, "draw": draw, "may_draw": may_draw}
        return render(request, "lots/of_forum.html", context)
    if draw is not None:
        return redirect("draws:see", ref=draw.reference)
    if may_draw:
        return redirect(f"{reverse('draws:plan')}?forum={forum.reference}")
    there = reverse("forums:see", kwargs={"ref": forum.reference})
    return turned_back(request, gettext("There is no draw of its invitations that you may open."), there)


@staff_deed
def quotas(request: StaffRequest, ref: str) -> HttpResponse:
    """Change the least and the most of each line."""
    found = draw_of(request, ref, to_run=True)
    rows = pages.quota_rows(found, request)
    form = QuotasForm(posted(request), draw=found, at=request.at)
    form.label_with([row.label for row in rows])
    if gone := page_done(request, QUOTAS, form, _page_of(found), draw=found):
        return gone
    fields = [(row, form[f"lines-{n}-least"], form[f"lines-{n}-most"]) for n, row in enumerate(rows)]
    return shown(request, QUOTAS.template, form, draw=found, fields=fields)


@staff_deed
def step(request: StaffRequest, ref: str, noun: str) -> HttpResponse:
    """One step of a draw: what it means, and doing it."""
    page = STEPS.get(noun)
    found = draw_of(request, ref, to_run=True)
    if page is None:
        raise Http404
    if no := rules.objection(page.deed, found, request.user, request.at):
        return turned_back(request, no, _page_of(found))
    form = page.form(posted(request), draw=found, at=request.at)
    there = reverse("draws:room", kwargs={"ref": ref}) if "room" in request.GET else _page_of(found)
    return page_done(request, page, form, there, draw=found) or shown(
        request, page.template, form, draw=found, page=page, rows=pages.quota_rows(found, request)
    )


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
    return render(request, "lots/room.html", context)
