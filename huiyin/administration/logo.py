"""Logos of the county and of units: a picture is offered, looked at, shown from then on, and taken away again.

The county's stands in the heads of pages and on papers; a unit's on its papers and on those of the units below it.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from huiyin.audit.actions import record
from huiyin.files.checking import DRAWING, PICTURES, Checked
from huiyin.lib.refusal import Beside, Refused, refuse
from huiyin.orgs.models import County, Logo, Official, Unit

BOX: Final = (480, 120)  # pixels: sharp at the height of a head and on paper
LEAST: Final = 32  # pixels of the shorter edge
SLIMMEST: Final = 6  # times the shorter edge: what is longer would be a line in a head and on paper
LIMIT: Final = 100_000  # bytes of what every page brings along


def objection_to_picture(files: Sequence[Checked]) -> str | None:
    """One picture, no document, and not too small or too elaborate for a head."""
    if len(files) != 1 or files[0].kind not in PICTURES:
        return Beside("files", _("Please choose one picture: PNG, JPEG or WebP."))
    return None


@transaction.atomic
def offer_logo(*, files: Sequence[Checked], by: Official, at: datetime) -> Logo:
    """Keep a picture to be looked at; nothing shows it yet."""
    refuse(objection_to_picture(files))
    content = _drawn(files[0])
    digest = hashlib.sha256(content).hexdigest()[:16]
    facts = {"content": content, "entered_by": by, "entered_at": at}
    found, _is_new = Logo.objects.get_or_create(digest=digest, defaults=facts)
    return found


@transaction.atomic
def show_logo(*, logo: Logo, unit: Unit | None = None, by: Official, at: datetime) -> None:
    """From now on the heads of pages and papers show it; that of a unit its papers."""
    if unit is not None and unit.valid_to is not None:
        raise Refused(_("This unit has ended."))
    _show(logo.digest, unit, "logo_shown", by, at)


@transaction.atomic
def remove_logo(*, unit: Unit | None = None, by: Official, at: datetime) -> None:
    """Pages and papers are as they are without one; those of a unit have again what stands above it."""
    if not (unit or by.county).logo:
        raise Refused(_("No logo is shown."))
    _show("", unit, "logo_removed", by, at)


def _show(digest: str, unit: Unit | None, deed: str, by: Official, at: datetime) -> None:
    if unit is not None:
        before = Unit.objects.get(pk=unit.pk).logo
        Unit.objects.filter(pk=unit.pk).update(logo=digest)
        record(by=by.key, deed=f"unit.{deed}", on=f"unit:{unit.code}", at=at, logo=digest, before=before)
        return
    county = County.objects.get(pk=by.county.pk)
    before = county.logo
    County.objects.filter(pk=county.pk).update(logo=digest)
    record(by=by.key, deed=f"county.{deed}", on=f"county:{county.slug}", at=at, logo=digest, before=before)


def _drawn(file: Checked) -> bytes:
    """As PNG, as large as a head needs it; what is clear in it stays clear."""
    with DRAWING:
        picture: Image.Image = Image.open(BytesIO(file.content), formats=[PICTURES[file.kind]])
        if min(picture.size) < LEAST:
            words = _("The picture is too small: at least %(n)d pixels each way, please.")
            raise Refused(Beside("files", words % {"n": LEAST}))
        if max(picture.size) > SLIMMEST * min(picture.size):
            words = _(
                "The picture is too long for a head: at most %(n)d times as long as the other way, please."
            )
            raise Refused(Beside("files", words % {"n": SLIMMEST}))
        picture = picture.convert("RGBA")
        picture.thumbnail(BOX)
        out = BytesIO()
        picture.save(out, "PNG", optimize=True)
    if len(out.getvalue()) > LIMIT:
        words = _("The picture is too elaborate for a head; please send a plainer one.")
        raise Refused(Beside("files", words))
    return out.getvalue()
