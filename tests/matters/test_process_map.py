"""The process map (S54) is the table of moves: every state and every way of it, and no other, with the clocks that run."""

import re
from datetime import datetime
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils.translation import override

from huiyin.lib import charter as institution
from huiyin.lib.refusal import Refused
from huiyin.matters import process_map
from huiyin.matters.models import State
from huiyin.matters.models.matter import LEFT
from huiyin.matters.process_map import Poster
from huiyin.matters.rules import life
from huiyin.matters.rules.move import Who
from huiyin.matters.rules.table import MOVES
from tests.house import tree
from tests.world import World
from tools import docs

SHIPPED = institution.load(institution.shipped()[institution.BASE])
PAGE = "/c/heyang/process/"
SVG = "{http://www.w3.org/2000/svg}"


def edges(poster: Poster) -> set[tuple[str, str, str]]:
    """What the drawing shows: from where, by what, to where."""
    found = {
        (source, one.way.deed, one.way.target)
        for one in poster.drawn
        for source in one.way.sources
        if one.straight or len(one.taps) == len(one.way.sources)
    }
    return found | {(box.state, way.deed, way.target) for box in poster.boxes for way in box.stays}


def test_the_map_shows_the_states_and_moves_of_the_table() -> None:
    poster = process_map.poster(SHIPPED)
    assert [box.state for box in poster.boxes] == [str(state) for state in State]
    table = {(s, str(d), str(t)) for s, row in life.TRANSITIONS.items() for d, t in row.items()}
    assert edges(poster) == {(str(s), d, t) for s, d, t in table}
    assert {box.state for box in poster.boxes if box.is_end} == {*LEFT, State.FINALISED}


def test_another_table_is_another_map() -> None:
    fewer = process_map.poster(SHIPPED, [move for move in MOVES if move.deed != "reopen"])
    gone = edges(process_map.poster(SHIPPED)) - edges(fewer)
    assert {source for source, _deed, _target in gone} == {"replied", "closed", "merged"}
    assert docs.process_map([move for move in MOVES if move.deed != "reopen"]) != docs.process_map()


def test_the_drawing_of_the_documents_is_the_map() -> None:
    path = tree.ROOT / docs.MAP
    assert path.exists(), "make docs"
    assert path.read_text(encoding="utf-8") == docs.process_map(), "make docs"


def test_the_svg_holds_all_of_it_with_words_and_within_its_frame() -> None:
    drawn = process_map.poster(SHIPPED)
    root = ElementTree.fromstring(docs.process_map())  # noqa: S314 - our own drawing
    ids = {group.get("id") for group in root.iter(f"{SVG}g")}
    states, ways = {f"state-{state}" for state in State}, {f"way-{one.way.n}" for one in drawn.drawn}
    assert {"map-drawing"} | states | ways == ids
    said = [text.text or "" for text in root.iter(f"{SVG}text")]
    for one in drawn.drawn:
        times = 1 if one.straight else len(one.way.sources)
        assert sum(text.startswith(f"{one.way.n} ") for text in said) == times
    assert root.find(f"{SVG}title") is not None
    numbers = [
        int(n) for path in root.iter(f"{SVG}path") for n in re.findall(r"[HV] (-?\d+)", path.get("d") or "")
    ]
    assert min(numbers) > 0
    assert max(numbers) < max(drawn.width, drawn.height)


def test_no_two_lines_of_a_rail_or_a_port_lie_on_one_another() -> None:
    drawn = [one for one in process_map.poster(SHIPPED).drawn if one.straight is None]
    ports = [y for one in drawn for y in (*one.taps, one.into)]
    assert len(ports) == len(set(ports))
    spans = [(one.x, min(*one.taps, one.into), max(*one.taps, one.into)) for one in drawn]
    for n, (x, first, last) in enumerate(spans):
        tree.nothing(
            (x, first, last, other)
            for other in spans[n + 1 :]
            if other[0] == x and first <= other[2] and other[1] <= last
        )


@pytest.mark.parametrize("n", [1, 2, 5])
def test_the_drawing_is_cut_between_states_into_even_parts(n: int) -> None:
    drawn = process_map.poster(SHIPPED)
    parts = drawn.parts(n)
    assert len(parts) == n
    assert [top for top, _height in parts] == [0, *(top + height for top, height in parts[:-1])]
    assert parts[-1][0] + parts[-1][1] == drawn.height
    for box in drawn.boxes:
        assert any(top <= box.y and box.y + box.height <= top + height for top, height in parts), box.state
    assert max(height for _top, height in parts) <= 1.3 * drawn.height / n


def test_boxes_name_the_clocks_that_run_there() -> None:
    with override("en"):
        said = {
            box.state: " ".join(short for short, _long in box.clocks)
            for box in process_map.poster(SHIPPED).boxes
        }
    assert said["received"].startswith("Triage: 1 working day")
    assert "Signing for it: 1 working day" in said["routed"]
    assert "Signing" not in said["received"] + said["accepted"] + said["return_disputed"]
    assert "Handling: 30 working days" in said["pending_approval"]
    assert said["replied"].count("10 working days") == 2, "for rating and for ringing"
    assert said["closed"] == "Call-back: 10 working days", "of what the lot draws"
    assert said["withdrawn"] == said["redirected"] == ""


def test_whoever_may_do_something_is_named_to_residents() -> None:
    assert set(process_map.WHO) == set(Who)
    assert all(str(words) for words in process_map.WHO.values())


@pytest.mark.parametrize("paper", ["", "?paper=a3"])
def test_anybody_reads_the_map_and_its_words(world: World, client: Client, paper: str) -> None:
    page = client.get(PAGE + paper)
    assert page.status_code == 200
    text = page.content.decode()
    assert text.count("<svg xmlns") == 1
    assert ("poster-a3" in text) == bool(paper)
    for box in page.context["map"].boxes:
        assert f"<h3>{box.words}</h3>" in text
        for way in box.ways:
            assert way.label in text
            assert all(who in text for who in way.who)
    assert "30 个工作日，自收到之日起" in text


def test_before_a_charter_is_in_force_nothing_is_drawn(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_yet(_at: datetime) -> None:
        raise Refused("none")

    monkeypatch.setattr("huiyin.portal.about.charter_of", none_yet)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "<svg xmlns" not in page.content.decode()
