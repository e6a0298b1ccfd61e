"""The process map (S54): what happens with a matter, who does what in which time, drawn from the table of moves.

States stand one below the other. A way to the next one is an arrow down; every other way leaves its state on the right,
runs along a rail of its own and comes in again on the right. What leaves a matter where it stands is a line in its box.
The list beside the drawing says the same in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from huiyin.lib.charter import DEFAULT_PROFILE, Charter
from huiyin.matters import dates
from huiyin.matters.dates import length
from huiyin.matters.models import Deadline, State, Step
from huiyin.matters.models.matter import LEFT
from huiyin.matters.rules.move import Move, Who
from huiyin.matters.rules.table import MOVES

TOP, LINE, GAP, EDGE, PAD = 56, 22, 44, 8, 12
BOX = 264  # how wide a box is
RAIL = 16  # between two rails
SINCE = {
    "received": gettext_lazy("the day it came in"),
    "routed": gettext_lazy("the day it was passed on"),
    "accepted": gettext_lazy("the day it was accepted"),
    "replied": gettext_lazy("the day of the answer"),
    "delivered": gettext_lazy("the day the answer reached the person"),
    "closed": gettext_lazy("the day it was closed"),
    "reopened": gettext_lazy("the day it was taken up again"),
    "asked": gettext_lazy("the day it was asked"),
}
# Whose a deed is, as residents read it.
WHO: dict[Who, Any] = {
    Who.RESIDENT: gettext_lazy("you"),
    Who.RESIDENT_ONCE: gettext_lazy("you, once"),
    Who.FOR_RESIDENT: gettext_lazy("an official for you"),
    Who.HANDLER: gettext_lazy("the handler"),
    Who.BRINGER: gettext_lazy("the handler, their head, or the desk that took it in"),
    Who.OUTSIDE_CALLER: gettext_lazy("a desk outside the unit that handles it"),
    Who.LEAD_HEAD: gettext_lazy("the head of the unit that handles it"),
    Who.HOLDER_DESK: gettext_lazy("the desk that passes it on"),
    Who.INTAKE_OVERSEER: gettext_lazy("the desk that took it in, or whoever supervises it"),
    Who.INTAKE_DESK: gettext_lazy("the desk that took it in, with your signed word"),
    Who.ASKED_ABOVE: gettext_lazy("the head of the level above that was asked to take it over"),
    Who.ASKED: gettext_lazy("who was asked for a part of it"),
    Who.COMMON_HEAD: gettext_lazy("a head over both units"),
    Who.STAFF: gettext_lazy("any official who may see it"),
    Who.REVIEWER: gettext_lazy("who leads the body above, never the unit that answered"),
    Who.NAMING: gettext_lazy("by itself, where it lies with whom it is about"),
    Who.TIME: gettext_lazy("by itself, when the time is over"),
}


@dataclass(frozen=True)
class Way:
    """One deed that leads from some states to another, with its number on the map."""

    n: int
    deed: str
    words: str
    who: tuple[str, ...]
    sources: tuple[str, ...]
    target: str
    rail: int = 0

    @property
    def label(self) -> str:
        """As it stands on the map."""
        return f"{self.n} {self.words}"


@dataclass
class Box:
    """One state: its words, the clocks that run in it, what is done without leaving it, and where it stands."""

    state: str
    words: str
    clocks: list[tuple[str, str]]  # short for the drawing, and with what it is counted from
    stays: list[Way]
    ways: list[Way]
    y: int = 0
    height: int = 0
    ports: list[tuple[Way, bool]] = field(default_factory=list)  # on the right; True: comes in

    @property
    def lines(self) -> list[tuple[int, str]]:
        """What is written in the box below its name, each with its place."""
        words = [*(short for short, _long in self.clocks), *(way.label for way in self.stays)]
        return [(self.y + 50 + n * LINE, text) for n, text in enumerate(words)]

    @property
    def is_end(self) -> bool:
        """Whether the life of a matter ends here."""
        return self.state in (*LEFT, State.FINALISED)

    def port(self, way: Way, *, comes_in: bool) -> int:
        """The height at which a way leaves or comes in."""
        return self.y + 18 + LINE * self.ports.index((way, comes_in))


@dataclass(frozen=True)
class Drawn:
    """A way as lines: the labels at its sources, the points of its rail, and the tip of its arrow."""

    way: Way
    taps: list[int]
    x: int
    into: int
    straight: tuple[int, int] | None = None

    @property
    def path(self) -> str:
        """The lines as one path."""
        if self.straight:
            return f"M {EDGE + PAD + 20} {self.straight[0]} V {self.straight[1] - 2}"
        right, ends = EDGE + BOX, [*self.taps, self.into]
        taps = " ".join(f"M {right} {y} H {self.x}" for y in self.taps)
        rail = f"M {self.x} {min(ends)} V {max(ends)}"
        return f"{taps} {rail} M {self.x} {self.into} H {right + 2}"

    @property
    def tip(self) -> str:
        """The arrow's head."""
        if self.straight:
            return f"M {EDGE + PAD + 15} {self.straight[1] - 9} l 5 9 l 5 -9 z"
        return f"M {EDGE + BOX + 10} {self.into - 5} l -9 5 l 9 5 z"


@dataclass(frozen=True)
class Poster:
    """The whole drawing."""

    boxes: list[Box]
    drawn: list[Drawn]
    width: int
    height: int
    label_x: int = EDGE + BOX + 16
    box_x: int = EDGE
    text_x: int = EDGE + PAD
    box_width: int = BOX
    down_x: int = EDGE + PAD + 34

    def parts(self, n: int) -> list[tuple[int, int]]:
        """Cut between states into at most so many parts, as even as can be: where each begins, and how high it is."""
        ends = [box.y + box.height + GAP // 2 for box in self.boxes[:-1]] + [self.height]
        heights = {end - top for top in (0, *ends) for end in ends if top < end}
        every = (_cut(ends, most) for most in sorted(heights))
        return next(cut for cut in every if len(cut) <= n)


def _cut(ends: Sequence[int], most: int) -> list[tuple[int, int]]:
    """A new part where the next state would make it higher."""
    found, top, last = [], 0, 0
    for end in ends:
        if end - top > most and last > top:
            found.append((top, last - top))
            top = last
        last = end
    return [*found, (top, last - top)]


def poster(charter: Charter, moves: Sequence[Move] = MOVES) -> Poster:
    """The map of these moves, with the clocks of this charter."""
    ways = _ways(moves)
    runs = running(moves, charter)
    states = [str(state) for state in State if any(state in (w.target, *w.sources) for w in ways)]
    boxes = [_box(state, ways, runs.get(state, set()), charter) for state in states]
    straight = _straight(boxes, ways)
    _place(boxes, ways, straight)
    railed = _rails([way for way in ways if way.n not in straight and not _stays(way)], boxes)
    here = {box.state: box for box in boxes}
    label = max((_width(way.label) for way, _x in railed), default=0)
    drawn = [_drawn(way, EDGE + BOX + label + 30 + rail * RAIL, here) for way, rail in railed]
    drawn += [Drawn(way, [], 0, 0, _down(way, here)) for way in ways if way.n in straight]
    rails = max((rail for _way, rail in railed), default=0)
    last = boxes[-1]
    return Poster(
        boxes,
        sorted(drawn, key=lambda one: one.way.n),
        EDGE + BOX + label + 30 + (rails + 1) * RAIL + EDGE,
        last.y + last.height + EDGE,
    )


def _ways(moves: Sequence[Move]) -> list[Way]:
    """A way for each deed and where it leads, in the order of the table; what stays is a way of each of its states."""
    found: list[Way] = []
    for move in moves:
        words, who = str(Step.Deed(move.deed).label), tuple(str(WHO.get(one, one.value)) for one in move.who)
        leaves = tuple(str(s) for s in move.sources if move.target_from(s) != s)
        for sources in ([leaves] if leaves else []) + [
            (str(s),) for s in move.sources if str(s) not in leaves
        ]:
            target = str(move.target_from(sources[0]))
            found.append(Way(len(found) + 1, str(move.deed), words, who, sources, target))
    return found


def _stays(way: Way) -> bool:
    return way.sources == (way.target,)


def running(moves: Sequence[Move], charter: Charter, profile: str = DEFAULT_PROFILE) -> dict[str, set[str]]:
    """Which clocks may run in each state: followed along the moves from the beginning, until nothing new is found."""
    found: dict[str, set[str]] = {"": set()}
    changed = True
    while changed:
        changed = False
        for move in moves:
            for source in move.sources:
                if source not in found:
                    continue
                begun = {
                    k
                    for k in dates.begun_by(charter, move.makes, profile)
                    if not move.clocks or k in move.clocks
                }
                owed = {k for k in move.owes if dates.runs_from(charter, profile, k) is not None}
                after = (found[source] - set(move.stops)) | begun | owed
                target = move.target_from(source)
                if not after <= found.get(target, set()) or target not in found:
                    found[target] = found.get(target, set()) | after
                    changed = True
    return found


def _box(state: str, ways: list[Way], run: set[str], charter: Charter) -> Box:
    clocks = [_clock(kind, charter) for kind in Deadline.Kind.values if kind in run]
    stays = [way for way in ways if _stays(way) and state in way.sources]
    leaving = [way for way in ways if state in way.sources]
    return Box(state, str(State(state).label), clocks, stays, leaving)


def _clock(kind: str, charter: Charter) -> tuple[str, str]:
    """What is waited for and how long, by the charter in force; and the same with what it is counted from."""
    rule = charter.clock(kind)
    words = rule.words.in_language(get_language() or "zh-hans")
    facts = {"what": words, "length": length(rule.n, rule.unit), "since": SINCE[rule.runs_from]}
    return _("%(what)s: %(length)s") % facts, _("%(what)s: %(length)s, counted from %(since)s") % facts


def _straight(boxes: list[Box], ways: list[Way]) -> set[int]:
    """The numbers of the ways that lead down to the next box, one between two boxes, and of the first of all."""
    found: set[int] = set()
    above = ""
    for box in boxes:
        fits = [way.n for way in ways if way.sources == (above,) and way.target == box.state]
        found.update(fits[:1])
        above = box.state
    return found


def _place(boxes: list[Box], ways: list[Way], straight: set[int]) -> None:
    y = TOP
    for box in boxes:
        railed = [way for way in ways if way.n not in straight and not _stays(way)]
        box.ports = [(way, True) for way in railed if way.target == box.state]
        box.ports += [(way, False) for way in railed if box.state in way.sources]
        box.y, written = y, len(box.clocks) + len(box.stays)
        box.height = max(42 + LINE * written, 14 + LINE * max(1, len(box.ports)))
        y += box.height + GAP


def _rails(ways: list[Way], boxes: list[Box]) -> list[tuple[Way, int]]:
    """Each way its rail; two that do not meet may share one. The short ones run nearest to the boxes."""
    here = {box.state: box for box in boxes}
    taken: list[list[tuple[int, int]]] = []
    found = []
    for way in sorted(ways, key=lambda one: (_span(one, here)[1] - _span(one, here)[0], one.n)):
        first, last = _span(way, here)
        free = (n for n, rail in enumerate(taken) if all(last < a or b < first for a, b in rail))
        rail = next(free, len(taken))
        if rail == len(taken):
            taken.append([])
        taken[rail].append((first, last))
        found.append((way, rail))
    return found


def _span(way: Way, here: dict[str, Box]) -> tuple[int, int]:
    ends = [here[way.target].port(way, comes_in=True)]
    ends += [here[source].port(way, comes_in=False) for source in way.sources if source in here]
    return min(ends), max(ends)


def _drawn(way: Way, x: int, here: dict[str, Box]) -> Drawn:
    taps = [here[source].port(way, comes_in=False) for source in way.sources if source in here]
    return Drawn(way, taps, x, here[way.target].port(way, comes_in=True))


def _down(way: Way, here: dict[str, Box]) -> tuple[int, int]:
    target = here[way.target]
    source = here.get(way.sources[0])
    return (source.y + source.height if source else target.y - GAP, target.y)


def _width(text: str) -> int:
    """About how wide a label is, in the units of the drawing."""
    return sum(14 if ord(sign) > 0x2E80 else 8 for sign in text)


def spoken(drawing: Poster) -> list[dict[str, Any]]:
    """The same in words: state by state its clocks, and what can be done, by whom, leading where."""
    words = {box.state: box.words for box in drawing.boxes}
    return [
        {
            "words": box.words,
            "clocks": [said for _short, said in box.clocks],
            "ways": [(way, "" if _stays(way) else words[way.target]) for way in box.ways],
            "is_end": box.is_end,
        }
        for box in drawing.boxes
    ]
