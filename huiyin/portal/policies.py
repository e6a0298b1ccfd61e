"""What the public pages of policies need: those in force first, expired ones marked, and what others asked."""

from typing import Any

from huiyin.contacts.models import PolicyBrief
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import PublicRequest

PAGE = 30


def listing(request: PublicRequest) -> dict[str, Any]:
    """The newest first, a page by key."""
    day = local_day(request.at, request.county)
    rows = PolicyBrief.objects.public_on(day).select_related("unit").order_by("-pk")
    start = request.GET.get("from", "")
    rows = rows.filter(pk__lt=int(start)) if start.isdecimal() and len(start) < 16 else rows
    found = list(rows[: PAGE + 1])
    return {
        "county": request.county,
        "briefs": [(brief, brief.is_over(day)) for brief in found[:PAGE]],
        "next_url": f"?from={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "first_url": "?" if start else "",
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
