"""What the public pages of draws need."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from huiyin.lots import public
from huiyin.lots.models import Draw
from huiyin.lots.pages import chances, percent
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import PublicRequest

PAGE = 50


def listing(request: PublicRequest) -> dict[str, Any]:
    """Draws to come, and those of the past."""
    rows = list(public.draws()[:PAGE])
    return {
        "county": request.county,
        "coming": [row for row in rows if row.state == Draw.State.PUBLISHED],
        "past": [row for row in rows if row.state != Draw.State.PUBLISHED],
    }


def found(ref: str) -> Draw:
    """A draw that everybody may read, or no page."""
    draw = public.draws().filter(reference=ref).first()
    if draw is None:
        raise Http404
    return draw


def one(request: PublicRequest, ref: str) -> dict[str, Any]:
    """One draw: what is drawn, how, from whom; after it the number and the lots."""
    draw = found(ref)
    chosen, replaced = public.lots(draw)
    least = public.least_told(request.at)
    return {
        "least": least,
        "few_rest": 0 < draw.resting < least,
        "few_came": 0 < (draw.witnesses or 0) < least,
        "county": request.county,
        "draw": draw,
        "rows": public.told(draw, request),
        "chosen": chosen,
        "replaced": replaced,
        "fingerprint": draw.announced_sha256,
        "chances": chances(draw),
        "first": "0" * draw.digits,
        "last": str(draw.panels_count - 1),
        "is_today": draw.draws_on == local_day(request.at, request.county),
        "proof_url": reverse("portal:draw_proof", kwargs={"county": request.county.slug, "ref": ref}),
    }


def answered(draw: Draw, mine: public.Yours) -> dict[str, Any]:
    """What somebody learns of their own lot."""
    return {"mine": mine, "chance": percent(mine.panels_in, draw.panels_count)}
