"""The steps of a matter looked through once say the same as the database does when it is asked."""

from huiyin.matters.models import Matter, Step
from huiyin.matters.models.step import WORK
from huiyin.matters.rules.known_code import GIVEN
from huiyin.matters.trodden import OF_TIME, at_hand, has_done, heads, keep, last_by, whole
from tests import make
from tests.world import World


def test_what_is_at_hand_says_the_same_as_asking_does(world: World) -> None:
    for one in (make.matter(world), make.drafted(world), make.replied(world)):
        read = Matter.objects.get(pk=one.pk)
        assert at_hand(read) is None
        found = keep(read, heads(read.steps.all()))
        assert at_hand(read) == found
        assert [step.pk for step in found] == list(one.steps.values_list("pk", flat=True))
        for step in found:
            there = one.steps.get(pk=step.pk)
            told = there.facts if there.deed in OF_TIME else {}
            assert step[1:] == (there.deed, there.at, there.by_id, there.contact_id, told)
        asked = Matter.objects.get(pk=one.pk)
        for who in (world.liu, world.he, world.gao, world.chen):
            assert has_done(read, who.pk, WORK) == has_done(asked, who.pk, WORK)
        assert last_by(read, GIVEN) == last_by(asked, GIVEN)
        assert last_by(read, [Step.Deed.ACCEPT]) == last_by(asked, [Step.Deed.ACCEPT])


def test_the_steps_that_are_shown_come_with_what_a_line_says_in_one_question(
    world: World, django_assert_num_queries: object
) -> None:
    found = make.drafted(world)
    keys = list(found.steps.values_list("pk", flat=True))
    with django_assert_num_queries(1):  # type: ignore[operator]
        said = [
            (one.note, one.by and one.by.name, one.unit and one.unit.short_name, one.contact)
            for one in whole(found, keys[1:]).values()
        ]
    assert len(said) == len(keys) - 1
    assert any(name for _note, name, _unit, _contact in said)
