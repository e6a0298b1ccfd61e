"""What follows for the development of a village: the village decides, officials advise."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.orgs.models import Official, Unit
from huiyin.villages.models import VillageIssue


def is_of_the_village(village: Unit, by: Official, at: datetime) -> bool:
    """Whether one holds a post in that village or community itself."""
    return any(hat.unit_id == village.pk for hat in by.standing(at).hats)


def objection_to_deciding(issue: VillageIssue, by: Official, at: datetime) -> str | None:
    """Only who holds a post in the village itself decides (S27)."""
    if not is_of_the_village(issue.village, by, at):
        return _("The village decides on this itself; you can add advice.")
    return None
