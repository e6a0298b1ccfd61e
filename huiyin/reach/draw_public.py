"""What everybody may know of a draw held in public: numbers, lots and hashes; never a household, a village or a group."""

from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

from huiyin.audit.scope import current_county
from huiyin.lib.reference import normal_code
from huiyin.orgs.actions import charter_at
from huiyin.reach import lottery
from huiyin.reach.actions.draws import CODE_LENGTH
from huiyin.reach.draw_pages import Row, quota_rows
from huiyin.reach.models import Draw, DrawEntry, Draws


def draws() -> Draws:
    """Draws that everybody may read, those still to come first."""
    assert current_county() is not None  # noqa: S101 - the wall does the rest
    return Draw.objects.public().select_related("unit", "area", "forum").order_by("-published_at", "-pk")


def told(draw: Draw, request: Any) -> tuple[list[Row], int]:
    """The lines of the quotas that may be told, and how many are left out because they speak of too few households.

    Of a line without at least `privacy.counts_min` households in the pool neither the number nor the line is public;
    what was drawn of each line is never said, since it is a number of few.
    """
    least = int(charter_at(request.at).charter.figure("privacy.counts_min").value)
    rows = quota_rows(draw, request)
    shown = [row for row in rows if row.have >= least and draw.pool_size - row.have >= least]  # type: ignore[operator]
    if len(shown) == len(rows) - 1:  # the one that is missing could be worked out from the rest
        shown = shown[:-1]
    return shown, len(rows) - len(shown)


def lots(draw: Draw) -> tuple[list[int], list[int]]:
    """The lots that were drawn, and those of the reserves in their order."""
    chosen = draw.entries.filter(is_chosen=True).order_by("lot").values_list("lot", flat=True)
    reserves = draw.entries.filter(reserve__isnull=False).order_by("reserve").values_list("lot", flat=True)
    return list(chosen), list(reserves)


def proof(draw: Draw) -> Mapping[str, Any]:
    """The file that everybody can check: commitments, panels, number; without what any lot counts as."""
    return lottery.public_proof(draw)


@dataclass(frozen=True)
class Yours:
    """What one household learns of itself."""

    lot: int
    is_resting: bool
    panels_in: int
    is_chosen: bool
    reserve: int | None
    commitment: str


def yours(draw: Draw, lot: int, code: str) -> Yours | None:
    """The lot of this number and code; None if they do not belong together. Both answers cost the same work."""
    entry = DrawEntry.objects.filter(draw=draw, lot=lot).first()
    kept = normal_code(entry.code, CODE_LENGTH) if entry is not None else "0" * 14
    right = compare_digest(kept, normal_code(code, CODE_LENGTH) or "-")
    if entry is None or not right:
        return None
    return Yours(
        entry.lot,
        entry.is_resting and not entry.panels_in,
        entry.panels_in or 0,
        entry.is_chosen,
        entry.reserve,
        entry.commitment,
    )
