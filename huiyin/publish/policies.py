"""What the public pages of policies need: those in force first, expired ones marked, and what others asked."""

from typing import Any

from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import PublicRequest
from huiyin.publish.models import PolicyBrief
from huiyin.ui.keyset import page


def listing(request: PublicRequest) -> dict[str, Any]:
    """The newest first, a page by key."""
    day = local_day(request.at, request.county)
    rows = PolicyBrief.objects.public_on(day).select_related("unit")
    found = page(rows, request, "-pk", size=30)
    return {
        "county": request.county,
        "briefs": [(brief, brief.is_over(day)) for brief in found.rows],
        **found.links,
    }


def one(request: PublicRequest, key: int) -> dict[str, Any] | None:
    """One brief with questions and answers; None when nobody may read it (any more)."""
    day = local_day(request.at, request.county)
    found = PolicyBrief.objects.public_on(day).select_related("unit").filter(pk=key).first()
    if found is None:
        return None
    return {
        "county": request.county,
        "brief": found,
        "is_over": found.is_over(day),
        "questions": [q for q in found.questions.order_by("pk") if q.is_public and q.answer],
    }
