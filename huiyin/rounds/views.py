"""The pages of plans of visits: the list, a new one, what to heed, how far it is, the plan, paper and calendar."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from huiyin.lib.refusal import Refused
from huiyin.notices.actions import read_all
from huiyin.orgs.charter import charter_of
from huiyin.orgs.deeds import done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.orgs.models import Unit
from huiyin.register.own import own_of
from huiyin.rounds import actions, candidates, forms, pages, rules
from huiyin.rounds.models import Round, Rounds
from huiyin.ui.deeds import attempt, posted, sent_back, shown, turned_back
from huiyin.ui.forms import DeedForm, VersionForm
from huiyin.ui.keyset import page
from huiyin.ui.taking import as_file

STEPS = {"keep": actions.keep, "revise": actions.revise, "discard": actions.discard}


def scoped(request: StaffRequest) -> Rounds:
    """The plans this official may see: every view of them starts here."""
    seen = Round.objects.visible_to(request.user, request.at)
    return seen.select_related("planned_by", "start", "charter", "unit")


def _page_of(row: Round) -> str:
    return reverse("rounds:see", kwargs={"ref": row.reference})


@require_safe
@staff
def rounds(request: StaffRequest) -> HttpResponse:
    """One's plans, the latest day first."""
    found = page(scoped(request).prefetch_related("going__official"), request, "-pk", size=30)
    lines = [(row, pages.TONES[row.state]) for row in found.rows]
    return render(request, "rounds/list.html", {"rows": lines, **found.links})


@staff_deed
def new(request: StaffRequest) -> HttpResponse:
    """Plan a half-day; what the mirror suggests comes along in the address."""
    branches = rules.branches(request.user, request.at)
    branch = _branch(request, branches)
    here = candidates.around([request.user], charter_of(request.at), request.at)
    try:
        form = _start_form(request, branch, here)
    except Refused as no:  # somebody without a post
        return turned_back(request, no.sentence, reverse("rounds:list"))
    around = {"branches": branches, "branch": branch, "silent": not here.living}
    gone = done(request, form, lambda: _started(request, form, branch))
    return gone or shown(request, "rounds/new.html", form, **around)


def _start_form(request: StaffRequest, branch: Unit | None, here: candidates.Around) -> forms.StartForm:
    group, place = (request.GET.get(name, "")[:30] for name in ("group", "place"))
    return forms.StartForm(
        posted(request),
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
    given = form.given()
    alone = [one.pk for one in given["officials"]] == [request.user.pk]
    row = actions.start_round(**given, unit=None if alone else branch, by=request.user, at=request.at)
    if "first" not in request.POST:
        actions.ask(plan=row, version=row.version, by=request.user, at=request.at)
    return _page_of(row)


@staff_deed
def see(request: StaffRequest, ref: str) -> HttpResponse:
    """One plan: what to heed, how far the search is, or who is visited when; POST hands what to heed to the clock."""
    row = get_object_or_404(scoped(request), reference=ref)
    read_all(by=request.user, about=row.reference, at=request.at)
    if row.state == Round.State.DRAFT and row.planned_by_id == request.user.pk:
        return _draft(request, row)
    if request.method == "POST":
        return redirect("rounds:see", ref=ref)
    if row.is_busy:
        context = {**pages.heading(row, request.user), **pages.progress(row, request.at)}
        return render(request, "rounds/busy.html", context)
    return render(request, "rounds/plan.html", pages.whole(request, row))


def _draft(request: StaffRequest, row: Round) -> HttpResponse:
    officials = [one.official for one in row.going.select_related("official__county")]
    charter = row.charter.charter
    given: dict[str, Any] = {
        "wishes": list(row.wishes.select_related("household", "place")),
        "lines": candidates.lines(officials, row.day, charter, request.at),
        "here": candidates.around(officials, charter, request.at),
        "own": own_of(request.user, request.at),
    }
    form = forms.WishForm(posted(request), version=row.version, **given)
    dates = forms.appointments(posted(request), **given)

    def ask() -> str:
        wishes = [*form.wishes(), *dates.wishes(given["lines"], given["here"])]
        _asked(request, row, wishes, form.cleaned_data["version"])
        return _page_of(row)

    around = {**pages.heading(row, request.user), "dates": dates, **_ways(given)}
    gone = done(request, form, ask, beside=dates)
    return gone or shown(request, "rounds/draft.html", form, **around)


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
    context = {**pages.heading(row, request.user), **pages.progress(row, request.at)}
    return render(request, "rounds/progress.html", context)


@staff_deed
def halt(request: StaffRequest, ref: str) -> HttpResponse:
    """Good enough: the search ends and gives what it has."""
    row = get_object_or_404(scoped(request), reference=ref)
    if request.method == "POST":
        actions.halt(plan=row, by=request.user, at=request.at)
    return redirect("rounds:see", ref=ref)


@staff_deed
def do(request: StaffRequest, ref: str, noun: str) -> HttpResponse:
    """Take the plan along, change what to heed, or set it aside."""
    row = get_object_or_404(scoped(request), reference=ref)
    if noun not in STEPS:
        raise Http404
    form = VersionForm(posted(request))
    attempt(request, form, lambda: STEPS[noun](plan=row, by=request.user, at=request.at, **form.given()))
    return sent_back(request, form, _page_of(row))


@staff_deed
def drop(request: StaffRequest, ref: str, number: int) -> HttpResponse:
    """Leave one visit out."""
    row = get_object_or_404(scoped(request), reference=ref)
    stop = get_object_or_404(row.stops.select_related("round__planned_by"), number=number)
    form = DeedForm(posted(request))
    attempt(request, form, lambda: actions.drop(stop=stop, by=request.user, at=request.at))
    return sent_back(request, form, _page_of(row))


@require_safe
@staff
def paper(request: StaffRequest, ref: str) -> HttpResponse:
    """The plan as a list to print, names masked, with room to write."""
    row = get_object_or_404(scoped(request), reference=ref, settled_at__isnull=False)
    context = {**pages.heading(row, request.user), "going": pages.timeline(request, row)}
    return render(request, "rounds/paper.html", context)


@require_safe
@staff
def calendar(request: StaffRequest, ref: str) -> HttpResponse:
    """One's own visits of the plan for the calendar of a telephone or computer."""
    row = get_object_or_404(scoped(request), reference=ref, settled_at__isnull=False)
    mine = row.stops.filter(official=request.user, dropped_at=None).select_related("place", "household")
    return as_file(pages.feed(request, row, list(mine)), f"{row.reference}.ics")
