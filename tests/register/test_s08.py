"""S08: whom one is in touch with. Groups are declared by the household itself, or not at all."""

from dataclasses import replace

import pytest

from huiyin.lib.refusal import Refused
from huiyin.orgs.charter import charter_at
from huiyin.register import actions
from huiyin.register.models import Assignment
from tests.register.test_deeds import TODAY, new_home
from tests.world import AT, World


def test_s08_nobody_has_to_declare_a_group(world: World) -> None:
    home = replace(new_home(world), groups=[])
    line = actions.take_on(official=world.chen, who=home, started_on=TODAY, by=world.chen, at=AT)
    assert line.household.groups == []


def test_s08_a_child_is_met_through_a_guardian_who_consents(world: World) -> None:
    assert charter_at(AT).charter.group("left_behind_child").via_guardian
    home = replace(new_home(world), groups=["left_behind_child"])
    line = actions.take_on(official=world.chen, who=home, started_on=TODAY, by=world.chen, at=AT)
    assert line.consent.is_adult
    before = Assignment.objects.count()
    with pytest.raises(Refused, match="guardian"):
        actions.take_on(
            official=world.he, who=replace(home, is_adult=False), started_on=TODAY, by=world.liu, at=AT
        )
    assert Assignment.objects.count() == before
