"""The pages of promises: the list for official and branch, and one page on which everything about a promise is done."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.contacts import promise_rules
from huiyin.contacts.echo import line_of
from huiyin.contacts.models import Promise
from huiyin.contacts.models.promise import Promises
from huiyin.contacts.promise_forms import CHOICES
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.deeds import page_done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.orgs.models import Official
from huiyin.ui import address
from huiyin.ui.deeds import posted, shown
from huiyin.ui.echo import EchoLine
from huiyin.ui.keyset import page

PAGE_OF_ONE = "contacts/promise.html"
LISTS = {
    "open": _("Open"),
    "overdue": _("Overdue"),
    "kept": _("Kept"),
    "not_kept": _("Not kept"),
    "all": _("All"),
}


@require_safe
@staff
def promises(request: StaffRequest) -> HttpResponse:
    """Promises of oneself and of the branch or area one answers for: by day, never by a figure."""
    day = local_day(request.at, request.county)
    seen = Promise.objects.visible_to(request.user, request.at)
    chosen = address.chosen(request, "list", LISTS, "open")
    official, unit = (address.decimal(request.GET.get(name, "")) for name in ("official", "unit"))
    rows = _listed(seen, chosen, day)
    rows = rows.filter(official=official) if official else rows
    rows = rows.filter(unit=unit) if unit else rows
    rows = rows.select_related("official", "unit", "contact").prefetch_related("revisions")
    forward = chosen in ("open", "overdue")  # soonest first while open, latest first afterwards
    found = page(rows, request, *(("due_on", "pk") if forward else ("-due_on", "-pk")))
    soon = _soon(request)
    context = {
        "rows": [_row(one, request.user, line_of(one, day, soon)) for one in found.rows],
        "tabs": address.choices(request, "list", {key: str(name) for key, name in LISTS.items()}, chosen),
        "chosen": chosen,
        "officials": _people(seen),
        "units": _units(seen),
        "official": official,
        "unit": unit,
        **found.links,
    }
    return render(request, "contacts/promises.html", context)


def _row(promise: Promise, reader: Official, line: EchoLine) -> dict[str, Any]:
    """A line of the table of what is owed."""
    return {
        "owed": promise,
        "there": reverse("contacts:promise", args=[promise.pk]),
        "what": promise.words,
        "where": promise.contact.reference if promise.contact else promise.about,
        "line": line,
        "asks": promise.is_open and promise.official_id == reader.pk,
    }


@staff_deed
def promise(request: StaffRequest, pk: int, do: str = "") -> HttpResponse:
    """One promise: its line, its days, and the one thing that is being done about it."""
    seen = Promise.objects.visible_to(request.user, request.at)
    found = get_object_or_404(seen.select_related("official", "unit", "contact"), pk=pk)
    day = local_day(request.at, request.county)
    may = promise_rules.objection("keep", found, request.user) is None
    choice = CHOICES.get(request.POST.get("do") or request.GET.get("do") or do or "keep") if may else None
    if choice is None:
        return shown(request, PAGE_OF_ONE, None, choice=None, **_whole(request, found, day))
    titles = {deed: str(one.title) for deed, one in CHOICES.items()}
    around = {"choice": choice, "choices": address.choices(request, "do", titles, choice.deed)}
    form = choice.form(posted(request), promise=found, today=day)
    there = reverse("contacts:promise", kwargs={"pk": pk})
    return page_done(request, choice, form, there, promise=found) or shown(
        request, PAGE_OF_ONE, form, **around, **_whole(request, found, day)
    )


def _whole(request: StaffRequest, found: Promise, day: date) -> dict[str, Any]:
    revisions = list(found.revisions.select_related("by"))
    return {
        "promise": found,
        "line": line_of(found, day, _soon(request)),
        "revisions": revisions,
        "first_due": revisions[0].old_due_on if revisions else found.due_on,
    }


def _soon(request: StaffRequest) -> int:
    return int(charter_of(request.at).figure("keeping.promise_remind_days").value)


def _listed(seen: Promises, chosen: str, day: date) -> Promises:
    if chosen == "open":
        return seen.open()
    if chosen == "overdue":
        return seen.overdue(day)
    if chosen == "kept":
        return seen.filter(kept_at__isnull=False)
    return seen.not_kept() if chosen == "not_kept" else seen


def _people(seen: Promises) -> list[tuple[int, str]]:
    """Whose promises one may choose between, by name."""
    rows = seen.order_by("official__name_key", "official").values_list("official", "official__name")
    return list(rows.distinct())


def _units(seen: Promises) -> list[tuple[int, str]]:
    """Of which units, in tree order."""
    rows = seen.order_by("unit__path", "unit").values_list("unit", "unit__short_name")
    return list(rows.distinct())
