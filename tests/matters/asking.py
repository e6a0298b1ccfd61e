"""How the histories ask others for a part, and what these do with it."""

import random
from datetime import datetime, timedelta

from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from tests.world import World


def play(deed: str, found: Matter, world: World, choice: random.Random, at: datetime) -> None:
    """One of the moves by which somebody else is asked, or takes it over, by somebody who may."""
    handler = found.handler
    assert handler is not None
    match deed:
        case "ask_unit":
            units = [u for u in (world.traffic, world.village, world.sibling) if u != found.lead_unit]
            due = at.date() + timedelta(days=choice.randint(0, 9))
            actions.ask_unit(
                matter=found, unit=choice.choice(units), asked="请核实线路", due_on=due,
                version=found.version, by=handler, at=at,
            )  # fmt: skip
        case "ask_advice":
            actions.ask_advice(
                matter=found, who="县电力公司王工", asked="请看线路", due_on=at.date(),
                version=found.version, by=handler, at=at,
            )  # fmt: skip
        case "ask_up":
            units = [u for u in (world.traffic, world.town) if u != found.lead_unit]
            actions.ask_up(
                matter=found, unit=choice.choice(units), asked="镇里无权维修", due_on=at.date(),
                version=found.version, by=handler, at=at,
            )  # fmt: skip
        case _:
            part = found.sub_tasks.open().filter(kind="upward").select_related("unit").first()
            head = _head(world, part.unit if part else None)
            actions.take_over(
                matter=found, handler=head, receipt="JT-1", version=found.version, by=head, at=at
            )


def go_on(found: Matter, world: World, choice: random.Random, at: datetime) -> None:
    """A part that was asked for goes a step on: none of it moves the matter, and not for ever does it hold it back."""
    part = found.sub_tasks.open().select_related("unit", "handler").order_by("pk").first()
    if part is None or found.handler is None:
        return
    head = _head(world, part.unit)
    if part.kind == "upward" or part.unit is None:
        actions.call_off(part=part, words="已自行核实", by=found.handler, at=at)
    elif part.handler is not None:
        actions.answer_part(part=part, words="已核实并更换", by=part.handler, at=at)
    elif choice.random() < 0.5:
        actions.take_part(part=part, handler=head, by=head, at=at)
    elif choice.random() < 0.5:
        actions.turn_down(part=part, words="不归本单位管", by=head, at=at)
    else:
        actions.call_off(part=part, words="已自行核实", by=found.handler, at=at)
    after = Matter.objects.get(pk=found.pk)
    assert (after.state, after.due_on, after.lead_unit_id) == (found.state, found.due_on, found.lead_unit_id)


def _head(world: World, unit: object) -> Official:
    if unit == world.traffic:
        return Official.objects.get(username="yu")
    return world.qian if unit == world.sibling else world.ma
