"""Of the register: somebody who stands in, an exemption asked for, a secondment, a post that may be left."""

from typing import Any

from huiyin.contacts.models import Contact
from huiyin.orgs.actions import second
from huiyin.register import actions
from huiyin.register.group_slips import give_slip, token_of
from tests.house.parts import Part
from tests.world import AT, World

EXEMPT = "外出学习三个月"


def stand(world: World, contact: Contact) -> Part:
    """Chen is away and asks for an exemption; He is seconded to the village."""
    days: dict[str, Any] = {"from_on": AT.date(), "until_on": AT.date(), "at": AT}
    away = actions.name_stand_in(official=world.chen, stand_in=world.he, by=world.liu, **days)
    exempt = actions.ask_exemption(official=world.chen, reason=EXEMPT, by=world.chen, **days)
    seconded = second(
        official=world.he, home_unit=world.office, host_unit=world.village, by=world.liu, **days
    )
    return Part(
        {
            ("contacts", "key"): [str(world.home.key), str(world.wang.key)],
            ("reports", "key"): [str(world.home.key)],
            ("contacts", "line"): [str(world.line.pk)],
            ("contacts", "absence"): [str(away.pk)],
            ("contacts", "exemption"): [str(exempt.pk)],
            ("contacts", "secondment"): [str(seconded.pk)],
            ("portal", "slip"): [token_of(give_slip(household=world.home, by=world.liu, at=AT).slip)],
            ("posts", "post"): [str(world.chen.appointments.get().pk)],
        },
        [EXEMPT],
    )
