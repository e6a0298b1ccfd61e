"""The rows behind a number of an account, as they were when it was frozen, as far as the reader may see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from huiyin.contacts.marks import marked
from huiyin.contacts.models import Contact, Promise
from huiyin.duties.figures import UNCALLED
from huiyin.matters.models import Matter
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.models import Official, Unit
from huiyin.receptions.models import ReceptionSession
from huiyin.register.homes import homes_seen
from huiyin.ui.keyset import slice_of

PAGE = 50
_KEPT = {"matters_raised": "raised", "matters_answered": "answered"}


@dataclass(frozen=True)
class Listing:
    """One page of rows, how many were counted in all, and where the next page begins."""

    kind: str
    rows: list[Any]
    total: int
    links: dict[str, str]


def shown(said: dict[str, Any], reader: Official, at: datetime) -> dict[str, Any]:
    """What was frozen, without the numbers of matters that are not for this reader.

    One may since have been found to be about them, or have been sealed (I-19, I-21); the count of points stays.
    """
    if "contacts" not in said:
        return said
    numbers = [ref for row in said["contacts"] for ref in row["matters"]]
    seen = Matter.objects.visible_to(reader, at).filter(reference__in=numbers)
    may = set(seen.values_list("reference", flat=True))
    rows = [{**row, "matters": [ref for ref in row["matters"] if ref in may]} for row in said["contacts"]]
    return {**said, "contacts": rows}


def listing(said: dict[str, Any], figure: str, request: StaffRequest) -> Listing | None:
    """Rows by the references that were frozen; None when there is no such figure."""
    reader, at = request.user, request.at
    if figure == "households" and figure in said:
        return _page("households", homes_seen(reader, at), "pk", said[figure], request)
    if figure == "villages" and figure in said:
        return _page("places", Unit.objects.places(), "pk", said[figure], request)
    if "children" in said:
        return _of_children(said, figure)
    model, by, keys = _behind(said, figure)
    if not model:
        return None
    seen = model.objects.visible_to(reader, at)
    seen = marked(seen) if model is Contact else seen
    if figure == "points":
        raised = Contact.objects.filter(reference__in=keys, points__isnull=False)
        with_points = set(raised.values_list("reference", flat=True))
        keys, seen = [key for key in keys if key in with_points], seen.annotate(raised=Count("points"))
    return _page(model._meta.model_name or "", seen, by, keys, request)


def _behind(said: dict[str, Any], figure: str) -> tuple[Any, str, list[Any]]:
    """Of which model the rows are, by which field they were kept, and which they are."""
    kept = said.get("rows", {})
    if figure == "contacts" and "contacts" in said:
        return Contact, "reference", [row["reference"] for row in said["contacts"]]
    if figure in ("contacts", "points"):
        return Contact, "reference", [reference for reference, _kind in kept.get("contacts", ())]
    if figure.startswith("form."):
        form = figure.removeprefix("form.")
        return Contact, "reference", [ref for ref, kind in kept.get("contacts", ()) if kind == form]
    if figure == UNCALLED:
        return Contact, "reference", kept.get(UNCALLED, [])
    if figure == "research_half_days":
        return Contact, "reference", kept.get("research", [])
    if figure in _KEPT:
        return Matter, "reference", kept.get(_KEPT[figure], [])
    if figure in ("promises_made", "promises_due", "promises_kept"):
        return Promise, "pk", kept.get(figure, [])
    if figure == "reception_days":
        return ReceptionSession, "reference", kept.get("sessions", [])
    return None, "", []


def _page(kind: str, seen: QuerySet[Any], by: str, keys: list[Any], request: StaffRequest) -> Listing:
    here = slice_of(keys, request, size=PAGE, named="at")
    rows = {getattr(row, by): row for row in seen.filter(**{f"{by}__in": here.rows})}
    return Listing(kind, [rows[key] for key in here.rows if key in rows], here.count, here.links)


def _of_children(said: dict[str, Any], figure: str) -> Listing | None:
    """The parent's number is made of its children's: each with its share, and a link."""
    if figure not in said["sums"] and not any(figure in child["sums"] for child in said["children"]):
        return None
    rows = [{**child, "share": child["sums"].get(figure, 0)} for child in said["children"]]
    return Listing("children", rows, len(rows), {})
