"""Households that the lot proposed to an official for a visit: besides the own register the only persons named to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from huiyin.lib.charter import Charter
from huiyin.lib.periods import back
from huiyin.lots.models import Draw, DrawEntry
from huiyin.lots.pages import people_of
from huiyin.orgs.models import Official
from huiyin.people.models import Household, Resident


@dataclass(frozen=True)
class Proposed:
    """One household with who speaks for it."""

    household: Household
    person: Resident


def drawn_for(official: Official, day: date, charter: Charter) -> QuerySet[DrawEntry]:
    """What was drawn for this official within the months for which a proposal stands, the latest first."""
    since = back(day, int(charter.figure("lots.proposal_months").value))
    rows = DrawEntry.objects.filter(
        draw__visitor=official, draw__state__in=Draw.WITH_NUMBER, is_chosen=True, invited_on__gt=since
    )
    return rows.select_related("household__place").order_by("-draw__drawn_at", "lot")


def proposed(drawn: Iterable[DrawEntry]) -> list[Proposed]:
    """Those of them with consent that stands."""
    homes = [entry.household for entry in drawn]
    people = people_of([home.pk for home in homes]) if homes else {}
    return [Proposed(home, people[home.pk]) for home in homes if home.pk in people]
