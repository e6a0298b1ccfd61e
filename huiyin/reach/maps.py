"""Real shapes of villages: read from a file once, drawn from what was kept, in the tones of how long ago."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models.functions import Length
from django.utils.translation import gettext as _

from huiyin.lib import tiles
from huiyin.orgs.models import Unit
from huiyin.reach.cards import Spot
from huiyin.reach.models import AreaShapes
from huiyin.ui import strokes as drawing

MOST_BYTES: Final = 8 * 1024 * 1024
ROOMY: Final = 40


@dataclass(frozen=True)
class Outline:
    """One village on the map: its shape, where its name stands, and how it stands there."""

    spot: Spot
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Picture:
    """The map of an area; `missing` are villages that the file did not hold."""

    view_box: str
    letter: str
    outlines: list[Outline]
    missing: list[Spot]
    source: str

    @property
    def is_roomy(self) -> bool:
        """Whether there is room for the days beside the names; they stand in the tiles anyway."""
        return len(self.outlines) <= ROOMY


def drawn(geojson: str | bytes, villages: Sequence[Unit]) -> list[dict[str, Any]]:
    """What is kept of a file: the shapes of these villages. `tiles.BadShapes` where it cannot be drawn."""
    known = [tiles.Unit(unit.code, unit.short_name, str(unit.parent_id)) for unit in villages]
    project = tiles.project(geojson, known)
    return [
        {"code": one.code, "path": one.path, "label": list(one.label), "box": drawing.box(one.path)}
        for one in project.shapes
    ]


def picture_of(seat: Unit, spots: Sequence[Spot]) -> Picture | None:
    """The map from the nearest file given for this area or one above it; None without one. One query."""
    ids = [int(key) for key in seat.path.strip("/").split("/")]
    nearest = AreaShapes.objects.filter(unit__in=ids).order_by(Length("unit__path").desc())
    kept = nearest.defer("geojson").first()
    if kept is None:
        return None
    shapes = {shape["code"]: shape for shape in kept.drawing}
    found = [
        Outline(spot, shape["path"], shape["label"][0], shape["label"][1])
        for spot in spots
        if (shape := shapes.get(spot.unit.code))
    ]
    if not found:
        return None
    view = drawing.around([shapes[one.spot.unit.code]["box"] for one in found])
    width = float(view.split()[2])
    missing = [spot for spot in spots if spot.unit.code not in shapes]
    return Picture(view, f"{width / 42:.1f}", found, missing, kept.source)


def objection_to_shapes(problem: tiles.BadShapes) -> str:
    """Why a file cannot be drawn, in a sentence."""
    words = {
        "not_json": _("The file cannot be read as GeoJSON: it is not valid JSON."),
        "no_collection": _("The file is not a GeoJSON FeatureCollection with at least one feature."),
        "no_shape": _("Every feature needs a polygon or a multipolygon."),
        "not_closed": _("A ring of this feature is not closed: its last point must be its first."),
        "not_degrees": _("Coordinates must be longitude and latitude in degrees, longitude first."),
        "too_many_points": _("The outlines have too many points; please simplify them first."),
        "no_unit": _(
            "No feature belongs to a village here. Each needs the property “code” with the code of the village, or “name”."
        ),
    }
    sentence = words[problem.reason]
    if problem.feature is None:
        return sentence
    return _("Feature %(n)d: %(sentence)s") % {"n": problem.feature, "sentence": sentence}


def kept_of(unit: Unit) -> AreaShapes | None:
    """The file that holds for this area itself."""
    return AreaShapes.objects.filter(unit=unit).defer("geojson").first()
