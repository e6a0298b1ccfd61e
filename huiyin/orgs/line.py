"""The reporting line: who is told when something waits too long, rung by rung upward."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time

from huiyin.orgs.kept_tree import standing
from huiyin.orgs.models import Official, Succession, Unit
from huiyin.orgs.models.county import county_in_hand
from huiyin.orgs.models.unit import Units
from huiyin.orgs.worded import Sets, asked

_HEARING = ("unit_head", "coordinator", "supervisor")
MayHear = Callable[[Official], bool]


def anybody(_one: Official) -> bool:
    """Nobody is left out."""
    return True


def upward(unit: Unit) -> Iterator[Unit]:
    """The unit, then the one it reports to and the one it stands under, and so on up to the top; nearest first.

    A party branch reports to its committee and stands in a township: the committee is asked first, then the township,
    and only then whoever is above either of them. A unit that ended is answered for by its successor. Never twice the
    same.
    """
    waiting, seen = deque([unit]), {unit.pk}
    while waiting:
        here = waiting.popleft()
        yield here
        for above in (_successor(here), here.reports_to, here.parent):
            if above is not None and above.pk not in seen:
                seen.add(above.pk)
                waiting.append(above)


def _successor(unit: Unit) -> Unit | None:
    if unit.valid_to is None:
        return None
    came = Succession.objects.filter(before=unit, is_primary=True).select_related("after").first()
    return came.after if came else None


def rungs(unit: Unit, day: date) -> list[tuple[Unit, list[Official]]]:
    """Rung by rung: a unit of the line and those there who hear of delay; units where nobody sits are left out."""
    found = []
    for here in upward(unit):
        people: dict[int, Official] = {}
        for capacity in _HEARING:
            people.update({o.pk: o for o in Official.objects.holding(capacity, here, day)})
        if people:
            found.append((here, list(people.values())))
    return found


def rung(unit: Unit, n: int, day: date, may_hear: MayHear = anybody) -> tuple[Unit, list[Official]]:
    """Who hears of delay for the n-th time, and where: each time one rung up, at the top again; nobody where no one sits.

    A rung where nobody may hear of it is left out.
    """
    may = [(here, [one for one in people if may_hear(one)]) for here, people in rungs(unit, day)]
    ladder = [(here, people) for here, people in may if people]
    return ladder[min(n, len(ladder) - 1)] if ladder else (unit, [])


def heads(
    unit: Unit, day: date, *, without: Official | None = None, may_hear: MayHear = anybody
) -> list[Official]:
    """The unit's heads on that day, leaving one person out; of the nearest unit above where there is nobody else."""
    return _nearest("unit_head", unit, day, without, may_hear)


def person_or_heads(
    person: Official | None, unit: Unit | None, day: date, *, may_hear: MayHear = anybody
) -> list[Official]:
    """Who does it: the person who was named, as long as they are there; else the unit's heads, who name another."""
    if person is not None and person.is_active and may_hear(person):
        return [person]
    return heads(unit, day, may_hear=may_hear) if unit is not None else []


def desk(unit: Unit, day: date, *, may_hear: MayHear = anybody) -> list[Official]:
    """Who coordinates the unit on that day; at the nearest unit above where its post is vacant or the unit has ended."""
    return _nearest("coordinator", unit, day, None, may_hear)


def _nearest(
    capacity: str, unit: Unit, day: date, without: Official | None, may_hear: MayHear
) -> list[Official]:
    for here in upward(unit):
        holding = _holding(capacity, here, day)
        found = [one for one in holding if (without is None or one.pk != without.pk) and may_hear(one)]
        if found:
            return found
    return []


def _holding(capacity: str, unit: Unit, day: date) -> Sequence[Official]:
    """`Officials.holding`, put into words once: every deed asks it."""
    if county_in_hand() is None:
        return list(Official.objects.holding(capacity, unit, day))
    found, _counts = asked(_held, None, datetime.combine(day, time(), UTC), capacity, unit=unit.pk, day=day)
    return found["held"]


def _held(_by: Official | None, _at: datetime, capacity: str, *, unit: int, day: date) -> Sets:
    return {"held": Official.objects.holding(capacity, unit, day)}, {}


def standing_over(place: Unit, day: date) -> Unit | None:
    """The nearest unit above a place that exists on that day, in the tree of today (a merged township's successor)."""
    above = [int(key) for key in place.path.strip("/").split("/")[:-1]]
    live = standing(above, day)
    return next((live[key] for key in reversed(above) if key in live), None)


def units_led(reader: Official, at: datetime) -> Units:
    """The units that somebody coordinates, heads or supervises, and all below them."""
    return Unit.objects.led_by(reader.standing(at))


def members(unit: Unit, day: date) -> list[Official]:
    """Those who hold a post in the unit or below it on that day, by name and never by a figure."""
    return list(Official.objects.seated_in(unit, day))
