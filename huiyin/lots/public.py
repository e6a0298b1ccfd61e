"""What everybody may know of a draw held in public: numbers, lots and hashes; never a household, a village or a group."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiyin.audit.scope import current_county
from huiyin.lib.disclosure import suppress
from huiyin.lib.reference import SLIP_LENGTH, normal_code
from huiyin.lots.models import Draw, DrawEntry, Draws
from huiyin.lots.pages import Row, labels_of, quota_rows
from huiyin.orgs.charter import charter_of
from huiyin.orgs.handles import same_code


def draws() -> Draws:
    """Draws that everybody may read, those still to come first."""
    assert current_county() is not None  # noqa: S101 - the wall does the rest
    return Draw.objects.public().select_related("unit", "area", "forum").order_by("-published_at", "-pk")


def least_told(at: datetime) -> int:
    """The smallest count that is told to everybody."""
    return int(charter_of(at).figure("privacy.counts_min").value)


def told(draw: Draw, request: Any) -> list[tuple[Row, int | None]]:
    """The lines of the quotas with how many of the pool fit each; None where that would tell of too few households.

    What was drawn of each line is never said, since that is always a number of few.
    """
    least = least_told(request.at)
    rows = quota_rows(draw, request)
    whole = draw.pool_size or 0
    places = suppress({row.label: row.have for row in rows if row.is_place}, least).cells
    found: list[tuple[Row, int | None]] = []
    for row in rows:
        if row.is_place:
            found.append((row, places[row.label]))
        else:
            found.append((row, suppress({True: row.have, False: whole - row.have}, least).cells[True]))
    return found


def lots(draw: Draw) -> tuple[list[str], list[tuple[str, str]]]:
    """The lots that were drawn, and which was called in whose place."""
    called = draw.entries.called().select_related("stands_for__draw").order_by("lot")
    chosen, replaced = [], []
    for entry in called:
        if entry.is_chosen:
            chosen.append(entry.lot_words)
        elif entry.stands_for is not None:
            replaced.append((entry.stands_for.lot_words, entry.lot_words))
    return chosen, replaced


@dataclass(frozen=True)
class Yours:
    """What one household learns of itself."""

    lot: str
    panels_in: int
    is_chosen: bool
    is_called: bool
    counts_as: list[str]
    commitment: str


def yours(draw: Draw, lot: int, code: str, at: datetime) -> Yours | None:
    """The lot of this number and code; None if they do not belong together. Both answers cost the same work."""
    entry = DrawEntry.objects.filter(draw=draw, lot=lot).select_related("draw").first()
    kept = normal_code(entry.code, SLIP_LENGTH) if entry is not None else ""
    if not same_code(kept, normal_code(code, SLIP_LENGTH)) or entry is None:
        return None
    labels = labels_of(draw, at)
    fits = [labels[key] for key in zip(draw.categories, entry.values, strict=True) if key in labels]
    return Yours(
        entry.lot_words,
        entry.panels_in or 0,
        entry.is_chosen,
        entry.stands_for_id is not None,
        fits,
        entry.commitment,
    )
