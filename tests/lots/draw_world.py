"""Plain makers for draws: a register to draw from, and a draw brought as far along its life as a test needs."""

from datetime import datetime, time, timedelta

from huiyin.lots import actions as draws
from huiyin.lots import clock as draw_clock
from huiyin.lots.actions import Announced, Wish
from huiyin.lots.models import Draw
from huiyin.orgs.calendar import local_day
from huiyin.people import actions as people
from huiyin.people.models import Household
from tests.world import AT, World

HOMES, SIZE, PANELS = 12, 4, 20


def register(world: World, many: int = HOMES) -> list[Household]:
    """Households of both villages that agreed: every third a large farmer's, the others farmers'."""
    made = []
    for n in range(many):
        place = world.village if n % 2 else world.hamlet
        home = people.enter_household(
            place=place, code=f"C-{n:03d}", address="村中", groups=["farmer" if n % 3 else "large_farmer"],
            by="test", at=AT,
        )  # fmt: skip
        person = people.enter_resident(
            name=f"李{n}", phone=f"1991000{n:04d}", place=None, household=home, by="test", at=AT
        )
        people.take_consent(resident=person, method="face", is_adult=True, by=world.chen, at=AT)
        made.append(home)
    return made


def planned(
    world: World,
    *,
    size: int = SIZE,
    panels: int = PANELS,
    lines: list[list[object]] | None = None,
    **more: object,
) -> Draw:
    """A draw of representatives by the township, planned by its coordinator."""
    wish = Wish(unit=world.town, area=world.town, subject="春季用水议事代表", size=size, **more)  # type: ignore[arg-type]
    made = draws.plan_draw(wish=wish, by=world.liu, at=AT)
    Draw.objects.filter(pk=made.pk).update(
        panels_count=panels, quotas=made.quotas if lines is None else lines
    )
    made.refresh_from_db()
    return made


def pooled(world: World, **more: object) -> Draw:
    """Its pool fixed."""
    made = planned(world, **more)  # type: ignore[arg-type]
    return draws.fix_pool(draw=made, version=made.version, by=world.liu, at=AT)


def asked(world: World, **more: object) -> Draw:
    """Handed to the clock."""
    made = pooled(world, **more)
    return draws.ask_for_panels(draw=made, version=made.version, by=world.liu, at=AT)


def computed(world: World, **more: object) -> Draw:
    """Its panels worked out by the clock."""
    made = asked(world, **more)
    assert draw_clock.compute(at=AT) == 1
    made.refresh_from_db()
    assert made.state == Draw.State.COMPUTED, made.failure
    return made


def published(world: World, *, way: str = "dice", **more: object) -> Draw:
    """For everybody to read, with two ten-sided dice to come."""
    made = computed(world, **more)
    announced = Announced(
        way=way, draws_on=local_day(AT, world.county), draws_at=time(15), place_words="镇政府一楼大厅"
    )
    return draws.publish(draw=made, announced=announced, version=made.version, by=world.liu, at=AT)


def drawn(world: World, *, number: int = 7, at: datetime = AT + timedelta(hours=5), **more: object) -> Draw:
    """The number has come up."""
    made = published(world, **more)  # type: ignore[arg-type]
    return draws.draw_number(
        draw=made, number=number, witnesses=12, version=made.version, by=world.liu, at=at
    )
