"""A township to look at: villages with and without figures, households of many groups, visits over a year."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from huiyin.contacts.actions import record
from huiyin.contacts.actions.recording import Promised, Raised
from huiyin.contacts.models import Contact
from huiyin.orgs.models import Official, Unit
from huiyin.people.models import Household
from huiyin.reach import clock
from huiyin.reach.actions import enter_population
from huiyin.reach.models import Population
from tests.world import AT, World, unit

NAMES = ("柳湾村", "石桥村", "杏花村", "南坡村", "高庄村", "东岭村")
GROUPS = {
    "": 400,
    "worker": 60,
    "farmer": 220,
    "student": 50,
    "mobile": 60,
    "elderly_alone": 20,
    "veteran_member": 15,
}
POINT = Raised("路口的灯不亮", "noted")


def villages(world: World) -> list[Unit]:
    """Six more villages of the township."""
    return [unit("village", f"9901001012{n:02d}", name, world.town) for n, name in enumerate(NAMES, start=3)]


def figures(
    places: Sequence[Unit], groups: Mapping[str, int] = GROUPS, on: date = date(2025, 12, 31)
) -> None:
    """So many households in each of these villages, in all and by group."""
    rows = [
        Population(place=place, group=group, households=n, as_of=on, source="县统计局")
        for place in places
        for group, n in groups.items()
    ]
    enter_population(rows=rows, by="test", at=AT)


def home(place: Unit, number: int, *groups: str) -> Household:
    """A household that declared these groups."""
    made: Household = Household.objects.create(
        place=place, code=f"M-{place.code}-{number}", groups=list(groups), created_at=AT
    )
    return made


def visit(
    who: Official, where: Household, days_ago: int = 1, *, differing: bool = False, promise: bool = False
) -> Contact:
    """A visit so many days before `AT`, recorded that day."""
    day = AT.date() - timedelta(days=days_ago)
    promises = (
        [Promised(text="回话说明路灯何时修好", due_on=AT.date() - timedelta(days=1))] if promise else []
    )
    return record(
        place=where.place,
        held_on=day,
        points=[POINT],
        promises=promises,
        by=who,
        at=AT - timedelta(days=days_ago),
        household=where,
        differing_view=differing,
    )


def peopled(world: World) -> list[Unit]:
    """Chen has met 14 households of three villages, most of them farmers; two villages never, one long ago; one village
    has no figures."""
    more = villages(world)
    figures([world.village, world.hamlet, *more[:-1]])
    for number in range(9):
        visit(world.chen, home(world.village, number, "farmer"), 5 + 20 * number, differing=number == 3)
    for number, groups in enumerate((["farmer", "veteran_member"], ["worker"], [])):
        visit(world.chen, home(more[0], number, *groups), 70 + number)
    visit(world.chen, home(more[1], 1, "elderly_alone"), 131)
    visit(world.chen, home(more[2], 1, "worker"), 3, promise=True)
    for days in (2, 40, 100, 190):
        visit(world.chen, world.home, days)
    clock.follow(at=AT)
    return more
