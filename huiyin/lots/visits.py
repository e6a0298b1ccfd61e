"""Households that the lot proposed to an official for a visit: besides the own register the only persons named to them."""

from dataclasses import dataclass
from datetime import datetime

from huiyin.lib.periods import back
from huiyin.lots.models import Draw, DrawEntry
from huiyin.lots.pages import people_of
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from huiyin.people.models import Household, Resident


@dataclass(frozen=True)
class Proposed:
    """One household with who speaks for it."""

    household: Household
    person: Resident


def proposed_to(official: Official, at: datetime) -> list[Proposed]:
    """Drawn for this official within the months for which a proposal stands, and with consent that stands."""
    months = int(charter_of(at).figure("lots.proposal_months").value)
    since = back(local_day(at, official.county), months)
    rows = DrawEntry.objects.filter(
        draw__visitor=official, draw__state__in=Draw.WITH_NUMBER, is_chosen=True, invited_on__gt=since
    )
    homes = [
        entry.household
        for entry in rows.select_related("household__place").order_by("-draw__drawn_at", "lot")
    ]
    people = people_of([home.pk for home in homes]) if homes else {}
    return [Proposed(home, people[home.pk]) for home in homes if home.pk in people]
