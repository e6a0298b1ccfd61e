"""The whole table: every deed in every state by everybody is done, or refused with the sentence that the page shows."""

import random
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Count
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.matters import actions
from huiyin.matters.deeds import DEEDS, NOUNS
from huiyin.matters.models import Matter, Step
from huiyin.matters.rules import life
from huiyin.matters.rules.capacity import HOLDS
from huiyin.matters.rules.move import Move
from huiyin.orgs.models import Official
from tests import make, make_states
from tests.matters import plausible
from tests.matters.holders import HOLDERS, Holders, people
from tests.world import AT, World

NOT_THE_NEXT_STEP, SOMEBODY_ELSES = "does not follow", "This step belongs to somebody else's post."
DEEDS_OF_STAFF = sorted(str(deed) for deed in life.STAFF_DEEDS)


def test_the_cast_holds_every_capacity_of_the_table() -> None:
    assert set(HOLDERS) == set(HOLDS), "a new one: who of the cast holds it?"
    assert set(DEEDS_OF_STAFF) == {str(deed) for deed in NOUNS}, "each has its page"


@pytest.mark.parametrize("state", make_states.MAKERS)
def test_who_may_is_the_capacity_and_every_no_is_one_of_three(world: World, state: str) -> None:
    """Not the next step; not one's post; or what a guard of the move says, and nobody else but a guard."""
    found, cast = make_states.MAKERS[state](world), people()
    holders = Holders(found, cast)
    for name, by in cast.items():
        offered = [choice.deed for choice in life.choices(found, by, AT)]
        for deed in DEEDS_OF_STAFF:
            may, said = life.may(deed, found, by, AT), life.objection(deed, found, by, AT)
            move = life.move_of(found.state, deed)
            assert may == (name in holders.capable(deed)), (state, deed, name)
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


def cells(found: Matter, cast: dict[str, Official]) -> Iterator[tuple[str, str, Official]]:
    """For each deed one of those who have the capacity, one who has not, and everybody whom a guard refuses.

    What does not follow from the state is refused to whoever it is: one tries it.
    """
    holders = Holders(found, cast)
    for deed in DEEDS_OF_STAFF:
        follows = life.move_of(found.state, deed) is not None
        able, seen = holders.capable(deed) if follows else set[str](), set[str]()
        for name, by in cast.items():
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
    last, cast = {state: of[-1] for state, of in made.items()}, people()
    values = {deed: typed(deed, last, cast) for deed in DEEDS_OF_STAFF}
    values["deliver"] |= {"way": "hand"}  # which does for a petition too
    hold()  # so that each deed has only its own to be checked
    for state, matters in made.items():
        done = {deed for matter in matters for deed in done_to(matter, values, cast)}
        possible = {str(deed) for deed in life.TRANSITIONS[state]} & set(DEEDS_OF_STAFF)
        assert done == possible - NEEDS_MORE.get(state, set()), state


def done_to(matter: Matter, values: dict[str, dict[str, Any]], cast: dict[str, Official]) -> Iterator[str]:
    """The deeds that are done; all others are refused with the sentence that the page shows."""
    stood = stands(matter)
    for deed, name, by in cells(matter, cast):
        said = life.objection(deed, matter, by, AT)
        with transaction.atomic():
            given = values[deed]
            if said is None and deed in ("correct_answer", "ask_record"):  # what may be said is its own
                given = plausible.given(deed, matter, by=by, at=AT, choice=random.Random(1))
            assert tried(deed, matter, given, by, stood) == said, (matter.state, deed, name)
            transaction.set_rollback(True)
        if said is None:
            yield deed


def typed(deed: str, made: dict[str, Matter], cast: dict[str, Official]) -> dict[str, Any]:
    """What somebody types who has the capacity, where the deed follows."""
    source = [state for state in made if life.move_of(state, deed) is not None][-1]
    by = cast[min(Holders(made[source], cast).capable(deed))]
    return plausible.given(deed, made[source], by=by, at=AT, choice=random.Random(1))


def stands(matter: Matter) -> tuple[Any, ...]:
    """Where it stands, and how many steps led there."""
    row: tuple[Any, ...] = Matter.objects.values_list("state", "version", Count("steps")).get(pk=matter.pk)
    return row


def tried(deed: str, matter: Matter, values: dict[str, Any], by: Official, stood: object) -> str | None:
    """What was said against it, and nothing has changed; None: it was done as the table says, and the database holds it."""
    try:
        plausible.act(deed, Matter.objects.get(pk=matter.pk), values, by=by, at=AT)
    except Refused as no:
        assert stands(matter) == stood
        return no.sentence
    after = Matter.objects.get(pk=matter.pk)
    assert after.state == life.TRANSITIONS[matter.state][deed]
    assert Step.objects.filter(matter=after, deed=deed, by=by, state_after=after.state).exists()
    hold()
    return None


def hold() -> None:
    """Let the database check at once what it checks at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


# What is refused to everybody in that state, and why the table allows it all the same.
NEEDS_MORE: dict[str, set[str]] = {"closed": {"call", "try_call"}}  # of the closed ones only some are drawn


@pytest.mark.parametrize("state", make_states.MAKERS)
def test_the_page_shows_the_button_or_the_sentence(
    world: World, enter: Callable[[Official], Client], state: str
) -> None:
    """On the page of the matter, by what one reads there; and the page of another deed opens to who can do it."""
    found = make_states.MAKERS[state](world)
    for name, by in people().items():
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
        shown = {button["noun"] for button in page.context["buttons"]}
        other = random.Random(f"{state} {name}").choice(sorted(set(DEEDS) - shown))
        deed = str(DEEDS[other].deed)
        turned_back = 302 if life.objection(deed, found, by, AT) else 200
        answer = turned_back if life.may(deed, found, by, AT) else 404
        assert client.get(f"{url}{other}/").status_code == answer, (state, other, name)
