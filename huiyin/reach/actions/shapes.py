"""Giving an area the real shapes of its villages."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.lib.refusal import Refused
from huiyin.lib.tiles import BadShapes
from huiyin.orgs.models import Official, Unit
from huiyin.reach.areas import villages_of
from huiyin.reach.maps import MOST_BYTES, drawn, objection_to_shapes
from huiyin.reach.models import AreaShapes


@transaction.atomic
def give_shapes(*, unit: Unit, geojson: bytes, source: str, by: Official, at: datetime) -> AreaShapes:
    """Keep a file of outlines for an area; it takes the place of the one before."""
    if len(geojson) > MOST_BYTES:
        raise Refused(_("The file is larger than %(n)d MB.") % {"n": MOST_BYTES // 1024**2})
    try:
        text = geojson.decode("utf-8-sig")
        shapes = drawn(text, list(villages_of(unit, at)))
    except UnicodeDecodeError as bad:
        raise Refused(objection_to_shapes(BadShapes("not_json"))) from bad
    except BadShapes as bad:
        raise Refused(objection_to_shapes(bad)) from bad
    if "\0" in text:
        raise Refused(objection_to_shapes(BadShapes("not_json")))
    values = {"geojson": text, "drawing": shapes, "source": source, "given_at": at}
    kept, _made = AreaShapes.objects.update_or_create(unit=unit, defaults=values)
    audit(by=by.key, deed="shapes.given", on=f"unit:{unit.code}", at=at, shapes=len(shapes))
    return kept
