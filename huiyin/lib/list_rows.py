"""Rows of a list apart from what only stands in it: examples, totals, signatures, heads of further pages; and dittos."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from huiyin.lib.list_titles import is_title, is_village, says_gone, says_new_list, villages_in
from huiyin.lib.rows import Heading, Problem, Row, has_lost_digits
from huiyin.lib.words import narrow, table

EXAMPLE, TOTAL, SIGNED, HEAD, TITLE = "example", "total", "signed", "head", "title"
FURTHER: Final = "further"  # merged with the row above, with nothing of its own that is read
GONE: Final = "gone"  # a word beside it says that somebody is on the list no more; it is read all the same
STRUCK: Final = "struck"  # a line is drawn through it; it is read all the same
BLANK: Final = "blank"  # a village of a table across without a number
LONGEST_DITTO: Final = 6
# A number such as 3-1 as a spreadsheet writes the day it made of it into a text.
_BECAME_DAY: Final = re.compile(
    r"\d{1,2}\u6708\d{1,2}\u65e5|\d{4}\u5e74\d{1,2}\u6708(?:\d{1,2}\u65e5)?|\d{4}/\d{1,2}/\d{1,2}|\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}"
)
SINGLE_SIGNS: Final = 4  # cells at least that are numbered, and signs of such a number that are fewer
_SINGLE: Final = 2  # so many filled cells at most has a remark below a list


@dataclass
class Left:
    """What was left out of a list, or is strange in it, by why, with the lines; how many cells said “as above”, how many
    rows are hidden, which columns have no heading."""

    lines: dict[str, list[int]] = field(default_factory=dict)
    dittos: int = 0
    hidden: int = 0
    nameless: list[str] = field(default_factory=list)  # columns without a heading that hold something

    def beside(self, columns: Iterable[str]) -> None:
        """Remember columns without a heading, by name."""
        self.nameless += [one for one in columns if one not in self.nameless]

    def out(self, why: str, line: int) -> None:
        """Leave a line out."""
        self.lines.setdefault(why, []).append(line)


class Sorter:
    """Tells the rows of one list from the others; knows what stood above."""

    def __init__(
        self, headings: Sequence[Heading], left: Left, *, mark: str = "", example: Sequence[str] = ()
    ) -> None:
        self.left, self.mark, self.example = left, mark, tuple(example)
        self.by_name = {one.name: one for one in headings}
        self.leading = [one.name for one in headings if one.leads]
        self.needed = [one.name for one in headings if one.required]
        self.looked_at = frozenset(one.name for one in headings if not one.prose)
        self.is_of_people = not any(one.prose and one.name != mark for one in headings)
        self.ditto = frozenset(table("lists")["rows"]["ditto"])
        self.above: dict[tuple[str, str], str] = {}
        self.part: str | None = None
        self.titled: tuple[str, ...] | None = None  # where another title than that of the head holds
        self.held: list[Row] = []  # rows of one cell: titles, if a head follows
        self.since: list[str] = []  # what stood between the last row and here

    def rows(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Those that are rows of the list."""
        for row in rows:
            part = getattr(row.line, "where", "")
            if part != self.part:
                yield from self._let_go()
                self.part, self.titled, self.since = part, None, []
            why = HEAD if row.is_head else self._no_row(row)
            if why == HEAD:
                yield from self._under_a_head(row)
            if why:
                self.left.out(why, row.line)
                self.since += () if why == HEAD else row.texts
                self._section(row)
            elif is_title(row.texts) or (len(row.texts) == 1 and not row.problems):
                self.held.append(row)
                self.since += row.texts
            elif any(row.values.values()) or row.problems:
                yield from self._let_go()
                self.since = []
                yield self._counted(row)
            else:
                self.since += row.texts
        yield from self._let_go()

    def _let_go(self) -> Iterator[Row]:
        """Rows below which no head stands: a village above its rows, else rows like others."""
        held, self.held = self.held, []
        for row in held:
            if self._section(row):
                self.left.out(TITLE, row.line)
            elif any(row.values.values()) or row.problems:
                yield self._counted(row)

    def _section(self, row: Row) -> bool:
        """Whether this is a village that stands alone above its rows, in a list without a column for it."""
        if len(row.texts) != 1 or row.values.get("place") or not is_village(row.texts[0]):
            return False
        self.titled = (*row.titled[:1], row.texts[0])
        self.above.clear()
        return True

    def _under_a_head(self, head: Row) -> Iterator[Row]:
        """A title above a head that stands there again begins a new list, perhaps of another village."""
        held, self.held = self.held, []
        for row in held:
            if is_title(row.texts):
                self.left.out(TITLE, row.line)
            elif any(row.values.values()):
                yield self._counted(row)
        titles = [text for row in held for text in row.texts]
        if villages_in(self.since) or says_new_list(titles, self.titled or head.titled):
            self.titled = (*head.titled[:1], *self.since)
            self.above.clear()
        self.since = []

    def _counted(self, row: Row) -> Row:
        self.left.hidden += row.hidden
        self.left.beside(row.nameless)
        if row.struck:
            self.left.out(STRUCK, row.line)
        whole = self._whole(row)
        whole = whole if self.titled is None else replace(whole, titled=self.titled)
        if self.is_of_people and says_gone(row.values.get(self.mark, ""), row.texts, whole.titled):
            self.left.out(GONE, row.line)
        return whole

    def _no_row(self, row: Row) -> str:
        """Why this is no row of the list; empty where it is one."""
        values = row.values
        if self.example and values.get(self.mark, "").casefold().startswith(self.example):
            return EXAMPLE
        if row.further:
            return FURTHER
        if not row.texts:
            return ""
        if any(_is(_patterns()[TOTAL], values.get(name, "")) for name in self.leading):
            return TOTAL
        empty = all(_is_count(values.get(name, "")) for name in self.leading)
        if empty and any(_is(_patterns()[TOTAL], text) for text in row.texts[:_SINGLE]):
            return TOTAL
        if _are_numbers_of_columns(row.texts):
            return HEAD
        return SIGNED if self._is_remark(row) else ""

    def _is_remark(self, row: Row) -> bool:
        """Below a list: who signed it, when, a remark; most of what a row needs does not stand there."""
        is_signed = _is(_patterns()[SIGNED], row.texts[0])
        if not (is_signed or len(row.texts) == 1):
            return False
        said = (row.values.get(name, "") for name in self.needed)
        filled = sum(bool(text) and not _is(_patterns()[SIGNED], text) for text in said)
        if 2 * filled >= max(2, len(self.needed)):
            return False
        return is_signed or _is(_patterns()["divider"], row.texts[0])

    def _whole(self, row: Row) -> Row:
        """The row with what “as above” means, and with what lost its digits found out."""
        changed: dict[str, str] = {}
        problems: list[Problem] = []
        part = getattr(row.line, "where", "")
        for name, text in row.values.items():
            if why := _broken(text, self.by_name[name]):
                problems.append(Problem(name, why, {"text": text[:40]}))
            if name not in self.looked_at:
                continue
            said = text
            if text and len(text) < LONGEST_DITTO and text.replace(" ", "") in self.ditto:
                said = self.above.get((part, name), "")
                self.left.dittos += bool(said)
                if not said:
                    problems.append(Problem(name, "ditto"))
            if said and self.by_name[name].digits:
                said = narrow(said).strip()
                if has_lost_digits(said):
                    problems.append(Problem(name, "shortened", {"text": said}))
            self.above[part, name] = said
            if said != text:
                changed[name] = said
        if not (changed or problems):
            return row
        return replace(row, values={**row.values, **changed}, problems=(*row.problems, *problems))


def _broken(text: str, heading: Heading) -> str:
    """What a spreadsheet or a wrong encoding made of a cell, of which nobody knows what it was; empty for a good one."""
    if not text or heading.free:
        return ""
    words = table("lists")["rows"]
    if text[0] == "#" and (text.upper() in words["errors"] or not text.strip("#")):
        return "error_cell"
    if any(sign in text for sign in words["garbled"]):
        return "garbled"
    return "became_day" if heading.digits and _BECAME_DAY.fullmatch(text) else ""


def _is_count(text: str) -> bool:
    """Whether a cell beside a total says nothing, or how many there are."""
    return not text or bool(_patterns()["count"].fullmatch(text))


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    words: Mapping[str, Any] = table("lists")["rows"]
    return {name: re.compile(words[name]) for name in (TOTAL, SIGNED, "divider", "count")}


def _is(pattern: re.Pattern[str], text: str) -> bool:
    if not text or len(text) > 200 or text.isascii():  # none of the words is written in these letters alone
        return False
    return bool(pattern.match(re.sub(r"\s+", "", narrow(text))))


def _are_numbers_of_columns(texts: Sequence[str]) -> bool:
    """The row below a head that numbers its columns: 1 2 3 …, or first the signs by which one counts."""
    if len(texts) < SINGLE_SIGNS or len(texts[0]) >= SINGLE_SIGNS:
        return False
    counted = table("lists")["rows"]["counted"]
    rest = [narrow(text).strip("() ") for text in texts if text not in counted]
    numbers = [int(text) for text in rest if text.isascii() and text.isdecimal() and len(text) < 3]
    return len(numbers) == len(rest) > 1 and numbers == list(range(1, len(rest) + 1))
