"""The rows behind figures that no other list holds: a page of them by key, newest first."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.marks import marked
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.models import Official, Unit
from huiyin.reach import depth, saying
from huiyin.reach.windows import Window
from huiyin.ui.keyset import page

FIGURES: Final[Mapping[str, Any]] = {
    "familiar": _("Contacts with the most familiar tenth of households"),
    "new": _("Households met for the first time in a year"),
    "steady": _("Households met in every quarter"),
    "differing": _("Contacts at which a differing view was heard"),
    "promises_due": _("Promises that were due"),
    "promises_kept": _("Promises kept by their day"),
    "raised": _("Matters raised at contacts"),
    "rated": _("Matters raised that are closed and rated"),
}


def listing(
    figure: str, of: Official | Unit, window: Window, seen: Mapping[str, Any], request: StaffRequest
) -> dict[str, Any]:
    """A page of the rows, as far as the reader may see them, with how many there are."""
    today = local_day(request.at, request.county)
    if figure in ("promises_due", "promises_kept"):
        due = depth.promises_due(of, window, today)
        due = depth.kept_in_time(due) if figure == "promises_kept" else due
        kind, rows = "promises", seen["promises"].filter(pk__in=due.values("pk")).select_related("official")
    elif figure in ("raised", "rated"):
        raised = depth.matters_raised(of, window)
        raised = depth.closed_and_rated(raised) if figure == "rated" else raised
        kind, rows = "matters", seen["matters"].filter(pk__in=raised.values("pk")).select_related("place")
    elif figure == "familiar" and isinstance(of, Unit) and of.kind != Unit.Kind.BRANCH:
        raise Http404
    else:
        behind = depth.contacts_behind(figure, of, window)
        kind, rows = "contacts", seen["contacts"].filter(pk__in=behind.values("pk"))
        rows = marked(rows.select_related("place", "official"))
    found = page(rows, request, "-pk")
    return {
        "figure": FIGURES[figure],
        "unit": of if isinstance(of, Unit) else None,
        "window_name": saying.window_name(window),
        "kind": kind,
        "count": found.count,
        "households": rows.order_by().values("household").distinct().count() if kind == "contacts" else None,
        "rows": found.rows,
        **found.links,
    }
