"""Telling somebody of a request about one's own data."""

from datetime import datetime

from django.urls import reverse

from huiyin.notices import actions as notices
from huiyin.orgs.models import Official
from huiyin.privacy import rules
from huiyin.privacy.models import DataRequest


def tell(*, to: Official, kind: str, of: DataRequest, at: datetime) -> None:
    """A line on a desk, which opens the request; for who hears of its delay only, the page with the numbers."""
    here = rules.may_answer(of, to, at)
    where = reverse("privacy:request", kwargs={"ref": of.reference}) if here else reverse("privacy:requests")
    notices.tell(to=to, kind=kind, about=of.reference, at=at, where=where, due=of.due_on.isoformat())
