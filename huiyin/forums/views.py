"""The pages of residents' forums: the calendar, planning, inviting, holding, the minutes point by point, closing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from huiyin.forums import actions, pages, rules
from huiyin.forums.forms import (
    CancelForm,
    ChangeForm,
    DisposeForm,
    HoldForm,
    InviteForm,
    PlanForm,
    PointForm,
    first_plan,
    labels_of,
    plan_of,
)
from huiyin.forums.models import Forum
from huiyin.forums.points import dispose_point, note_point
from huiyin.orgs.charter import charter_of
from huiyin.orgs.deeds import done, page_done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.orgs.tree import county_desk
from huiyin.ui.deeds import DeedPage, posted, shown
from huiyin.ui.forms import DeedForm, VersionForm

TABS = {
    "coming": pgettext_lazy("forums", "Coming"),
    "minutes": _("Minutes open"),
    "past": _("Minutes closed"),
    "cancelled": _("Cancelled"),
}


STEP = "forums/step.html"
CHANGE = DeedPage(
    _("Change the forum"),
    ChangeForm,
    actions.change_forum,
    _("Changed; those taking part are told if day or place moved."),
    template="forums/plan.html",
)
INVITE = DeedPage(
    _("Who was invited"),
    InviteForm,
    actions.invite,
    _("Noted who was invited."),
    _("Keep who was invited"),
    _("The invitations themselves are on the page of the forum, one for each group."),
    deed="invite",
    template=STEP,
)
HOLD = DeedPage(
    _("The forum took place"),
    HoldForm,
    actions.hold,
    _("Recorded as a contact. Now the points, one by one."),
    _("Keep that it took place"),
    _(
        "Count who came, by group, at least one number; no names are asked for. The points come next, one by one."
    ),
    deed="hold",
    template=STEP,
)
CANCEL = DeedPage(
    _("Cancel the forum"),
    CancelForm,
    actions.cancel_forum,
    _("The forum is cancelled; those taking part are told."),
    lead=_("Those taking part are told. Please tell the people who were invited as well."),
    deed="cancel",
    template=STEP,
)
CLOSE = DeedPage(
    _("Close the minutes"),
    VersionForm,
    actions.close_minutes,
    _("The minutes are closed."),
    lead=_("Once the minutes are closed, no point is added and nothing is changed any more."),
    deed="close",
    template=STEP,
)


def _forum(request: StaffRequest, ref: str, deed: str = "") -> Forum:
    """The forum, if one may see it; for a deed, if one may run it."""
    seen = Forum.objects.visible_to(request.user, request.at)
    found: Forum = get_object_or_404(
        seen.select_related("unit", "chair", "called_by", "place", "contact", "closed_by"), reference=ref
    )
    if deed and not rules.may_run(found, request.user, request.at):
        raise Http404
    return found


@require_safe
@staff
def forums(request: StaffRequest) -> HttpResponse:
    """The calendar of forums, a list at a time, and the half-year of one's own units."""
    return render(request, "forums/forums.html", pages.calendar_of(request, TABS))


@require_safe
@staff
def forum(request: StaffRequest, ref: str) -> HttpResponse:
    """One forum: when, where, whom it asks for, and the next step."""
    return render(request, "forums/forum.html", pages.whole(request, _forum(request, ref)))


@staff_deed
def plan(request: StaffRequest) -> HttpResponse:
    """Call a forum, once."""
    first = first_plan(request.user, request.at)
    form = PlanForm(posted(request), by=request.user, at=request.at, initial=first)

    def call() -> str:
        made = actions.plan_forum(by=request.user, at=request.at, **form.given())
        return f"{_page_of(made)}?done=forum"

    gone = done(request, form, call, _("The forum is planned."), again=_("This had been planned already."))
    return gone or shown(request, CHANGE.template, form, draft="forum", owner=f"staff:{request.user.pk}")


@staff_deed
def change(request: StaffRequest, ref: str) -> HttpResponse:
    """Another day, place, chair or list of groups."""
    found = _forum(request, ref, "change")
    first = plan_of(found)
    form = CHANGE.form(posted(request), by=request.user, at=request.at, forum=found, initial=first)
    return _step(request, CHANGE, found, form)


def _step(request: StaffRequest, page: DeedPage, found: Forum, form: DeedForm) -> HttpResponse:
    """One deed of a forum on a page of its own, and back to the forum."""
    return page_done(request, page, form, _page_of(found), forum=found) or shown(
        request, page.template, form, forum=found, page=page
    )


def _counted(request: StaffRequest, page: DeedPage, ref: str) -> HttpResponse:
    found = _forum(request, ref, page.deed)
    form = page.form(posted(request), forum=found, labels=labels_of(charter_of(request.at)))
    return _step(request, page, found, form)


def _versioned(request: StaffRequest, page: DeedPage, ref: str) -> HttpResponse:
    found = _forum(request, ref, page.deed)
    return _step(request, page, found, page.form(posted(request), initial={"version": found.version}))


@staff_deed
def invite(request: StaffRequest, ref: str) -> HttpResponse:
    """How many of each group were asked."""
    return _counted(request, INVITE, ref)


@staff_deed
def hold(request: StaffRequest, ref: str) -> HttpResponse:
    """It took place: people counted by group; names are not asked for."""
    return _counted(request, HOLD, ref)


@staff_deed
def cancel(request: StaffRequest, ref: str) -> HttpResponse:
    """It does not take place."""
    return _versioned(request, CANCEL, ref)


@staff_deed
def close(request: StaffRequest, ref: str) -> HttpResponse:
    """Close the minutes; refused while a point hangs."""
    return _versioned(request, CLOSE, ref)


@staff_deed
def points(request: StaffRequest, ref: str) -> HttpResponse:
    """The points of a forum with what became of each, and the next one to write down."""
    found = _forum(request, ref)
    may_add = rules.objection("point", found, request.user, request.at) is None
    form = PointForm(posted(request), at=request.at) if may_add else None
    if form is not None:
        if gone := done(request, form, lambda: _added(request, found, form)):
            return gone
        if form.is_bound or "more" in request.GET:
            form.fields["text"].widget.attrs["autofocus"] = True
    around = {**pages.whole(request, found), **pages.minutes(request, found)}
    return shown(request, "forums/points.html", form, **around)


@staff_deed
def point(request: StaffRequest, ref: str, number: int) -> HttpResponse:
    """What becomes of one point."""
    found = _forum(request, ref, "dispose")
    row = get_object_or_404(found.contact.points, number=number) if found.contact else None
    if row is None:
        raise Http404
    first = {"disposition": row.disposition, "answer": row.answer, "topic": row.topic}
    form = DisposeForm(posted(request), at=request.at, initial=first)
    on: dict[str, Any] = {"forum": found, "number": number, "root": county_desk()}

    def dispose() -> str:
        dispose_point(by=request.user, at=request.at, **on, **form.given())
        return reverse("forums:points", kwargs={"ref": ref})

    said = _("Point %(n)d: noted what becomes of it.") % {"n": number}
    return done(request, form, dispose, said) or shown(
        request, "forums/dispose.html", form, forum=found, point=row
    )


def _page_of(found: Forum) -> str:
    return reverse("forums:see", kwargs={"ref": found.reference})


def _added(request: StaffRequest, found: Forum, form: PointForm) -> str:
    added = note_point(forum=found, root=county_desk(), by=request.user, at=request.at, **form.given())
    messages.success(request, _("Point %(n)d is written down.") % {"n": added.number})
    return reverse("forums:points", kwargs={"ref": found.reference}) + "?more=1"
