"""Where the headings of a list stand: under a title, one row high or several, once or several times side by side."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from openpyxl.utils import get_column_letter

from huiyin.lib.rows import HEAD_ROWS, Head, Heading, Problem, exact_heading, plain_heading
from huiyin.lib.words import listed

LONGEST, SURE = 80, 3  # characters of a heading; so many that a row says headings though not all are known
BOTH = " \u00b7 "  # between the upper and the lower word of a head
OURS = 4  # the first spellings are ours: in the language of the reader, in each language, in code
Numbered = tuple[int, Sequence[object]]


@dataclass
class _Found:
    """What one way of reading some rows as a head knows: column by column the heading and how near its spelling is."""

    line: int
    width: int
    known: list[tuple[int, str, int, str]] = field(
        default_factory=list
    )  # column, name, 1 if by an alias, as written
    strange: dict[int, str] = field(default_factory=dict)  # what we do not know, by column
    above: dict[int, str] = field(
        default_factory=dict
    )  # the merged word over a column without one of its own
    words: set[str] = field(default_factory=set)
    headed: set[int] = field(default_factory=set)
    lowest: dict[int, str] = field(default_factory=dict)

    @property
    def unknown(self) -> list[str]:
        return [text for _at, text in sorted(self.strange.items())]

    @property
    def many(self) -> int:
        return len({name for _at, name, _rank, _text in self.known})


def found_head(
    rows: Iterable[Numbered],
    headings: Sequence[Heading],
    *,
    exact: bool = False,
    merged: Mapping[tuple[int, int], str] | None = None,
) -> Head | None:
    """The rows among these that know most of our headings, the first and lowest of several; None where none knows any.

    `merged` is what stands in cells that are merged with one to the left or above, by line and column.
    """
    some = list(rows)
    ways = [
        _looked_at(some[start : start + high], headings, exact, merged)
        for high in range(1, 2 if exact else HEAD_ROWS + 1)
        for start in range(len(some) - high + 1)
    ]
    best = max(ways, key=lambda way: way.many, default=None)  # of equal ones the first, which is the lowest
    return _head(best, headings, exact) if best is not None and best.many else None


def _looked_at(
    rows: Sequence[Numbered],
    headings: Sequence[Heading],
    exact: bool,
    merged: Mapping[tuple[int, int], str] | None,
) -> _Found:
    form = exact_heading if exact else plain_heading
    ranks = {
        form(spelling): (h, rank)
        for h in reversed(headings)
        for rank, spelling in reversed(list(enumerate(h.spellings)))
    }
    found = _Found(rows[-1][0], max(len(cells) for _line, cells in rows))
    found.lowest = {at: form(text) for at in range(found.width) if (text := _text(rows[-1][1], at))}
    spread = [_spread(line, cells, merged) for line, cells in rows[:-1]]
    for at in range(found.width):
        own = [text for _line, cells in rows if (text := _text(cells, at))]
        if not own:
            continue
        found.headed.add(at)
        found.words |= {form(text) for text in own}
        upper = [words[at] for words in spread if words.get(at)] if _text(rows[-1][1], at) else own[:-1]
        parts = list(dict.fromkeys([*upper, own[-1]]))
        match = _match(parts, ranks, form)
        if match is None:
            found.strange[at] = BOTH.join(part[:40] for part in parts[-2:])
        else:
            found.known.append((at, match[0].name, int(match[1] >= OURS), own[-1]))
    for line, cells in rows[:-1]:
        for text, columns in _merged(line, len(cells), merged or {}):
            _under(found, text, columns, ranks.get(form(text)))
    return found


def _merged(
    line: int, width: int, merged: Mapping[tuple[int, int], str]
) -> Iterable[tuple[str, tuple[int, ...]]]:
    """The words of one row that stand over several columns, with these."""
    covered = [(at, merged[line, at]) for at in range(width) if (line, at) in merged]
    for text, some in groupby(covered, key=lambda one: one[1]):
        yield text, tuple(at for at, _text_there in some)


def _under(found: _Found, text: str, columns: Sequence[int], match: tuple[Heading, int] | None) -> None:
    """What stands under a merged word and says nothing that we know is meant by it, where it is the only such column."""
    known = {at for at, _name, _rank, _text_there in found.known}
    unsaid = [at for at in columns if at not in known]
    found.above.update({at: text for at in unsaid if at not in found.headed})
    if match is None or match[0].below or match[0].name in {name for _at, name, _rank, _text in found.known}:
        return
    if len(unsaid) == 1:
        (at,) = unsaid
        found.known = sorted([*found.known, (at, match[0].name, int(match[1] >= OURS), text)])
        found.strange.pop(at, None)
        found.headed.add(at)


def _text(cells: Sequence[object], at: int) -> str:
    cell = cells[at] if at < len(cells) else None
    return "" if cell is None else str(cell).strip()


def _spread(
    line: int, cells: Sequence[object], merged: Mapping[tuple[int, int], str] | None
) -> dict[int, str]:
    """An upper heading over every column below it: by its merged cells, else up to the next one."""
    if merged is not None and any(row == line for row, _at in merged):
        own = {at: text for at in range(len(cells)) if (text := _text(cells, at))}
        return {**{at: text for (row, at), text in merged.items() if row == line}, **own}
    found, last = {}, ""
    for at in range(len(cells)):
        last = _text(cells, at) or last
        found[at] = last
    return found


def _match(
    parts: Sequence[str], ranks: Mapping[str, tuple[Heading, int]], form: Callable[[object], str]
) -> tuple[Heading, int] | None:
    """The heading that the lowest cell of a column says, alone or with what stands above it."""
    lowest = form(parts[-1])
    if len(parts) > 1:
        joined = ranks.get("".join(form(part) for part in parts[-2:]))
        if joined is not None:
            return joined
        above = ranks.get(form(parts[-2]))
        if above is not None and above[0].below:  # what stands under it is said of it, and of nobody else
            meant = lowest in {form(one) for one in (*above[0].below, *above[0].spellings)}
            return above if meant else None
    return ranks.get(lowest)


def _head(found: _Found, headings: Sequence[Heading], exact: bool) -> Head:
    blocks: list[dict[str, int]] = [{}]
    for at, name, _rank, _text_there in found.known:
        if name in blocks[-1]:
            blocks.append({})
        blocks[-1][name] = at
    twice: list[str] = []
    unknown = list(found.unknown)
    if len(blocks) > 1 and (exact or not _side_by_side(blocks, headings)):
        blocks, twice, more = _one_of_each(found)
        unknown += more
    columns = blocks[0]
    missing = [h.spellings[0] for h in headings if h.is_lacking(columns)]
    shown = [text for _at, _name, _rank, text in found.known] + found.unknown
    several = tuple(blocks) if len(blocks) > 1 else ()
    named = tuple((name, text) for at, name, alias, text in found.known if alias and columns.get(name) == at)
    return Head(
        found.line,
        columns,
        shown,
        unknown,
        missing,
        twice,
        found.width,
        several,
        named,
        frozenset(found.words),
        tuple((text, at) for at, name, _alias, text in found.known if any(b.get(name) == at for b in blocks)),
        frozenset(found.headed),
        found.lowest,
        found.above,
    )


def _side_by_side(blocks: Sequence[dict[str, int]], headings: Sequence[Heading]) -> bool:
    """Whether each part is a table of its own: it has all that is needed, and the same columns as the first."""
    whole = not any(h.is_lacking(block) for block in blocks for h in headings)
    return whole and all(set(block) == set(blocks[0]) for block in blocks) and len(blocks[0]) > 1


def _one_of_each(found: _Found) -> tuple[list[dict[str, int]], list[str], list[str]]:
    """One column for each heading: of several the one that is spelled as ours; where none or several are, none."""
    columns: dict[str, int] = {}
    twice, unread = [], []
    for name in dict.fromkeys(name for _at, name, _rank, _text in found.known):
        same = [one for one in found.known if one[1] == name]
        nearest = [one for one in same if one[2] == min(rank for _at, _name, rank, _text in same)]
        columns[name] = nearest[0][0]
        if len(nearest) > 1 or (len(same) > 1 and nearest[0][2]):
            twice += [text for _at, _name, _rank, text in same[1:]]
        else:
            unread += [text for at, _name, _rank, text in same if at != nearest[0][0]]
    return [columns], twice, unread


class HeadWatch:
    """Knows, below a head, where it stands once more: for a printed page, for another village, in another order.

    `columns` holds for the rows that follow; `objection` says why they cannot be read where a later head lacks something.
    """

    def __init__(
        self, where: Head, headings: Sequence[Heading], part: int = 0, *, exact: bool = False
    ) -> None:
        self.where, self.headings, self.part, self.exact = where, headings, part, exact
        self._form = exact_heading if exact else plain_heading
        ours = () if exact else (spelling for one in headings for spelling in one.spellings)
        self._known = where.words | {self._form(spelling) for spelling in ours}
        self._parts = where.blocks or (where.columns,)
        self._again: list[Numbered] = []
        self.columns: Mapping[str, int] = self._parts[part]
        self.objection: Problem | None = None

    def is_head(self, line: int, cells: Sequence[object]) -> bool:
        """Whether this row says headings; rows are to be shown in order."""
        if self._says_headings(cells):
            self._again.append((line, cells))
            return True
        if self._again:
            self._settle()
        return False

    def nameless(self, cells: Sequence[object]) -> tuple[str, ...]:
        """Columns without a heading of their own that hold something in a row: by their letters, and what is over them."""
        held = (at for at in range(len(cells)) if at not in self.where.headed and _text(cells, at))
        names = ((self.where.above.get(at, ""), get_column_letter(at + 1)) for at in held)
        return tuple(BOTH.join(filter(None, name)) for name in names)

    def _says_headings(self, cells: Sequence[object]) -> bool:
        known = unknown = 0
        for at in range(len(cells)):
            text = _text(cells, at)
            if not text:
                continue
            if len(text) <= LONGEST and self._form(text) in self._known:
                known += 1
            else:
                unknown += 1
                if unknown > known + 1:  # most rows end here
                    return False
        return known > 1 and (not unknown or (known >= SURE and known > unknown))

    def _settle(self) -> None:
        rows, self._again = self._again[-HEAD_ROWS:], []
        self.objection = None
        self.columns = self._parts[self.part]
        if any(self._lowest(cells) == self.where.lowest for _line, cells in rows):
            return
        found = found_head(rows, self.headings, exact=self.exact)
        if found is None:
            return
        parts = found.blocks or (found.columns,)
        lacking = found.missing or found.twice or self._renamed(found)
        if not lacking and len(parts) == len(self._parts):
            self.columns = parts[self.part]
            return
        facts = {"line": rows[-1][0], "names": listed(lacking or ["—"])}
        self.objection = Problem("", "head_differs", facts)

    def _renamed(self, found: Head) -> list[str]:
        """Headings that we do not know where the first head had one we know: its column would be lost."""
        lost = set(self.where.columns) - set(found.columns)
        return [text for text in found.unknown if text not in self.where.unknown] if lost else []

    def _lowest(self, cells: Sequence[object]) -> dict[int, str]:
        return {at: self._form(text) for at in range(len(cells)) if (text := _text(cells, at))}
