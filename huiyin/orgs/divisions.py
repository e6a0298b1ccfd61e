"""Taking in the lists of divisions: each row looked at, then all of them in one statement, as often as one likes."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils.translation import gettext as _

from huiyin.orgs.division_files import Row
from huiyin.orgs.models import Division

Progress = Callable[[int], None]
LEVELS = tuple(Division.Level)
LONGEST = 60
UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")  # signs that steer a screen, and halves of a character
PRIVATE = "Co"

TAKEN = "CREATE TEMPORARY TABLE divisions_taken (code varchar(12), name varchar(60), level smallint) ON COMMIT DROP"
# What stands there under the same name is left alone; nothing is ever taken away.
COUNT = """SELECT count(*) FILTER (WHERE d.code IS NULL), count(*) FILTER (WHERE d.name <> t.name), count(*)
    FROM divisions_taken t LEFT JOIN orgs_division d USING (code)"""
WRITE = """INSERT INTO orgs_division (code, name, level) SELECT code, name, level FROM divisions_taken
    ON CONFLICT (code) DO UPDATE SET name = EXCLUDED.name WHERE orgs_division.name <> EXCLUDED.name"""


@dataclass(frozen=True)
class Bad:
    """A row that cannot stand, and why."""

    row: Row
    reason: str


@dataclass
class Loaded:
    """What became of the rows; `kept` says whether any of it was written. Odd ones are taken, and told: see `is_odd`."""

    bad: list[Bad] = field(default_factory=list)
    odd: list[Row] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    kept: bool = False

    @property
    def rows(self) -> int:
        """All that were read."""
        return self.new + self.changed + self.same + len(self.bad)


@transaction.atomic
def load(rows: Iterable[Row], *, keep_good: bool = False, progress: Progress = lambda _n: None) -> Loaded:
    """Take the rows in, parents first. With bad ones among them nothing is written, unless the good ones are to be kept.

    `gone` counts divisions that stand here and not among the rows: they stay, since units may have been chosen by them.
    """
    loaded = Loaded()
    above = set(Division.objects.filter(level__lt=LEVELS[-1]).values_list("code", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS divisions_taken")
        cursor.execute(TAKEN)
        with cursor.copy("COPY divisions_taken (code, name, level) FROM STDIN") as copy:
            for row in _sound(rows, above, loaded, progress):
                copy.write_row((row.code, row.name, len(row.code)))
        cursor.execute(COUNT)
        loaded.new, loaded.changed, every = cursor.fetchone()
        loaded.same = every - loaded.new - loaded.changed
        loaded.gone = Division.objects.count() - loaded.changed - loaded.same
        loaded.kept = keep_good or not loaded.bad
        if loaded.kept:
            cursor.execute(WRITE)
            cursor.execute("DROP TABLE divisions_taken")
    return loaded


def _sound(rows: Iterable[Row], above: set[str], loaded: Loaded, progress: Progress) -> Iterator[Row]:
    """The good rows; the others are noted with their reasons. While they are copied nothing else may be asked."""
    seen: set[str] = set()
    for number, raw in enumerate(rows, 1):
        row = Row(raw.file, raw.line, raw.code.strip(), " ".join(raw.name.split()))
        if reason := _objection(row, seen, above):
            loaded.bad.append(Bad(row, reason))
        else:
            seen.add(row.code)
            above.add(row.code)
            if is_odd(row.name):
                loaded.odd.append(row)
            yield row
        progress(number)


def is_odd(name: str) -> bool:
    """Whether it holds a rare character that has no number of its own yet, so that few screens show it."""
    return not name.isascii() and any(unicodedata.category(sign) == PRIVATE for sign in name)


def _objection(row: Row, seen: set[str], above: set[str]) -> str | None:
    code, name = row.code, row.name
    if not (code.isascii() and code.isdecimal() and len(code) in LEVELS):
        return _("a code has 2, 4, 6, 9 or 12 digits: “%(code)s”") % {"code": code[:40]}
    if code in seen:
        return _("the code %(code)s stood further up already") % {"code": code}
    if not name or any(unicodedata.category(sign) in UNSEEN for sign in name):
        return _("%(code)s has no name that can be read") % {"code": code}
    if len(name) > LONGEST:
        return _("the name of %(code)s has more than %(n)d characters") % {"code": code, "n": LONGEST}
    over = code[: max((level for level in LEVELS if level < len(code)), default=0)]
    if over and over not in above:
        return _("%(code)s lies in %(above)s, which is not there") % {"code": code, "above": over}
    return None
