"""The pages of the register, of contacts and of promises."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.contacts import actions, rules
from huiyin.contacts.models import Assignment, Contact, Promise
from huiyin.lib.refusal import Refused
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.ui.forms import Prose

PAGE = 25


class KeepForm(forms.Form):
    """What was done about a promise."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 2)
    how = forms.CharField(label=gettext_lazy("What was done"), max_length=200, widget=Prose(rows=2))


class VoidForm(forms.Form):
    """Why a record is struck out."""

    reason = forms.CharField(label=gettext_lazy("Why is it struck out"), max_length=200, widget=Prose(rows=2))


@require_safe
@staff
def contacts(request: StaffRequest) -> HttpResponse:
    """Contacts, latest day first, a page by key."""
    seen = Contact.objects.visible_to(request.user, request.at).select_related(
        "place", "official", "household"
    )
    seen = seen.prefetch_related("points").order_by("-held_on", "-pk")
    found = list(_after(seen, request.GET.get("from", ""))[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    context = {
        "contacts": found[:PAGE],
        "next_url": f"?from={last.held_on.isoformat()}.{last.pk}" if last else "",
        "first_url": "?" if request.GET.get("from") else "",
    }
    return render(request, "contacts/list.html", context)


def _after(seen, start: str):  # type: ignore[no-untyped-def]
    from django.db.models import Q

    day, _dot, key = start.partition(".")
    try:
        held = date.fromisoformat(day)
        return seen.filter(Q(held_on__lt=held) | Q(held_on=held, pk__lt=int(key)))
    except ValueError:
        return seen


@require_safe
@staff
def contact(request: StaffRequest, ref: str) -> HttpResponse:
    """One contact: whom, when, what was raised, what became of it."""
    seen = Contact.objects.visible_to(request.user, request.at).select_related(
        "place", "official", "household", "person", "unit", "voided_by", "entered_by"
    )
    found = get_object_or_404(seen, reference=ref)
    context = {
        "contact": found,
        "points": list(found.points.all()),
        "promises": list(found.promises.all()),
        "may_void": rules.objection_to_voiding(found, request.user) is None,
        "draft_done": "visit" if request.GET.get("done") == "visit" else "",
    }
    return render(request, "contacts/contact.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def void(request: StaffRequest, ref: str) -> HttpResponse:
    """Strike a contact out; it stays readable."""
    found = get_object_or_404(
        Contact.objects.visible_to(request.user, request.at), reference=ref, official=request.user
    )
    form = VoidForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.void(contact=found, reason=form.cleaned_data["reason"], by=request.user, at=request.at)
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _("Struck out; the record stays readable with your reason."))
            return redirect("contacts:see", ref=ref)
    return render(
        request, "contacts/void.html", {"contact": found, "form": form}, status=422 if form.errors else 200
    )


@require_safe
@staff
def register(request: StaffRequest) -> HttpResponse:
    """The contact register as it stands today, or as it stood on a day."""
    today = local_day(request.at, request.county)
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        day = today
    lines = Assignment.objects.visible_to(request.user, request.at).live_on(day)
    lines = lines.select_related("official", "household__place", "person", "unit").order_by(
        "household__place__path", "household__code", "pk"
    )
    start = request.GET.get("from", "")
    found = list(_lines_after(lines, start)[: PAGE * 2 + 1])
    last = found[PAGE * 2 - 1] if len(found) > PAGE * 2 else None
    context = {
        "lines": found[: PAGE * 2],
        "day": day,
        "today": today,
        "next_url": f"?on={day.isoformat()}&from={last.pk}" if last else "",
        "first_url": f"?on={day.isoformat()}" if start else "",
    }
    return render(request, "contacts/register.html", context)


def _lines_after(lines, start: str):  # type: ignore[no-untyped-def]
    if not start.isdecimal() or len(start) > 15:
        return lines
    from django.db.models import Q

    last = lines.filter(pk=int(start)).first()
    if last is None:
        return lines
    path, code = last.household.place.path, last.household.code
    return lines.filter(
        Q(household__place__path__gt=path)
        | Q(household__place__path=path, household__code__gt=code)
        | Q(household__place__path=path, household__code=code, pk__gt=last.pk)
    )


@require_safe
@staff
def promises(request: StaffRequest) -> HttpResponse:
    """Promises: open ones by day, then those kept."""
    day = local_day(request.at, request.county)
    seen = Promise.objects.visible_to(request.user, request.at).select_related("official", "unit", "contact")
    context = {
        "open": list(seen.open().soonest_first()[:100]),
        "kept": list(seen.filter(kept_at__isnull=False).order_by("-kept_at", "-pk")[:PAGE]),
        "day": day,
    }
    return render(request, "contacts/promises.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def keep(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what was done about a promise."""
    found = get_object_or_404(
        Promise.objects.visible_to(request.user, request.at), pk=pk, official=request.user
    )
    form = KeepForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.keep(
                promise=found, how=data["how"], version=data["version"], by=request.user, at=request.at
            )
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _("Kept. Thank you."))
            return redirect("contacts:promises")
    return render(
        request, "contacts/keep.html", {"promise": found, "form": form}, status=422 if form.errors else 200
    )
