"""A table of villages across: one row a village, one column a group, as statistics print it; read as one row for each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from huiyin.lib.list_rows import BLANK, Left
from huiyin.lib.refusal import Refused
from huiyin.lib.rows import Heading, Row, Spot
from huiyin.lib.words import table
from huiyin.sheets.columns import shape
from huiyin.sheets.lookups import LANGUAGES, words_of

KIND: Final = "population"
ALL, GROUP = "all", "group:"  # our names for the column of all households, and before the code of a group


@dataclass(frozen=True)
class Wide:
    """What is asked for beside such a table: the groups it may have columns for, by code, with the words for each; the
    day and the source, which stand in its title at most."""

    groups: Mapping[str, tuple[str, ...]]
    as_of: str = ""
    source: str = ""

    def headings(self) -> list[Heading]:
        """The columns it may have; one by which we would know that it is not such a table."""
        known = {one.name: one for one in shape(KIND).headings()}
        behind = table("lists")["words"]["of_households"]
        groups = [
            Heading(
                f"{GROUP}{code}",
                tuple(dict.fromkeys(form for word in words for form in (word, word + behind))),
            )
            for code, words in self.groups.items()
        ]
        households = Heading(ALL, known["households"].spellings)
        beside = [replace(known[name], required=False) for name in ("as_of", "source")]
        return [known["note"], known["place"], known["group"], households, *groups, *beside]

    def fits(self, columns: Iterable[str]) -> bool:
        """Whether a file with these columns is such a table."""
        found = set(columns)
        if "group" in found:
            return False
        beside = bool(self.as_of and self.source) and not {"as_of", "source"} <= found
        return any(name.startswith(GROUP) for name in found) or (beside and {"place", ALL} <= found)

    def rows(self, rows: Iterable[Row], columns: Iterable[str], left: Left) -> Iterator[Row]:
        """One row for each filled cell of a group, and for all households; one for a row that cannot be read at all."""
        here = set(columns)
        if ("as_of" not in here and not self.as_of) or ("source" not in here and not self.source):
            raise Refused(
                _(
                    "This table has one row for each village and one column for each group. Please say for which day it "
                    "holds and where it comes from."
                )
            )
        for row in rows:
            filled = False
            for cell in self._cells(row):
                filled = True
                yield cell
            if not filled:
                left.out(BLANK, row.line)

    def _cells(self, row: Row) -> Iterator[Row]:
        said = row.values
        beside = {
            "note": said.get("note", ""),
            "place": said.get("place", ""),
            "as_of": said.get("as_of") or self.as_of,
            "source": said.get("source") or self.source,
        }
        whole = tuple(one for one in row.problems if not one.column)
        if whole:
            yield replace(row, values={**beside, "group": "", "households": ""}, problems=whole)
            return
        numbers = [name for name in said if name == ALL or name.startswith(GROUP)]
        for order, name in enumerate(numbers):
            code = name.removeprefix(GROUP) if name != ALL else ""
            shown = self.groups[code][0] if code else shape(KIND).column("households").shown
            if not said[name] and not any(one.column == name for one in row.problems):
                continue
            problems = tuple(
                replace(one, column="households") if one.column == name else one
                for one in row.problems
                if one.column == name or one.column in beside
            )
            part = getattr(row.line, "where", "")
            spot = Spot(
                getattr(row.line, "row", row.line),
                " ".join(filter(None, [part, shown])),
                getattr(row.line, "order", 0) * len(numbers) + order,
            )
            values = {**beside, "group": shown if code else "", "households": said[name]}
            yield Row(spot, values, problems, row.cleaned, row.texts, row.hidden)


def wide(at: datetime, *, as_of: str = "", source: str = "") -> Wide:
    """For the groups of the charter in force."""
    words: dict[str, list[str]] = {}
    for code, shown in words_of("groups", at):
        words.setdefault(code, []).append(shown)
    for spoken in LANGUAGES:
        with override(spoken):
            for code, shown in words_of("groups", at):
                words[code].append(shown)
    groups = {code: tuple(dict.fromkeys([*forms, code])) for code, forms in words.items()}
    return Wide(groups, as_of.strip(), source.strip())
