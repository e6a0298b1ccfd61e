"""The holidays of a year as the notice gives them: what it means in words, what would move, and letting it hold."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby, islice

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.lib.holidays import Notice, read, told_day
from huiyin.lib.refusal import Beside, Refused
from huiyin.lib.words import sentences
from huiyin.lib.workdays import Announced, Calendar
from huiyin.orgs.calendar import FOLLOWERS, adopt_year, calendar, local_day, trying
from huiyin.orgs.models import AnnouncedYear, County, Official
from huiyin.receptions.models import ReceptionSession

MOST_WRONG, MOST_MOVES, MOST_SESSIONS = 20, 30, 20  # lines that a page shows
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Festival:
    """Some days off together: for what, from when to when, how many days in a row nobody works, weekends included."""

    name: str
    days: str
    in_a_row: int


@dataclass(frozen=True)
class Move:
    """How many open dates would move from one day to another."""

    before: date
    now: date
    n: int


@dataclass
class Preview:
    """What a notice means, what it changes in the calendar in use, and which dates and sessions it concerns."""

    notice: Notice
    announced: Announced
    mark: str
    festivals: list[Festival]
    worked: list[str]
    working_days: int
    otherwise: list[str]
    moves: list[Move]
    sessions: list[ReceptionSession] = field(default_factory=list)

    @property
    def n_moved(self) -> int:
        """How many dates."""
        return sum(one.n for one in self.moves)

    @property
    def first_moves(self) -> list[Move]:
        """Those that the page shows."""
        return self.moves[:MOST_MOVES]

    @property
    def more_moves(self) -> int:
        """How many dates the page only counts."""
        return sum(one.n for one in self.moves[MOST_MOVES:])


def language() -> str:
    """Of the page."""
    return get_language() or "zh-hans"


def read_notice(text: str, year: int) -> Notice:
    """What a text says of a year."""
    return read(text, year, calendar())


def wrong(notice: Notice) -> list[str]:
    """What cannot be right in it, line by line, in the language of the page."""
    said = [one.said(language()) for one in notice.wrong[:MOST_WRONG]]
    more = len(notice.wrong) - MOST_WRONG
    return [*said, _("And %(n)d more of the kind.") % {"n": more}] if more > 0 else said


def preview(notice: Notice, source: str, at: datetime, by: Official) -> Preview:
    """What would be if it held."""
    announced, now = notice.announced(source), calendar()
    then = now.with_year(announced)
    today = local_day(at, by.county)
    days = list(_days_of(notice))
    return Preview(
        notice,
        announced,
        _mark(announced, by.county),
        list(_festivals(notice, then)),
        [told_day(day, language()) for day in sorted(notice.work)],
        then.between(date(notice.year - 1, 12, 31), date(notice.year, 12, 31)),
        list(_otherwise(days, now, then)) if now.is_final(notice.year) else [],
        _moves(then),
        [one for one in _sessions(notice, today) if not then.is_working(one.planned_on)][:MOST_SESSIONS],
    )


def _mark(announced: Announced, county: County) -> str:
    """The same for the same days and words in every process; another once the county has entered something else."""
    off = sorted((str(day), str(words)) for day, words in announced.off.items())
    said = [announced.year, announced.source, off, sorted(map(str, announced.work)), county.notices]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _days_of(notice: Notice) -> Iterator[date]:
    """Of the year, and what the notice says of the one before."""
    yield from sorted(day for day in (*notice.off, *notice.work) if day.year < notice.year)
    first = date(notice.year, 1, 1)
    yield from (first + timedelta(days=n) for n in range((date(notice.year + 1, 1, 1) - first).days))


def _festivals(notice: Notice, then: Calendar) -> Iterator[Festival]:
    for name, days in groupby(sorted(notice.off), key=lambda day: notice.off[day][0]):
        span = list(days)
        first, last = told_day(span[0], language()), told_day(span[-1], language())
        said = _("%(first)s to %(last)s") % {"first": first, "last": last} if len(span) > 1 else first
        yield Festival(name, said, _row(span, then))


def _row(span: list[date], then: Calendar) -> int:
    first, last = span[0], span[-1]
    while not then.is_working(first - _ONE_DAY):
        first -= _ONE_DAY
    while not then.is_working(last + _ONE_DAY):
        last += _ONE_DAY
    return (last - first).days + 1


def _otherwise(days: list[date], now: Calendar, then: Calendar) -> Iterator[str]:
    for day in days:
        if now.is_working(day) != then.is_working(day):
            words = (
                _("%(day)s: worked from now on") if then.is_working(day) else _("%(day)s: off from now on")
            )
            yield words % {"day": told_day(day, language())}


def _moves(then: Calendar) -> list[Move]:
    """By day, of all rooms together; who or what it is about is neither read nor said."""
    with trying(then):
        found = Counter(move for moving in FOLLOWERS for move in moving())
    return [Move(before, now, n) for (before, now), n in sorted(found.items())]


def _sessions(notice: Notice, today: date) -> Iterator[ReceptionSession]:
    """Reception days still to come on days that the notice names; they are public."""
    named = sorted(day for day in notice.off if day >= today)
    coming = ReceptionSession.objects.taking_place().filter(planned_on__in=named)
    yield from islice(coming.select_related("office").soonest_first(), MOST_SESSIONS)


def entered(year: int) -> AnnouncedYear | None:
    """What this county entered last of a year."""
    return AnnouncedYear.objects.filter(year=year).first()


def title_for(year: int) -> str:
    """What the State Council calls its notice of a year."""
    return str(sentences("holidays", "zh-hans")["title"]).format(year=year)


def adopt(
    *, notice: Notice, source: str, is_read: bool, seen: str, shown: Preview, by: Official, at: datetime
) -> AnnouncedYear:
    """Let it hold from now on. `seen` is the mark of what stood on the page that was sent, `shown` what there is to see."""
    now = calendar()
    then = now.with_year(shown.announced)
    same = all(now.is_working(day) == then.is_working(day) for day in _days_of(notice))
    if same and now.is_final(notice.year):
        raise Refused(Beside("text", _("This is what the calendar of that year says already.")))
    if not is_read or seen != shown.mark:
        raise Refused(Beside("is_read", _("Please look first at what it means, then say so.")))
    return adopt_year(announced=shown.announced, by=by.key, at=at)
