"""What follows for what is on its way: an answer by the person's page or brought by the handler or the desk, until it
arrived; the opinion of a review by the page or the desk, never by the unit whose answer was looked at."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from huiyin.lib import ringing
from huiyin.lib.refusal import Beside
from huiyin.matters import dates
from huiyin.matters.models import Deadline, Delivery, Matter, State, Step
from huiyin.matters.models.matter import DECIDED
from huiyin.matters.rules import line_of
from huiyin.matters.rules.move import STAYS, Move, Who
from huiyin.matters.rules.recusal import left_by_handler
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.models import Official, Unit

Deed = Step.Deed
Way = Delivery.Way
BROUGHT = (
    State.REPLIED,
    State.MERGED,
    *DECIDED,
)  # nothing closes before; what is merged with another has its answer from there
AFTER_TRIES = (Way.POST, Way.NOTICE)


def way_to(matter: Matter) -> str:
    """How it is brought where the page does not: by telephone, at the door, by post; empty if nobody is known.

    What the law wants in writing is not told by telephone: whoever left nothing else is rung to fetch it.
    """
    person = matter.resident
    if person is None or person.withheld_at is not None:
        return Way.HAND if matter.household_id is not None else ""
    if person.phone and not in_writing(matter):
        return Way.PHONE
    if matter.household_id is not None or person.household_id is not None:
        return Way.HAND
    if person.name:
        return Way.POST
    return Way.HAND if person.phone else ""


def in_writing(matter: Matter) -> bool:
    """Whether the law wants the person to have it as a letter: the answer to a petition, and the opinion of a review."""
    profile = matter.charter.charter.profile(matter.profile)
    return profile.letter or profile.review


def is_the_desks(matter: Matter, way: str) -> bool:
    """Whether the desk that took the matter in brings it: what goes by post, and the opinion of a review."""
    return way == Way.POST or matter.state in DECIDED


def unit_for(matter: Matter, way: str) -> Unit:
    """Whose task it is: the desk's, else the handling unit's."""
    if is_the_desks(matter, way) or matter.lead_unit is None:
        return matter.intake_unit
    return matter.lead_unit


def bringers(matter: Matter, way: str, at: datetime) -> list[Official]:
    """Who hears of the task: the desk, else the handler, else the heads of the unit."""
    if is_the_desks(matter, way):
        return line_of.desk(matter, matter.intake_unit, at)
    return line_of.person_or_heads(matter, matter.handler, unit_for(matter, way), at)


def brings(matter: Matter, official: Official, at: datetime) -> bool:
    """Whether it is this official who is asked to bring it; `Matters.waiting_for` says the same of many at once."""
    standing = official.standing(at)
    if matter.to_bring and is_the_desks(matter, matter.to_bring):
        return standing.over(matter.intake_unit, "coordinator")
    if not matter.to_bring or official.pk in matter.kept_out:
        return False
    if left_by_handler(matter):
        return standing.over(matter.lead_unit, "unit_head")
    return matter.handler_id == official.pk


def turning(matter: Matter, at: datetime) -> datetime | None:
    """When somebody brings an answer whose page was not opened; None where no other way leads to the person."""
    if not way_to(matter):
        return None
    rule = matter.charter.charter.clock(Deadline.Kind.DELIVERY, matter.profile)
    due = dates.reckon(calendar(), local_day(at, matter.county), rule.n, rule.unit).due_legal
    return dates.opening(due, matter)


def outstanding(matter: Matter) -> Delivery | None:
    """What is on its way and has not arrived, if anything is."""
    return matter.deliveries.outstanding().select_related("reply__unit", "review__unit", "unit").first()


def objection_to_bringing(matter: Matter, _by: Official, _at: datetime) -> str | None:
    """Only what has not arrived is brought."""
    if matter.to_bring:
        return None
    return _("The answer has reached the person, or their page brings it.")


def objection_to_way(delivery: Delivery, way: str, how: str) -> str | None:
    """Each way says to whom or where, and can have been: a number to ring, and the tries that come before the last ways.

    A public notice stands where nobody was reached on any way; post where nobody was reached by telephone.
    """
    expected = way_to(delivery.matter)
    if way not in Way.values or way == Way.PAGE:
        return Beside("way", _("Please choose how it was brought."))
    if way == Way.PHONE and in_writing(delivery.matter):
        return Beside(
            "way", _("The law wants it in writing: it is handed over or posted, not told by telephone.")
        )
    if way == Way.PHONE and expected != Way.PHONE:
        return Beside(
            "way", _("No number of the person is on record; please choose how it was brought otherwise.")
        )
    if not how:
        return Beside("how", _how_is_missing(way))
    if way == Way.NOTICE or (way == Way.POST and expected == Way.PHONE):
        return objection_to_giving_up(delivery)
    return None


def _how_is_missing(way: str) -> str:
    if way in AFTER_TRIES:
        return _("Please give the number of the posting, or the place and days of the notice.")
    return _("Please say to whom the answer was told or handed over.")


def limits(matter: Matter) -> dict[str, int]:
    """How often, and on how many days, somebody is rung before a telephone counts as in vain."""
    charter = matter.charter.charter
    return {
        "tries": int(charter.figure("casework.call_tries").value),
        "days": int(charter.figure("casework.call_days").value),
    }


def objection_to_giving_up(delivery: Delivery) -> str | None:
    """So many tries, on so many days, before somebody counts as not reached."""
    county, most = delivery.matter.county, limits(delivery.matter)
    tried = [local_day(one.at, county) for one in delivery.tries.all()]
    if ringing.enough(tried, **most):
        return None
    words = _("First %(tries)d tries to reach the person on %(days)d different days; so far %(n)d on %(on)d.")
    facts = {**most, "n": len(tried), "on": len(set(tried))}
    return Beside("way", words % facts)


def objection_to_ending(matter: Matter) -> str | None:
    """Nothing closes before its answer arrived, at the persons of merged ones too.

    Where only the page leads to the person, standing there is enough.
    """
    for_it = Q(matter=matter.pk) | Q(matter__primary=matter.pk)
    late = Delivery.objects.unarrived().filter(for_it).values_list("matter", flat=True)
    if not late:
        return None
    if matter.pk in late:
        return _("It is not on record yet that the answer has reached the person.")
    return _(
        "It is not on record yet that the answer has reached everybody whose matter is merged with this one."
    )


MOVES = (
    Move(
        "T18",
        Deed.DELIVER,
        BROUGHT,
        STAYS,
        (Who.BRINGER,),
        guards=(objection_to_bringing,),
        stops=("delivery",),
    ),
    Move(
        "T18",
        Deed.TRY_DELIVERY,
        BROUGHT,
        STAYS,
        (Who.BRINGER,),
        guards=(objection_to_bringing,),
    ),
)
