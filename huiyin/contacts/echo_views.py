"""The pages of echoes: what is still to be told, and telling it."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiyin.contacts import actions, echo_rules
from huiyin.contacts.models import Contact, Echo
from huiyin.contacts.models.echo import KEPT
from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import page_done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.ui import address
from huiyin.ui.deeds import DeedPage, posted, shown, turned_back
from huiyin.ui.forms import ChipRadio, Day, Prose, VersionForm
from huiyin.ui.keyset import page
from huiyin.ui.templatetags.ui import day as in_words

LISTS = {"mine": _("To be told by me"), "open": _("To be told"), "overdue": _("Overdue"), "told": _("Told")}
NONE = {
    "mine": _("Nothing is left to be told by you."),
    "open": _("Nothing is left to be told here."),
    "overdue": _("Nothing is overdue here."),
    "told": _("Nothing has been told here yet."),
}
PAGE = "contacts/echo.html"


class EchoForm(VersionForm):
    """What became of it, on which day they were told, and how."""

    words = forms.CharField(
        label=_("What became of it"),
        help_text=_("as you told it: taken up, passed on, or why not"),
        max_length=500,
        widget=Prose(rows=3),
    )
    told_on = forms.DateField(label=_("When did you tell the person"), widget=Day)
    told_how = forms.ChoiceField(label=_("How did you tell them"), choices=Echo.How.choices, widget=ChipRadio)


TELL = DeedPage(
    _("Tell what became of it"),
    EchoForm,
    actions.tell_echo,
    _("Noted that it was told."),
    _("It was told so"),
    deed="tell",
)


@require_safe
@staff
def echoes(request: StaffRequest) -> HttpResponse:
    """What oneself, and the unit or area one answers for, still has to tell; by day, never by a figure."""
    day = local_day(request.at, request.county)
    seen = Echo.objects.visible_to(request.user, request.at)
    chosen = address.chosen(request, "list", LISTS, "open")
    told = seen.filter(told_at__isnull=False)
    mine = seen.open().filter(official=request.user)
    rows = {"mine": mine, "open": seen.open(), "overdue": seen.overdue(day)}.get(chosen, told)
    rows = rows.select_related("contact__place", "official", "unit")
    found = page(rows, request, "due_on", "pk")
    tabs = address.choices(request, "list", {key: str(name) for key, name in LISTS.items()}, chosen)
    context = {"rows": [_row(one, day) for one in found.rows], "tabs": tabs, "says": NONE[chosen]}
    return render(request, "contacts/echoes.html", {**context, **found.links})


def _row(echo: Echo, day: date) -> dict[str, Any]:
    """A line of the table of what is owed."""
    contact = echo.contact
    return {
        "owed": echo,
        "there": reverse("contacts:echo", args=[contact.reference]),
        "what": in_words(contact.held_on),
        "number": contact.reference,
        "where": contact.place,
        "told_on": echo.told_on,
        "is_late": echo.due_on < day,
    }


@staff_deed
def echo(request: StaffRequest, ref: str) -> HttpResponse:
    """What was kept, and what became of it; for whoever owes it the form."""
    seen = Echo.objects.visible_to(request.user, request.at).standing()
    found = get_object_or_404(
        seen.select_related("contact__place", "contact__person", "official", "told_by"),
        contact__reference=ref,
    )
    around: dict[str, Any] = {
        "echo": found,
        "points": found.contact.points.open_to(request.user, request.at).filter(disposition__in=KEPT),
        "opens": Contact.objects.visible_to(request.user, request.at).filter(pk=found.contact_id).exists(),
        "late": found.told_at is None and found.due_on < local_day(request.at, request.county),
        "page": TELL,
    }
    if (objection := echo_rules.objection(found, request.user)) is not None:
        if request.method == "POST":
            return turned_back(request, objection, request.path)
        return shown(request, PAGE, None, **around)
    first = {"version": found.version, "told_on": local_day(request.at, request.county)}
    form = EchoForm(posted(request), initial=first)
    back = reverse("contacts:echoes")
    return page_done(request, TELL, form, back, echo=found) or shown(request, PAGE, form, **around)
