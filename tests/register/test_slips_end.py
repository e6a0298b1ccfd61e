"""A slip ends with the consent of the household, and is of no use once who gave it keeps in touch with the household."""

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from huiyin.lib.refusal import Refused
from huiyin.people.actions import take_consent
from huiyin.people.models import GroupDeclaration
from huiyin.privacy import actions as privacy
from huiyin.register import actions, group_slips
from huiyin.register.models import Assignment, GroupSlip
from tests.world import AT, World


def declared(world: World) -> int:
    return GroupDeclaration.objects.filter(household=world.home, how="slip").count()


def test_a_slip_ends_when_the_last_person_agrees_no_more_and_a_new_consent_opens_it_not_again(
    world: World,
) -> None:
    slip = group_slips.give_slip(household=world.home, by=world.liu, at=AT).slip
    privacy.withdraw(person=world.wang, by=world.chen, at=AT)
    assert GroupSlip.objects.get().ended_at == AT
    take_consent(resident=world.wang, method="face", is_adult=True, by=world.xia, at=AT)
    with pytest.raises(Refused):
        group_slips.use_slip(slip=slip, groups=["worker"], at=AT)
    assert declared(world) == 0


def test_one_that_was_not_ended_is_refused_too_where_nobody_agrees(world: World) -> None:
    slip = group_slips.give_slip(household=world.home, by=world.liu, at=AT).slip
    world.wang.consents.update(withdrawn_at=AT)
    assert group_slips.by_token(group_slips.token_of(slip), at=AT) is None
    with pytest.raises(Refused):
        group_slips.use_slip(slip=slip, groups=["worker"], at=AT)
    assert declared(world) == 0


def test_erasure_ends_it(world: World) -> None:
    group_slips.give_slip(household=world.home, by=world.liu, at=AT)
    world.wang.consents.update(withdrawn_at=AT)
    assert privacy.erase(person=world.wang, at=AT)
    assert GroupSlip.objects.get().ended_at == AT


def test_none_is_given_to_a_household_in_which_nobody_agrees(world: World) -> None:
    privacy.withdraw(person=world.wang, by=world.chen, at=AT)
    with pytest.raises(Refused):
        group_slips.give_slip(household=world.home, by=world.liu, at=AT)
    assert not GroupSlip.objects.exists()


def test_who_is_paired_after_giving_it_gains_nothing_by_it(world: World) -> None:
    slip = group_slips.give_slip(household=world.home, by=world.he, at=AT).slip
    line = Assignment.objects.get(household=world.home)
    actions.hand_over(line=line, to=world.he, on=AT.date(), note="", by=world.liu, at=AT)
    with pytest.raises(Refused):
        group_slips.use_slip(slip=slip, groups=["worker"], at=AT)
    assert declared(world) == 0


@pytest.mark.parametrize("column", ["given_at", "expires_at", "code_index", "given_by_id"])
def test_who_gave_a_slip_and_when_stays_as_it_was(world: World, column: str) -> None:
    slip = group_slips.give_slip(household=world.home, by=world.liu, at=AT).slip
    with pytest.raises(ProgrammingError, match="permission denied"):
        GroupSlip.objects.filter(pk=slip.pk).update(**{column: getattr(slip, column)})
    assert connection.needs_rollback
