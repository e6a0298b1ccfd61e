"""The pages of signals: what may need a second look in one's own records, seen by their author alone."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huiyin.contacts import actions
from huiyin.contacts.marks import marked
from huiyin.contacts.models import Contact, Signal
from huiyin.contacts.pages import with_points
from huiyin.orgs.deeds import page_done
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.ui.deeds import DeedPage, posted, shown
from huiyin.ui.forms import DeedForm, Prose
from huiyin.ui.keyset import page

MOST_OPEN = 25


class ExplainForm(DeedForm):
    """What is behind it, in a sentence."""

    words = forms.CharField(
        label=gettext_lazy("What is behind it"),
        help_text=gettext_lazy("for example: three neighbours said the same about the same road"),
        max_length=400,
        widget=Prose(rows=3),
    )


EXPLAIN = DeedPage(
    gettext_lazy("What is behind it"),
    ExplainForm,
    actions.explain,
    gettext_lazy("Thank you; your words stand beside it now."),
    template="contacts/signal.html",
)


_ALIKE = {
    Signal.Kind.TWICE: gettext_lazy(
        "The address or telephone of this household is on record for another one; both count as one until somebody else has "
        "told them apart."
    ),
    Signal.Kind.RETURNED: gettext_lazy(
        "This household is like one that withdrew or was taken off; it counts as that one until somebody else has told them "
        "apart."
    ),
    Signal.Kind.COLLEAGUE: gettext_lazy(
        "The telephone or the name is that of an official. With the telephone such a contact counts for no breadth and no "
        "village; with the name only it counts."
    ),
}


@require_safe
@staff
def signals(request: StaffRequest) -> HttpResponse:
    """My own signals: those that are open, then those explained or settled."""
    mine = Signal.objects.visible_to(request.user, request.at)
    past = page(mine.exclude(pk__in=mine.open().values("pk")), request, "-pk")
    context = {
        "open": [_shown(signal) for signal in mine.open().order_by("-pk")[:MOST_OPEN]],
        "past": [_shown(signal) for signal in past.rows],
        **past.links,
    }
    return render(request, "contacts/signals.html", context)


@staff_deed
def signal(request: StaffRequest, signal: int) -> HttpResponse:
    """One signal: the records it concerns, and the author's word on it."""
    found = get_object_or_404(Signal.objects.visible_to(request.user, request.at), pk=signal)
    form = EXPLAIN.form(posted(request))
    if gone := page_done(request, EXPLAIN, form, reverse("contacts:signals"), signal=found):
        return gone
    rows = Contact.objects.visible_to(request.user, request.at).filter(reference__in=found.references)
    rows = with_points(marked(rows.select_related("place", "household")), request).newest_first()
    is_open = found.explained_at is None and found.withdrawn_at is None
    around = {**_shown(found), "contacts": list(rows)}
    return shown(request, EXPLAIN.template, form if is_open else None, **around)


def _shown(found: Signal) -> dict[str, Any]:
    """A signal with the sentence that says what stood out."""
    return {"signal": found, "sentence": _sentence(found)}


def _sentence(found: Signal) -> str:
    facts = {"n": found.facts.get("n", len(found.references)), "percent": found.facts.get("percent", 0)}
    if found.kind == Signal.Kind.COPIED:
        return _("The words of two records at different households agree to %(percent)d%%.") % facts
    if found.kind == Signal.Kind.BULK:
        return _("%(n)d contacts of earlier days were entered shortly before the report was due.") % facts
    if found.kind == Signal.Kind.NIGHT:
        return _("%(n)d contacts were entered in one night.") % facts
    if found.kind == Signal.Kind.CROWDED:
        return _("%(n)d visits stand on this one day.") % facts
    if found.kind == Signal.Kind.TABLE:
        return _("%(n)d figures of who lives where took the place of others on this day.") % facts
    if found.kind in _ALIKE:
        return str(_ALIKE[Signal.Kind(found.kind)])
    return _("Two contacts stand at the same hours of this day.")
