"""The pages of residents' forums: the calendar, planning, inviting, holding, the minutes point by point, closing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.contacts import actions, forum_rules
from huiyin.contacts.models import Forum
from huiyin.intake import forum_pages as pages
from huiyin.intake.forum import dispose_point, note_point
from huiyin.intake.forum_forms import (
    CancelForm,
    CloseForm,
    DisposeForm,
    HoldForm,
    InviteForm,
    PlanForm,
    PointForm,
    first_plan,
    labels_of,
    plan_of,
)
from huiyin.lib.refusal import Refused
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.once import digest_of, once, once_sent
from huiyin.orgs.tree import county_desk
from huiyin.ui.forms import new_token

TABS = {
    "coming": pgettext_lazy("forums", "Coming"),
    "minutes": gettext_lazy("Minutes open"),
    "past": gettext_lazy("Minutes closed"),
    "cancelled": gettext_lazy("Cancelled"),
}


def _forum(request: StaffRequest, ref: str, deed: str = "") -> Forum:
    """The forum, if one may see it; for a deed, if one may run it."""
    seen = Forum.objects.visible_to(request.user, request.at)
    found: Forum = get_object_or_404(
        seen.select_related("unit", "chair", "called_by", "place", "contact", "closed_by"), reference=ref
    )
    if deed and not forum_rules.may_run(found, request.user, request.at):
        raise Http404
    return found


@require_safe
@staff
def forums(request: StaffRequest) -> HttpResponse:
    """The calendar of forums, a list at a time, and the half-year of one's own units."""
    return render(request, "intake/forums.html", pages.calendar_of(request, TABS))


@require_safe
@staff
def forum(request: StaffRequest, ref: str) -> HttpResponse:
    """One forum: when, where, whom it asks for, and the next step."""
    return render(request, "intake/forum.html", pages.whole(request, _forum(request, ref)))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def plan(request: StaffRequest) -> HttpResponse:
    """Call a forum, once."""
    posted = request.POST if request.method == "POST" else None
    first = {**first_plan(request.user, request.at), "once": new_token()}
    form = PlanForm(posted, by=request.user, at=request.at, initial=first)
    if posted is not None and form.is_valid():
        try:
            where, fresh = once(
                token=form.cleaned_data["once"] or new_token(),
                scope=f"forum:{request.user.pk}",
                digest=digest_of(request.POST),
                at=request.at,
                make=lambda: _see(actions.plan_forum(plan=form.plan(), by=request.user, at=request.at)),
            )
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(
                request, _("The forum is planned.") if fresh else _("This had been planned already.")
            )
            return redirect(f"{where}?done=forum")
    context = {"form": form, "draft": "forum", "owner": f"staff:{request.user.pk}"}
    return render(request, "intake/forum_plan.html", context, status=422 if posted is not None else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def change(request: StaffRequest, ref: str) -> HttpResponse:
    """Another day, place, chair or list of groups."""
    found = _forum(request, ref, "change")
    posted = request.POST if request.method == "POST" else None
    form = PlanForm(posted, by=request.user, at=request.at, forum=found, initial=plan_of(found))
    if posted is not None and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_forum(
                forum=found, plan=form.plan(), version=version, by=request.user, at=request.at
            )
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _("Changed; those taking part are told if day or place moved."))
            return redirect("forums:see", ref=ref)
    context = {"form": form, "forum": found}
    return render(request, "intake/forum_plan.html", context, status=422 if posted is not None else 200)


def _step(
    request: StaffRequest, found: Forum, form: Any, page: dict[str, Any], act: Any, done: str
) -> HttpResponse:
    """One deed of a forum on a page of its own: the form, its refusal, and back to the forum."""
    if request.method == "POST" and form.is_valid():
        try:
            act(version=form.cleaned_data["version"] or 0)
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, done)
            return redirect("forums:see", ref=found.reference)
    context = {"form": form, "forum": found, **page}
    return render(request, "intake/forum_step.html", context, status=422 if request.method == "POST" else 200)


def _posted(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def invite(request: StaffRequest, ref: str) -> HttpResponse:
    """How many of each group were asked."""
    found = _forum(request, ref, "invite")
    form = InviteForm(_posted(request), forum=found, labels=labels_of(charter_of(request.at)))
    page = {
        "title": _("Who was invited"),
        "lead": _("The invitations themselves are on the page of the forum, one for each group."),
        "button": _("Keep who was invited"),
    }

    def act(version: int) -> None:
        actions.invite(forum=found, invited=form.counts(), version=version, by=request.user, at=request.at)

    return _step(request, found, form, page, act, _("Noted who was invited."))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def hold(request: StaffRequest, ref: str) -> HttpResponse:
    """It took place: people counted by group; names are not asked for."""
    found = _forum(request, ref, "hold")
    form = HoldForm(_posted(request), forum=found, labels=labels_of(charter_of(request.at)))
    page = {
        "title": _("The forum took place"),
        "lead": _("Count who came, by group; no names are asked for. The points come next, one by one."),
        "button": _("Keep that it took place"),
    }

    def act(version: int) -> None:
        data = form.cleaned_data
        actions.hold(
            forum=found,
            held_on=data["held_on"],
            begins=data["begins"],
            ends=data["ends"],
            present=form.counts(),
            note=data["note"],
            differing_view=data["differing_view"],
            version=version,
            by=request.user,
            at=request.at,
        )

    return _step(request, found, form, page, act, _("Recorded as a contact. Now the points, one by one."))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def cancel(request: StaffRequest, ref: str) -> HttpResponse:
    """It does not take place."""
    found = _forum(request, ref, "cancel")
    form = CancelForm(_posted(request), initial={"version": found.version})
    page = {
        "title": _("Cancel the forum"),
        "lead": _("Those taking part are told. Please tell the people who were invited as well."),
        "button": _("Cancel the forum"),
    }

    def act(version: int) -> None:
        reason = form.cleaned_data["reason"]
        actions.cancel_forum(forum=found, reason=reason, version=version, by=request.user, at=request.at)

    return _step(request, found, form, page, act, _("The forum is cancelled; those taking part are told."))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def close(request: StaffRequest, ref: str) -> HttpResponse:
    """Close the minutes; refused while a point hangs."""
    found = _forum(request, ref, "close")
    form = CloseForm(_posted(request), initial={"version": found.version})
    page = {
        "title": _("Close the minutes"),
        "lead": _("Once the minutes are closed, no point is added and nothing is changed any more."),
        "button": _("Close the minutes"),
    }

    def act(version: int) -> None:
        actions.close_minutes(forum=found, version=version, by=request.user, at=request.at)

    return _step(request, found, form, page, act, _("The minutes are closed."))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def points(request: StaffRequest, ref: str) -> HttpResponse:
    """The points of a forum with what became of each, and the next one to write down."""
    found = _forum(request, ref)
    may_add = forum_rules.objection("point", found, request.user, request.at) is None
    posted = _posted(request) if may_add else None
    form = PointForm(posted, at=request.at, initial={"once": new_token()}) if may_add else None
    if form is not None and posted is not None and form.is_valid():
        try:
            where, _fresh = once_sent(
                request,
                form,
                lambda: _added(request, found, form),
                scope=f"point:{found.pk}:{request.user.pk}",
            )
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            return redirect(where)
    if form is not None and (posted is not None or "more" in request.GET):
        form.fields["text"].widget.attrs["autofocus"] = True
    context = {**pages.whole(request, found), **pages.minutes(request, found), "form": form}
    return render(request, "intake/forum_points.html", context, status=422 if posted is not None else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def point(request: StaffRequest, ref: str, number: int) -> HttpResponse:
    """What becomes of one point."""
    found = _forum(request, ref, "dispose")
    row = get_object_or_404(found.contact.points, number=number) if found.contact else None
    if row is None:
        raise Http404
    first = {"disposition": row.disposition, "answer": row.answer, "topic": row.topic}
    form = DisposeForm(_posted(request), at=request.at, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            dispose_point(
                forum=found,
                number=number,
                root=county_desk(),
                by=request.user,
                at=request.at,
                **form.cleaned_data,
            )
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _("Point %(n)d: noted what becomes of it.") % {"n": number})
            return redirect("forums:points", ref=ref)
    context = {"form": form, "forum": found, "point": row}
    return render(
        request, "intake/forum_dispose.html", context, status=422 if request.method == "POST" else 200
    )


def _see(found: Forum) -> str:
    return reverse("forums:see", kwargs={"ref": found.reference})


def _added(request: StaffRequest, found: Forum, form: PointForm) -> str:
    data = {name: value for name, value in form.cleaned_data.items() if name != "once"}
    added = note_point(forum=found, root=county_desk(), by=request.user, at=request.at, **data)
    messages.success(request, _("Point %(n)d is written down.") % {"n": added.number})
    return reverse("forums:points", kwargs={"ref": found.reference}) + "?more=1"
