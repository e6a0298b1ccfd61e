"""Of draws: one whose pool is fixed, one published, one drawn for a forum's representatives."""

from huiyin.contacts.models import Contact
from huiyin.lots import actions as deeds
from huiyin.lots import clock as draw_clock
from tests.house.doors import DRAW_STEPS
from tests.house.parts import Part
from tests.lots import draw_world as make
from tests.world import AT, World

SUBJECT = "春季用水议事代表"


def stand(world: World, contact: Contact) -> Part:
    """A small register of both villages, and the three draws; one household was drawn for Chen to visit."""
    homes = make.register(world, 9)
    drawn = make.drawn(world, size=2)
    published = make.published(world, size=2)
    pooled = make.pooled(world, size=2)
    visits = deeds.plan_visits(visitor=world.chen, unit=world.town, size=1, by=world.liu, at=AT)
    draw_clock.compute(at=AT)
    visits.refresh_from_db()
    visits = deeds.draw_number(draw=visits, version=visits.version, by=world.liu, at=AT)
    lots = [str(entry.lot) for entry in drawn.entries.filter(is_chosen=True)]
    references = [draw.reference for draw in (drawn, published, pooled, visits)]
    codes = list(drawn.entries.values_list("code", flat=True))
    return Part(
        {
            ("draws", "ref"): references,
            ("draws", "noun"): DRAW_STEPS,
            ("draws", "lot"): lots[:1],
            ("portal", "ref"): references[:2],
        },
        [pooled.reference, visits.reference, *codes, *(home.code for home in homes)],
    )
