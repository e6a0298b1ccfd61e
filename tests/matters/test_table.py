"""The whole table: every deed in every state by everybody is done, or refused with the sentence that the page shows."""

import random
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.deeds import DEEDS, NOUNS
from huiyin.matters.models import Matter, Step
from huiyin.matters.models.matter import UNDER
from huiyin.matters.rules import life
from huiyin.matters.rules.capacity import HOLDS
from huiyin.matters.rules.move import Move, Who
from huiyin.matters.rules.table import MOVES
from huiyin.orgs.models import Official
from tests import make, make_states
from tests.matters import plausible
from tests.world import AT, World

# Who of the cast that is, for a matter of the township's that the building office leads; before it is routed, nobody leads.
CAST = ("chen", "liu", "he", "gao", "ma", "sun", "qian", "xia", "yu")
HOLDERS: dict[Who, set[str]] = {
    Who.HANDLER: {"he"},
    Who.LEAD_HEAD: {"gao", "ma"},
    Who.BRINGER: set(),  # the three of `BRINGING`
    Who.HOLDER_DESK: {"liu", "sun"},
    Who.INTAKE_OVERSEER: {"liu", "ma", "sun"},
    Who.INTAKE_DESK: {"liu", "sun", "xia"},
    Who.OUTSIDE_CALLER: {"liu", "ma", "sun", "xia"},
    Who.ASKED_ABOVE: {"yu"},
    Who.ASKED: {"yu"},
    Who.COMMON_HEAD: {"ma"},
    Who.STAFF: set(),  # whoever may see it
    Who.REVIEWER: {"sun"},
}
BRINGING = (Who.HANDLER, Who.LEAD_HEAD, Who.INTAKE_DESK)
NOT_THE_NEXT_STEP, SOMEBODY_ELSES = "does not follow", "This step belongs to somebody else's post."
DEEDS_OF_STAFF = sorted(str(deed) for deed in life.STAFF_DEEDS)


def people() -> dict[str, Official]:
    """The cast by name."""
    return {one.username: one for one in Official.objects.filter(username__in=CAST)}


def held(who: Who, matter: Matter) -> set[str]:
    """The names of those whose it is, as the cast was made."""
    if who == Who.STAFF:
        return {str(one) for one in CAST if Matter.objects.visible_to(people()[one], AT).filter(pk=matter.pk)}
    if who == Who.BRINGER:
        return {name for one in BRINGING for name in held(one, matter)}
    if who == Who.ASKED and not matter.sub_tasks.open().exists():
        return set()
    if who == Who.ASKED_ABOVE and not matter.sub_tasks.open().filter(kind="upward").exists():
        return set()
    if who == Who.REVIEWER and matter.state not in UNDER:
        return set()
    if matter.state in UNDER and who in (Who.HOLDER_DESK, Who.COMMON_HEAD):
        return {"sun"} if who == Who.HOLDER_DESK else set()  # the county holds it
    led = who in (Who.LEAD_HEAD, Who.COMMON_HEAD)
    if (led and matter.lead_unit is None) or (who == Who.HANDLER and matter.handler is None):
        return set()
    if who == Who.COMMON_HEAD and matter.holding_unit_id == matter.lead_unit_id:
        return HOLDERS[Who.LEAD_HEAD]  # accepted: the unit in the lead holds it itself
    return HOLDERS[who]


def capable(deed: str, matter: Matter) -> set[str]:
    """Who of the cast has the capacity for a deed, in whatever state."""
    whose = {who for move in MOVES if move.deed == deed for who in move.who if who in HOLDS}
    return {name for who in whose for name in held(who, matter)}


def test_the_cast_holds_every_capacity_of_the_table() -> None:
    assert set(HOLDERS) == set(HOLDS), "a new one: who of the cast holds it?"
    assert set(DEEDS_OF_STAFF) == {str(deed) for deed in NOUNS}, "each has its page"


@pytest.mark.parametrize("state", make_states.MAKERS)
def test_who_may_is_the_capacity_and_every_no_is_one_of_three(world: World, state: str) -> None:
    """Not the next step; not one's post; or what a guard of the move says, and nobody else but a guard."""
    found = make_states.MAKERS[state](world)
    for name in CAST:
        by = people()[name]
        offered = [choice.deed for choice in life.choices(found, by, AT)]
        for deed in DEEDS_OF_STAFF:
            may, said = life.may(deed, found, by, AT), life.objection(deed, found, by, AT)
            move = life.move_of(found.state, deed)
            assert may == (name in capable(deed, found)), (state, deed, name)
            assert (deed in offered) == (move is not None and may), (state, deed, name)
            if move is None:
                assert NOT_THE_NEXT_STEP in (said or ""), (state, deed, name)
            elif not may:
                assert said == SOMEBODY_ELSES, (state, deed, name)
            else:
                assert said == guarded(move, found, by), (state, deed, name)


def guarded(move: Move, matter: Matter, by: Official) -> str | None:
    """What the guards of a move say, the first of them first."""
    for guard in life.guards_of(move):
        if said := guard(matter, by, AT):
            return said
    return None


def cells(found: Matter) -> Iterator[tuple[str, str, Official]]:
    """For each deed one of those who have the capacity, one who has not, and everybody whom a guard refuses."""
    for deed in DEEDS_OF_STAFF:
        able, seen = capable(deed, found), set[str]()
        for name in CAST:
            by = people()[name]
            kind = f"{name in able} {life.objection(deed, found, by, AT)}"
            if kind not in seen:
                seen.add(kind)
                yield deed, name, by


def unhappy(world: World) -> Matter:
    """Answered, and the resident says that it is not handled."""
    found = make.replied(world)
    actions.rate(matter=found, handled="no", satisfied=2, words="", door="code", at=AT)
    return Matter.objects.get(pk=found.pk)


def closed_petition(world: World) -> Matter:
    """A petition that was answered and closed, of which a review may still be asked for."""
    found = make_states.petition(world)
    actions.rate(matter=found, handled="yes", satisfied=4, words="", door="code", at=AT)
    return Matter.objects.get(pk=found.pk)


def closed_and_corrected(world: World) -> Matter:
    """Answered and closed; then the answer was written anew."""
    return make.correct(world, make.closed(world))


def put_above(world: World) -> Matter:
    """Put to the county's traffic department, which has not taken it over."""
    return Matter.objects.get(pk=make.put_above(world).matter_id)


def test_a_deed_is_done_or_refused_with_that_sentence(world: World) -> None:
    """By the deed itself, with a form filled in; what is done leads where the table says, and leaves its step."""
    made = {str(state): [maker(world)] for state, maker in make_states.MAKERS.items()}
    for maker in (
        make.more_time_asked,
        make.to_be_corrected,
        unhappy,
        make.to_be_told,
        make.to_be_called,
        make.merged_to_be_told,
        make_states.petition,
        closed_petition,
        make_states.reviewed_to_bring,
        make_states.finalised_to_bring,
        make_states.lapsed,
        make_states.merged_petition,
        closed_and_corrected,
        put_above,
    ):
        found = maker(world)
        made[found.state].append(found)
    for state, maker in make_states.MAKERS.items():
        if life.move_of(state, "ask_record") is not None:
            made[str(state)].insert(0, make.record_asked(world, maker(world)))
    values = {deed: typed(deed, {state: of[-1] for state, of in made.items()}) for deed in DEEDS_OF_STAFF}
    values["deliver"] |= {"way": "hand"}  # which does for a petition too
    for state, matters in made.items():
        done = {deed for matter in matters for deed in done_to(matter, values)}
        possible = {str(deed) for deed in life.TRANSITIONS[state]} & set(DEEDS_OF_STAFF)
        assert done == possible - NEEDS_MORE.get(state, set()), state


def done_to(matter: Matter, values: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The deeds that are done; all others are refused with the sentence that the page shows."""
    for deed, name, by in cells(matter):
        said = life.objection(deed, matter, by, AT)
        with transaction.atomic():
            given = values[deed]
            if said is None and deed in ("correct_answer", "ask_record"):  # what may be said is its own
                given = plausible.given(deed, matter, by=by, at=AT, choice=random.Random(1))
            assert tried(deed, matter, given, by) == said, (matter.state, deed, name)
            transaction.set_rollback(True)
        if said is None:
            yield deed


def typed(deed: str, made: dict[str, Matter]) -> dict[str, Any]:
    """What somebody types who has the capacity, where the deed follows."""
    source = [state for state in made if life.move_of(state, deed) is not None][-1]
    by = Official.objects.get(username=min(capable(deed, made[source])))
    return plausible.given(deed, made[source], by=by, at=AT, choice=random.Random(1))


def tried(deed: str, matter: Matter, values: dict[str, Any], by: Official) -> str | None:
    """What was said against it, and nothing has changed; None: it was done as the table says, and the database holds it."""
    found = Matter.objects.get(pk=matter.pk)
    steps = found.steps.count()
    try:
        plausible.act(deed, found, values, by=by, at=AT)
    except Refused as no:
        after = Matter.objects.get(pk=matter.pk)
        assert (after.state, after.version, after.steps.count()) == (found.state, found.version, steps)
        return no.sentence
    after = Matter.objects.get(pk=matter.pk)
    assert after.state == life.TRANSITIONS[matter.state][deed]
    assert Step.objects.filter(matter=after, deed=deed, by=by, state_after=after.state).exists()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return None


# What is refused to everybody in that state, and why the table allows it all the same.
NEEDS_MORE: dict[str, set[str]] = {"closed": {"call", "try_call"}}  # of the closed ones only some are drawn


@pytest.mark.parametrize("state", make_states.MAKERS)
def test_the_page_shows_the_button_or_the_sentence(
    world: World, enter: Callable[[Official], Client], state: str
) -> None:
    """On the page of the matter, in Chinese and by what one reads there; and the deed's own page opens or turns back."""
    found = make_states.MAKERS[state](world)
    for name in CAST:
        by = people()[name]
        client, url = enter(by), f"/matters/{found.reference}/"
        page = client.get(url, headers={"accept-language": "en"})
        if page.status_code == 404:
            assert not Matter.objects.visible_to(by, AT).filter(pk=found.pk).exists()
            assert client.get(f"{url}{NOUNS['route']}/").status_code == 404
            continue
        for button in page.context["buttons"]:
            deed = str(DEEDS[button["noun"]].deed)
            said = life.objection(deed, found, by, AT)
            assert button["objection"] == said, (state, deed, name)
            text = re.sub(r"\s+", " ", unescape(page.content.decode()))
            assert said is None or said in text, (state, deed, name)
            assert (f'href="{url}{button["noun"]}/' in text) == (said is None), (state, deed, name)
