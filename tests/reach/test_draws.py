"""The life of a draw: what is fixed when, who may do it, and that the number decides once."""

import pytest

from tests.reach import draw_world as make
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_draw_from_plan_to_number(world: World) -> None:
    make.register(world)
    draw = make.drawn(world)
    assert draw.number_words == "07"
    chosen = set(draw.entries.filter(is_chosen=True).values_list("lot", flat=True))
    assert chosen == set(draw.worked_out.panels[7])
    assert len(chosen) == 4
    print(
        draw.quotas,
        draw.least_panels,
        draw.most_panels,
        draw.worked_out.facts,
        list(draw.entries.filter(reserve__isnull=False)),
    )
