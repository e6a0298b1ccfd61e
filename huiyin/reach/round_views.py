"""The pages of plans of visits: the list, a new one, what to heed, how far it is, the plan, paper and calendar."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.lib.refusal import Refused
from huiyin.notices.actions import read_all
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.models import Unit
from huiyin.orgs.once import once_sent
from huiyin.reach import actions, candidates, round_pages
from huiyin.reach import round_forms as forms
from huiyin.reach import round_rules as rules
from huiyin.reach.models import Round, Rounds
from huiyin.ui.keyset import page
from huiyin.ui.taking import as_file

STEPS = {"keep": actions.keep, "revise": actions.revise, "discard": actions.discard}


def scoped(request: StaffRequest) -> Rounds:
    """The plans this official may see: every view of them starts here."""
    seen = Round.objects.visible_to(request.user, request.at)
    return seen.select_related("planned_by", "start", "charter", "unit")


@require_safe
@staff
def rounds(request: StaffRequest) -> HttpResponse:
    """One's plans, the latest day first."""
    found = page(scoped(request).prefetch_related("going__official"), request, "-pk", size=30)
    shown = [(row, round_pages.TONES[row.state]) for row in found.rows]
    return render(request, "reach/rounds/list.html", {"rows": shown, **found.links})


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new(request: StaffRequest) -> HttpResponse:
    """Plan a half-day; what the mirror suggests comes along in the address."""
    branches = rules.branches(request.user, request.at)
    branch = _branch(request, branches)
    here = candidates.around([request.user], charter_of(request.at), request.at)
    posted = request.POST if request.method == "POST" else None
    try:
        form = _start_form(request, posted, branch, here)
    except Refused as no:  # somebody without a post
        messages.warning(request, no.sentence)
        return redirect("rounds:list")
    if posted is not None and form.is_valid():
        try:
            where, _fresh = once_sent(request, form, lambda: _started(request, form, branch))
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            return redirect(where)
    context = {"form": form, "branches": branches, "branch": branch, "silent": not here.living}
    return render(request, "reach/rounds/new.html", context, status=422 if form.errors else 200)


def _start_form(
    request: StaffRequest, posted: Any, branch: Unit | None, here: candidates.Around
) -> forms.StartForm:
    group, place = (request.GET.get(name, "")[:30] for name in ("group", "place"))
    return forms.StartForm(
        posted,
        by=request.user,
        at=request.at,
        people=rules.colleagues(request.user, request.at, branch),
        branch=branch,
        wanted=forms.Wanted(here.charter, forms.asked_pairs(group, place, here)),
    )


def _branch(request: StaffRequest, branches: list[Unit]) -> Unit | None:
    asked = request.GET.get("branch", "")
    own = request.user.standing(request.at).unit_ids
    chosen = next((one for one in branches if one.code == asked), None)
    return chosen or next((one for one in branches if one.pk in own), branches[0] if branches else None)


def _started(request: StaffRequest, form: forms.StartForm, branch: Unit | None) -> str:
    given = form.started()
    alone = [one.pk for one in given["officials"]] == [request.user.pk]
    row = actions.start_round(**given, unit=None if alone else branch, by=request.user, at=request.at)
    if "first" not in request.POST:
        actions.ask(plan=row, version=row.version, by=request.user, at=request.at)
    return reverse("rounds:see", kwargs={"ref": row.reference})


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def see(request: StaffRequest, ref: str) -> HttpResponse:
    """One plan: what to heed, how far the search is, or who is visited when; POST hands what to heed to the clock."""
    row = get_object_or_404(scoped(request), reference=ref)
    read_all(by=request.user, about=row.reference, at=request.at)
    if row.state == Round.State.DRAFT and row.planned_by_id == request.user.pk:
        return _draft(request, row)
    if request.method == "POST":
        return redirect("rounds:see", ref=ref)
    if row.is_busy:
        context = {**round_pages.heading(row, request.user), **round_pages.progress(row, request.at)}
        return render(request, "reach/rounds/busy.html", context)
    return render(request, "reach/rounds/plan.html", round_pages.whole(request, row))


def _draft(request: StaffRequest, row: Round) -> HttpResponse:
    officials = [one.official for one in row.going.select_related("official__county")]
    charter = row.charter.charter
    given: dict[str, Any] = {
        "wishes": list(row.wishes.select_related("household", "place")),
        "lines": candidates.lines(officials, row.day, charter, request.at),
        "here": candidates.around(officials, charter, request.at),
    }
    posted = request.POST if request.method == "POST" else None
    form = forms.WishForm(posted, version=row.version, **given)
    dates = forms.appointments(posted, **given)
    if posted is not None and form.is_valid() and dates.is_valid():
        try:
            wishes = [*form.wishes(), *dates.wishes(given["lines"], given["here"])]
            _asked(request, row, wishes, form.cleaned_data["version"])
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            return redirect("rounds:see", ref=row.reference)
    context = {**round_pages.heading(row, request.user), "form": form, "dates": dates, **_ways(given)}
    wrong = posted is not None
    return render(request, "reach/rounds/draft.html", context, status=422 if wrong else 200)


def _ways(given: dict[str, Any]) -> dict[str, Any]:
    return {"silent": not given["here"].living, "has_lines": bool(given["lines"])}


def _asked(request: StaffRequest, row: Round, wishes: list[actions.Wish], version: int) -> None:
    row = actions.wish(plan=row, wishes=wishes, version=version, by=request.user, at=request.at)
    actions.ask(plan=row, version=row.version, by=request.user, at=request.at)


@require_safe
@staff
def progress(request: StaffRequest, ref: str) -> HttpResponse:
    """How far the search is, asked for every second; the whole page comes anew when it has ended."""
    row = get_object_or_404(scoped(request), reference=ref)
    if not request.headers.get("HX-Request"):
        return redirect("rounds:see", ref=ref)
    if not row.is_busy:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    context = {**round_pages.heading(row, request.user), **round_pages.progress(row, request.at)}
    return render(request, "reach/rounds/progress.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def halt(request: StaffRequest, ref: str) -> HttpResponse:
    """Good enough: the search ends and gives what it has."""
    row = get_object_or_404(scoped(request), reference=ref)
    if request.method == "POST":
        actions.halt(plan=row, by=request.user, at=request.at)
    return redirect("rounds:see", ref=ref)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def do(request: StaffRequest, ref: str, noun: str) -> HttpResponse:
    """Take the plan along, change what to heed, or set it aside."""
    row = get_object_or_404(scoped(request), reference=ref)
    if noun not in STEPS:
        raise Http404
    version = request.POST.get("version", "")
    if request.method != "POST":
        return redirect("rounds:see", ref=ref)
    try:
        STEPS[noun](
            plan=row, version=int(version) if version.isdecimal() and len(version) < 9 else 0,
            by=request.user, at=request.at,
        )  # fmt: skip
    except Refused as no:
        messages.warning(request, no.sentence)
    return redirect("rounds:see", ref=ref)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def drop(request: StaffRequest, ref: str, number: int) -> HttpResponse:
    """Leave one visit out."""
    row = get_object_or_404(scoped(request), reference=ref)
    stop = get_object_or_404(row.stops.select_related("round__planned_by", "contact"), number=number)
    if request.method != "POST":
        return redirect("rounds:see", ref=ref)
    try:
        actions.drop(stop=stop, by=request.user, at=request.at)
    except Refused as no:
        messages.warning(request, no.sentence)
    return redirect("rounds:see", ref=ref)


@require_safe
@staff
def paper(request: StaffRequest, ref: str) -> HttpResponse:
    """The plan as a list to print, names masked, with room to write."""
    row = get_object_or_404(scoped(request), reference=ref, settled_at__isnull=False)
    context = {**round_pages.heading(row, request.user), "going": round_pages.timeline(request, row)}
    return render(request, "reach/rounds/paper.html", context)


@require_safe
@staff
def calendar(request: StaffRequest, ref: str) -> HttpResponse:
    """One's own visits of the plan for the calendar of a telephone or computer."""
    row = get_object_or_404(scoped(request), reference=ref, settled_at__isnull=False)
    mine = row.stops.filter(official=request.user, dropped_at=None).select_related("place", "household")
    return as_file(round_pages.feed(request, row, list(mine)), f"{row.reference}.ics")
