"""The columns of each kind of file, as data: names in both languages, meanings, examples, lists to choose from."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Final

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from huiyin.lib.rows import Heading, plain_heading
from huiyin.lib.words import Words

KINDS: Final = ("units", "officials", "households", "register", "population", "travel", "sites", "matters")
ONLY_LIVE, ONLY_HISTORY = ("name", "phone", "due_at"), ("reply", "replied_at")
NOTE: Final = "note"


@dataclass(frozen=True)
class Column:
    """One column; `choices` names its list, `also_all` words for the whole of it; `is_day` says that it holds a day.

    `derived`: where the whole column is missing, another one says it; `months`: a month without its day means the first;
    `asked`: headings under which one says yes or no, and a yes means `yes`; `instead`: a column that makes up for this one,
    so that a list has at least one of them; the others as in `lib.rows.Heading`.
    """

    name: str
    words: Words
    also: tuple[str, ...]
    meaning: Words
    example: str
    required: bool
    choices: str
    is_day: bool
    also_all: tuple[str, ...] = ()
    leads: bool = False
    digits: bool = False
    prose: bool = False
    months: bool = False
    derived: bool = False
    below: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    yes: Words | None = None
    instead: str = ""

    @property
    def shown(self) -> str:
        """The heading in the reader's language."""
        return self.words.in_language(language())


@dataclass(frozen=True)
class Options:
    """What is said of matters beside their rows: whence they come, who receives them, whether as history or as work.

    `columns` are our names for the columns and what the file calls them, letter by letter.
    """

    source: str
    unit: str
    live: bool
    columns: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Shape:
    """One kind of file; `exact`: its headings were named letter by letter."""

    kind: str
    words: Words
    columns: tuple[Column, ...]
    exact: bool = False
    takes: Words | None = None

    @property
    def says(self) -> str:
        """What file this is, and what comes of it, in the reader's language."""
        return self.takes.in_language(language()) if self.takes else ""

    @property
    def shown(self) -> str:
        """What it is called, in the reader's language."""
        return self.words.in_language(language())

    def column(self, name: str) -> Column:
        """The column of that name. KeyError if there is none."""
        return next(column for column in self.columns if column.name == name)

    def asked(self, named: Sequence[Sequence[str]]) -> dict[str, str]:
        """The columns over which the file asks yes or no, each with the word that a yes means there."""
        texts = {ours: plain_heading(theirs) for ours, theirs in named}
        return {
            c.name: c.yes.in_language(language())
            for c in self.columns
            if c.yes is not None and texts.get(c.name, "") in {plain_heading(one) for one in c.asked}
        }

    def headings(self) -> list[Heading]:
        """As the readers of files want them: the spelling of the reader's language first."""
        return [
            Heading(
                c.name,
                (c.shown,)
                if self.exact
                else (c.shown, c.words.zh_hans, c.words.en, c.name, *c.also, *c.asked),
                self.exact or (c.required and not c.derived) or bool(c.instead),
                c.leads,
                c.digits,
                c.prose,
                c.is_day,
                c.below,
                free=c.name == NOTE,
                instead=c.instead,
            )
            for c in self.columns
        ]


def language() -> str:
    """The language of whoever reads."""
    return get_language() or "zh-hans"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("huiyin.sheets").joinpath("columns.toml").read_text(encoding="utf-8"))


def example_words() -> list[str]:
    """How a note begins that makes its row an example."""
    return [str(word) for word in _data()["examples"]]


def own_sheets() -> list[str]:
    """How the sheets of our templates are called that hold no rows, in either language."""
    found = []
    for spoken in ("zh-hans", "en"):
        with override(spoken):
            found += [_("How to fill it in"), _("Choices"), _("About this file")]
    return found


def example_mark() -> str:
    """What stands in the note of the example row of a template."""
    return Words(_data()["example_zh_Hans"], _data()["example_en"]).in_language(language())


def shape(kind: str, options: Options | None = None) -> Shape:
    """The columns of one kind; the first is a note that is not imported. KeyError for an unknown kind."""
    whole = _shape(kind)
    if options is None:
        return whole
    if options.columns is not None:
        named = [
            replace(whole.column(ours), words=Words(theirs, theirs))
            for ours, theirs in options.columns.items()
        ]
        return replace(whole, columns=tuple(named), exact=True)
    unfit = ONLY_HISTORY if options.live else ONLY_LIVE
    return replace(whole, columns=tuple(one for one in whole.columns if one.name not in unfit))


@cache
def _shape(kind: str) -> Shape:
    data = _data()
    note = Column(
        NOTE,
        Words(data["note_zh_Hans"], data["note_en"]),
        tuple(data["note_also"]),
        Words(data["note_means_zh_Hans"], data["note_means_en"]),
        "",
        required=False,
        choices="",
        is_day=False,
        prose=True,
    )
    columns = tuple(_column(one) for one in data[kind]["column"])
    called, takes = (Words(data[kind][f"{part}zh_Hans"], data[kind][f"{part}en"]) for part in ("", "takes_"))
    return Shape(kind, called, (note, *columns), takes=takes)


def _column(one: dict[str, Any]) -> Column:
    return Column(
        name=one["name"],
        words=Words(one["zh_Hans"], one["en"]),
        also=tuple(one.get("also", ())),
        meaning=Words(one["means_zh_Hans"], one["means_en"]),
        example=one.get("example", ""),
        required=one.get("required", False),
        choices=one.get("list", ""),
        is_day=one.get("form") in ("day", "month"),
        also_all=tuple(one.get("all", ())),
        leads=one.get("leads", False),
        digits=one.get("form") == "digits",
        prose=one.get("form") == "prose",
        months=one.get("form") == "month",
        derived=one.get("derived", False),
        below=tuple(one.get("below", ())),
        asked=tuple(one.get("asked", ())),
        yes=Words(one["yes_zh_Hans"], one["yes_en"]) if "asked" in one else None,
        instead=one.get("instead", ""),
    )
