"""The echo line: what it is given, and where on the line each thing stands; nothing here draws."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

State = Literal["done", "now", "todo"]
Tone = Literal["calm", "soon", "overdue", "done", "quiet"]
Size = Literal["full", "row", "mini"]

ANSWERED_AT = 70.0  # per cent of the width: the same in every list, so that answers stand in one column
ROOM_FOR_EARLY_STAGES = 44.0
LONGEST_RULER = 31  # one tick for each day up to here, one for each five days beyond
MOST_TICKS = 60


@dataclass(frozen=True)
class Stage:
    """One moment in the life of a thing; the label is already translated."""

    label: str
    at: date | None
    state: State


@dataclass(frozen=True)
class EchoLine:
    """Everything an echo line says; `used` and `given` are days of the clock that is running."""

    stages: tuple[Stage, ...]
    holder: str
    used: int | None
    given: int | None
    unit: str
    next_words: str
    tone: Tone
    word: str = ""  # in place of the tone's own word, already translated

    @property
    def tone_word(self) -> str:
        """The word that goes with the colour of this line."""
        return self.word or tone_word(self.tone)

    @property
    def shape(self) -> EchoLine:
        """The line without its words and days: equal for all that are drawn alike."""
        stages = tuple(Stage("", None, stage.state) for stage in self.stages)
        return EchoLine(stages, "", self.used, self.given, "", "", self.tone)


@dataclass(frozen=True)
class Node:
    """A stage on the line: where (0 to 100) and how its label leans."""

    stage: Stage
    x: float
    lean: Literal["start", "middle", "end"]

    @property
    def percent(self) -> str:
        return per_cent(self.x)

    @property
    def shift(self) -> str:
        """Labels at the ends align with the edge of their mark, not with its middle."""
        return {"start": "-0.55em", "middle": "0", "end": "0.55em"}[self.lean]

    @property
    def when(self) -> str:
        return short_day(self.stage.at) if self.stage.at else ""


@dataclass(frozen=True)
class Tick:
    """One mark of the ruler under the line."""

    x: float
    used: bool
    tall: bool

    @property
    def percent(self) -> str:
        return per_cent(self.x)


@dataclass(frozen=True)
class Geometry:
    """The line, measured: done up to `used_to`, given up to `due`, run over up to `over_to`."""

    nodes: tuple[Node, ...]
    used_to: float
    due: float | None
    over_to: float | None
    head: float | None
    ticks: tuple[Tick, ...]

    @property
    def used_percent(self) -> str:
        return per_cent(self.used_to)

    @property
    def due_percent(self) -> str:
        return per_cent(self.due or 0.0)

    @property
    def over_percent(self) -> str:
        return per_cent(self.over_to or 0.0)

    @property
    def head_percent(self) -> str:
        return per_cent(self.head or 0.0)


def per_cent(x: float) -> str:
    """A length as SVG wants it, the same in every language."""
    return f"{x:.2f}%"


def short_day(day: date) -> str:
    """Day and month as people say them."""
    return date_format(day, pgettext("day and month, in the notation of Django's date filter", "j M"))


def places(count: int) -> tuple[float, ...]:
    """Where `count` stages stand, 0 to 100; the last but one is the answer, the last the rating."""
    if count <= 1:
        return (0.0,) * count
    if count == 2:
        return (0.0, ANSWERED_AT)
    early = tuple(index * ROOM_FOR_EARLY_STAGES / (count - 2) for index in range(1, count - 2))
    return (0.0, *early, ANSWERED_AT, 100.0)


def measure(line: EchoLine) -> Geometry:
    """Place the stages, the days used as length, and what ran over, which never reaches the next stage."""
    spots = places(len(line.stages))
    nodes = tuple(
        Node(stage, x, _lean(index, len(spots)))
        for index, (stage, x) in enumerate(zip(line.stages, spots, strict=True))
    )
    waiting = next((i for i, stage in enumerate(line.stages) if stage.state == "now"), None)
    if waiting is None:
        reached = max((node.x for node in nodes if node.stage.state == "done"), default=0.0)
        return Geometry(nodes, reached, None, None, None, ())
    start, due = (spots[waiting - 1] if waiting else 0.0), spots[waiting]
    if line.used is None or not line.given or line.given < 0:
        return Geometry(nodes, start, due, None, start, ())
    share = max(0, line.used) / line.given
    head = start + (due - start) * min(share, 1.0)
    over: float | None = None
    if share > 1:
        beyond = spots[waiting + 1] if waiting + 1 < len(spots) else 100.0
        over = head = min(due + (due - start) * (share - 1), due + (beyond - due) * 0.8)
    return Geometry(nodes, min(head, due), due, over, head, _ruler(start, due, line.used, line.given))


def _lean(index: int, count: int) -> Literal["start", "middle", "end"]:
    if index == 0:
        return "start"
    return "end" if index == count - 1 and count > 2 else "middle"


def _ruler(start: float, due: float, used: int, given: int) -> tuple[Tick, ...]:
    step = 1 if given <= LONGEST_RULER else 5
    if given / step > MOST_TICKS:
        return ()
    return tuple(
        Tick(start + (due - start) * day / given, day <= used, day % 5 == 0)
        for day in range(step, given, step)
    )


def tone_word(tone: Tone) -> str:
    """The word that goes with the colour."""
    return _tone_word(tone, get_language())


@lru_cache(maxsize=32)
def _tone_word(tone: Tone, _language: str | None) -> str:
    words: dict[Tone, str] = {
        "calm": pgettext("echo line", "In time"),
        "soon": pgettext("echo line", "Due soon"),
        "overdue": pgettext("echo line", "Overdue"),
        "done": pgettext("echo line", "Answered"),
        "quiet": pgettext("echo line", "Ended"),
    }
    return words[tone]


def days_words(line: EchoLine) -> str:
    """Days used against days given, or an empty string when no clock runs."""
    if line.used is None or not line.given:
        return ""
    facts = {"used": line.used, "given": line.given, "unit": line.unit, "over": line.used - line.given}
    if line.used > line.given:
        return _("%(over)d %(unit)s past the %(given)d given") % facts
    return _("%(used)d of %(given)d %(unit)s used") % facts


def spoken(line: EchoLine, *, whole: bool) -> str:
    """The line in words for who cannot see it; `whole` adds what a small line does not show beside itself."""
    language = get_language()
    parts = [_spoken_stage(stage, language) for stage in line.stages]
    if whole:
        parts += [line.tone_word, days_words(line), line.holder, line.next_words]
    return pgettext("between parts of a spoken list", "; ").join(part for part in parts if part)


@lru_cache(maxsize=4096)
def _spoken_stage(stage: Stage, _language: str | None) -> str:
    """One stage; the same stage on the same day stands on many lines, said alike in a language."""
    if stage.state == "done":
        if stage.at:
            return _("%(stage)s: %(day)s") % {"stage": stage.label, "day": short_day(stage.at)}
        return _("%(stage)s: done") % {"stage": stage.label}
    if stage.state == "now":
        return _("%(stage)s: now waiting for this") % {"stage": stage.label}
    return _("%(stage)s: not yet") % {"stage": stage.label}
