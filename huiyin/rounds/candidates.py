"""Whom a round could visit: households of the officials' own registers, groups and villages not reached, appointments.

A person is only ever a candidate of who keeps the household; whoever is not on a register is a group in a village.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from huiyin.contacts.models import Contact, Promise
from huiyin.duties.owed import owed
from huiyin.lib import periods
from huiyin.lib.breadth.mixture import gains, not_reached_enough
from huiyin.lib.charter import Charter
from huiyin.lib.periods import Period
from huiyin.matters.models import Matter
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County, Official, Unit
from huiyin.people.models import Household
from huiyin.reach.areas import area_of, villages_of
from huiyin.reach.figures import Reached, of_contacts
from huiyin.reach.population import Lives, living_in
from huiyin.reach.windows import rolling
from huiyin.register.models import Assignment
from huiyin.register.silence import with_contacts
from huiyin.rounds.models import Round, RoundWish
from huiyin.rounds.rules import NOON, Known, minute, sequences, silent_worth, worth

MOST_SLOTS: Final = 60  # groups in villages; each is one more visit that the search weighs
STEPS: Final = 12  # so many further households of one group are told apart
DAY: Final = 24 * 60
AT_HOME: Final = ("household", "paired_household")  # of what the duties are that a visit does
Span = tuple[int, int]


@dataclass(frozen=True)
class Candidate:
    """One visit that could be made: what it is worth and why, when it may begin, who may go (nothing: everybody)."""

    key: str
    place: Unit
    worth: int
    why: tuple[str, ...]
    household: int | None = None
    group: str = ""
    named: str = ""  # the group that the page names; a household's own groups are never named
    only: frozenset[int] = frozenset()
    spans: tuple[Span, ...] = ()
    minutes: int = 0
    wish: int | None = None

    @property
    def is_appointment(self) -> bool:
        """Whether it has to be kept."""
        return "appointment" in self.why


@dataclass
class Around:
    """What is known of where these officials serve: the villages, who lives there, whom they have met there."""

    charter: Charter
    today: date
    villages: list[Unit]
    lives: Lives
    living: dict[str, int]
    met: Reached
    first: date  # of the window: who was met from then on adds nothing to breadth
    missing: tuple[str, ...] = ()
    steps: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def few(self) -> int:
        """Groups of fewer households than this are never named with their village."""
        return int(self.charter.figure("privacy.counts_min").value)

    @property
    def far(self) -> int:
        """Days without a contact after which a village is pointed out."""
        return int(self.charter.figure("breadth.unvisited_days").value)

    def days_since(self, place: Unit) -> int | None:
        """Days since anybody was met there; None for never within the window."""
        last = self.met.last.get(place.pk)
        return None if last is None else (self.today - last).days

    def is_unvisited(self, place: Unit) -> bool:
        """Whether the village has waited too long."""
        days = self.days_since(place)
        return days is None or days >= self.far

    def can_name(self, group: str, place: Unit) -> bool:
        """Whether enough households of the group live in the village to name both together."""
        return self.lives.by_place.get(place.pk, {}).get(group, 0) >= self.few


def around(officials: Sequence[Official], charter: Charter, at: datetime) -> Around:
    """The areas of these officials together: two queries for who lives there, two for whom they have met."""
    today = local_day(at, officials[0].county)
    villages: dict[int, Unit] = {}
    for one in (one for one in officials if one.standing(at).hats):
        villages.update({unit.pk: unit for unit in villages_of(area_of(one, at), at)})
    window = rolling(today)
    lives = living_in(list(villages), today)
    met = of_contacts(Contact.objects.filter(official__in=officials), window)
    living = {g: n for g, n in lives.groups.items() if n and g not in lives.partial}
    counts = {group: met.groups.get(group, 0) for group in living}
    return Around(
        charter=charter,
        today=today,
        villages=sorted(villages.values(), key=lambda unit: unit.path),
        lives=lives,
        living=living,
        met=met,
        first=window.first,
        missing=not_reached_enough(counts, living),
        steps=sequences(counts, living, STEPS, charter),
    )


@dataclass(frozen=True)
class Line:
    """A household of the register with what the record says of it, and who of those going keeps it."""

    assignment: Assignment
    known: Known
    last_on: date | None
    keepers: frozenset[int]

    @property
    def household(self) -> Household:
        """The household."""
        return self.assignment.household


def lines(officials: Sequence[Official], day: date, charter: Charter, at: datetime) -> list[Line]:
    """The households that these officials keep or stand in for, today and on the day: a few queries an official."""
    today = local_day(at, officials[0].county)
    found: dict[int, Any] = {}
    keepers: dict[int, set[int]] = {}
    matters: set[int] = set()
    for one in officials:
        mine = Assignment.objects.kept_by(one, today).live_on(day)
        rows = with_contacts(mine, today).select_related("household__place", "person")
        own = {row.household_id: row for row in rows if row.household.voided_at is None}
        for home, row in own.items():
            found.setdefault(home, row)
            keepers.setdefault(home, set()).add(one.pk)
        open_ones = Matter.objects.visible_to(one, at).open().filter(household__in=own)
        matters.update(open_ones.order_by().values_list("household", flat=True).distinct())
    keeping = {row.official_id for row in found.values()}
    answerable = keeping | {one.pk for one in officials}
    promises = Promise.objects.open().filter(official__in=answerable, contact__household__in=found)
    asked = _owed(keeping, day, officials[0].county, at)
    due: dict[int, date] = {}
    for home, on in promises.order_by("due_on").values_list("contact__household", "due_on"):
        due.setdefault(home, on)
    made = [
        Line(
            row,
            Known(
                row.unmet_since,
                row.last_contact is not None,
                due.get(home),
                home in matters,
                asked.get(home),
            ),
            row.last_contact,
            frozenset(keepers[home]),
        )
        for home, row in found.items()
    ]
    return sorted(made, key=lambda line: (line.household.place.path, line.household.code))


def _owed(keeping: Iterable[int], day: date, county: County, at: datetime) -> dict[int, Period]:
    """By household (id): of this day's periods the first to end in which who keeps it still owes a visit there."""
    found: dict[int, Period] = {}
    owing = owed(keeping, periods.now(day), county=county, at=at)
    for one in (one for mine in owing.values() for one in mine if one.duty.each in AT_HOME):
        for item in (item for item in one.items if item.left):
            found[item.key] = min(one.period, found.get(item.key, one.period), key=lambda period: period.end)
    return found


@dataclass
class Question:
    """Everything a plan is made of."""

    round: Round
    officials: list[Official]
    candidates: list[Candidate]
    steps: Mapping[str, tuple[int, ...]]


def question(row: Round, at: datetime) -> Question:
    """Put together what a round asks, from the records of this moment."""
    officials = [one.official for one in row.going.select_related("official__county")]
    charter = row.charter.charter
    wishes = list(row.wishes.select_related("place", "household__place"))
    here = around(officials, charter, at)
    kept = lines(officials, row.day, charter, at)
    slots, steps = _slots(here, wishes)
    found = [*_appointments(wishes, kept, charter), *_homes(row, kept, here, wishes), *slots]
    return Question(row, officials, found, steps)


def _homes(row: Round, kept: Sequence[Line], here: Around, wishes: Sequence[RoundWish]) -> list[Candidate]:
    wished = {wish.household_id: wish.kind for wish in wishes if wish.kind not in ("appointment", "wanted")}
    taken = {wish.household_id for wish in wishes if wish.kind == "appointment"}
    minutes = int(here.charter.figure("rounds.visit_minutes").value)
    more = gains(here.met.groups, here.living) if here.living else {}
    found = []
    for line in kept:
        home = line.household
        kind = wished.get(home.pk)
        if home.pk in taken or kind == RoundWish.Kind.SKIP:
            continue
        points, why = worth(line.known, row.day, here.charter)
        is_new = line.last_on is None or line.last_on < here.first
        groups = [group for group in home.groups if group in here.steps] if is_new else []
        group = max(groups, key=lambda code: more.get(code, 0.0), default="")
        found.append(
            Candidate(
                f"h{home.pk}", home.place, points, (*why, "breadth") if group else why, home.pk, group,
                only=line.keepers, spans=_spans(kind, minutes), minutes=minutes,
            )
        )  # fmt: skip
    return found


def _spans(kind: str | None, minutes: int) -> tuple[Span, ...]:
    if kind == RoundWish.Kind.MORNING:
        return ((0, NOON - minutes),)
    return ((NOON, DAY),) if kind == RoundWish.Kind.AFTERNOON else ()


def _appointments(wishes: Sequence[RoundWish], kept: Sequence[Line], charter: Charter) -> list[Candidate]:
    keepers = {line.household.pk: line.keepers for line in kept}
    usual = int(charter.figure("rounds.visit_minutes").value)
    found = []
    for wish in wishes:
        if wish.kind != RoundWish.Kind.APPOINTMENT or wish.place is None or wish.begins is None:
            continue
        begins = minute(wish.begins)
        only = keepers.get(wish.household_id, frozenset({0})) if wish.household_id else frozenset()
        found.append(
            Candidate(
                f"w{wish.pk}", wish.place, 0, ("appointment",), wish.household_id, only=only,
                spans=((begins, begins),), minutes=wish.minutes or usual, wish=wish.pk,
            )
        )  # fmt: skip
    return found


def _slots(here: Around, wishes: Sequence[RoundWish]) -> tuple[list[Candidate], dict[str, tuple[int, ...]]]:
    """A group in a village, or a village: those that were asked for, then those longest without a contact."""
    wanted = [wish for wish in wishes if wish.kind == RoundWish.Kind.WANTED]
    pairs = {(wish.group, wish.place_id) for wish in wanted if wish.place_id}
    groups = {wish.group for wish in wanted if not wish.place_id}
    extra, steps = int(here.charter.figure("rounds.wanted_worth").value), dict(here.steps)
    for group in groups:  # asked for anywhere: the first of it, wherever, has the weight
        first, *rest = steps.get(group) or (0,)
        steps[group] = (first + extra, *rest)
    minutes = int(here.charter.figure("rounds.visit_minutes").value)
    made = []
    for place in here.villages:
        for group in dict.fromkeys(["", *groups, *here.missing, *(g for g, _p in pairs)]):
            is_wanted = (group, place.pk) in pairs
            anywhere = group in groups and (here.can_name(group, place) or not here.lives.by_place)
            if not (is_wanted or anywhere or _is_missed(here, group, place)):
                continue
            points = silent_worth(_silence(here, place), here.far, here.charter) + extra * is_wanted
            why = [code for code, holds in (
                ("wanted", is_wanted or group in groups), ("breadth", group in here.missing),
                ("unvisited", here.is_unvisited(place)),
            ) if holds]  # fmt: skip
            key = f"p{place.pk}:{group}"
            made.append(
                Candidate(
                    key,
                    place,
                    points,
                    tuple(why),
                    group=group if group in steps else "",
                    named=group,
                    minutes=minutes,
                )
            )
    made.sort(key=lambda one: ("wanted" not in one.why, -_silence(here, one.place), one.place.path, one.key))
    return made[:MOST_SLOTS], steps


def _is_missed(here: Around, group: str, place: Unit) -> bool:
    if not group:
        return here.is_unvisited(place)
    return group in here.missing and here.can_name(group, place)


def _silence(here: Around, place: Unit) -> int:
    days = here.days_since(place)
    return (here.today - here.first).days if days is None else days


def suggestions(here: Around, most: int) -> list[tuple[str, Unit]]:
    """Groups and villages to begin with: those longest without a contact; a village alone has no group."""
    made, _steps = _slots(here, [])
    return [(one.named, one.place) for one in made if one.named][:most] + [
        (one.named, one.place) for one in made if not one.named
    ][:most]
