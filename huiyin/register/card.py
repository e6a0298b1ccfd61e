"""The card that a household keeps: who is in touch with it, by which post, what they promised, when they receive."""

from dataclasses import dataclass
from datetime import date

from huiyin.contacts.models import Promise
from huiyin.orgs.models import Appointment, Official, Unit
from huiyin.orgs.places import township_path
from huiyin.people.models import Household
from huiyin.receptions.models import ReceptionSession
from huiyin.receptions.words import announcement
from huiyin.register.models import Assignment


@dataclass(frozen=True)
class CardLine:
    """One official on a household's card."""

    official: Official
    title: str
    unit: Unit
    promises: list[Promise]
    reception: ReceptionSession | None

    @property
    def announced(self) -> str:
        """Their next reception day, or the township's, in a sentence; empty when none is published."""
        return announcement(self.reception) if self.reception else ""


def next_reception(official: Official, household: Household, day: date) -> ReceptionSession | None:
    """The official's next public reception day, else the next one in the household's township."""
    coming = ReceptionSession.objects.public().still_to_come(day).select_related("office", "official")
    town = township_path(household.place.path)
    own = coming.filter(official=official).soonest_first().first()
    return own or coming.filter(office__unit__path__startswith=town).soonest_first().first()


def card(household: Household, day: date) -> list[CardLine]:
    """Who keeps in touch with the household on that day, by which post, and what they promised it; no resident's data."""
    found = []
    live = Assignment.objects.live_on(day).filter(household=household).select_related("official", "unit")
    for line in live.order_by("started_on", "pk"):
        posts = Appointment.objects.live_on(day).filter(official=line.official).select_related("post__unit")
        best = sorted(posts, key=lambda one: (one.post.unit.kind not in Unit.LEVELS, one.post.unit.path))
        promised = Promise.objects.open().filter(official=line.official, contact__household=household)
        unit = best[0].post.unit if best else line.unit
        title = best[0].post.title if best else ""
        promises, receives = list(promised.soonest_first()), next_reception(line.official, household, day)
        found.append(CardLine(line.official, title, unit, promises, receives))
    return found
