"""Telling of households that go to one successor in one deed: one line on each desk, however many they are."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from huiyin.notices.actions import tell
from huiyin.orgs.models import Official
from huiyin.register.models import Assignment


def tell_of_many(*, lines: Sequence[Assignment], to: Official, by: Official, at: datetime) -> None:
    """Both are told of the first and that there are more, and nobody of what they did themselves."""
    about = lines[0].household.code + ("…" if len(lines) > 1 else "")
    for reader in {one.pk: one for one in (lines[0].official, to) if one.pk != by.pk}.values():
        tell(to=reader, kind="handed_over_many", about=about, at=at, where=reverse("contacts:register"))
