"""What a line of a file says of a matter: its moments, topic and place, or why it is rejected."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from hashlib import blake2b
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from huiyin.lib import days
from huiyin.lib.words import table
from huiyin.matters.actions import Past
from huiyin.orgs.models import Unit
from huiyin.sheets.checking import Line
from huiyin.sheets.columns import Shape
from huiyin.sheets.places import Named
from huiyin.sheets.telephones import has_lost_digits

NOON: Final = 12
MAX_ID, MAX_TOPIC, MAX_PLACE, EARLIEST = 120, 60, 120, 1949
# Year-month-day with - / . or the Chinese characters for year, month, day; hour, minute, second likewise.
_MOMENT: Final = re.compile(
    r"(\d{4})[-/.\u5e74](\d{1,2})[-/.\u6708](\d{1,2})\u65e5?"
    r"(?:[T\s]*(\d{1,2})[:\u65f6\u70b9](\d{1,2})\u5206?(?::?(\d{1,2})\u79d2?(?:\.\d+)?)?)?",
    re.ASCII,
)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})\s?(\d{2})(\d{2})(\d{2})", re.ASCII)
_UNKNOWN: Final = {"", "-", "--", "—", "null", "none", "nan", "nat", "n/a"}


class Rejected(Exception):
    """A row is not taken; the words say why, in the reader's language."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Wanted:
    """One row that can be taken; who asked is kept of real work only."""

    line: int
    past: Past
    name: str
    phone: str
    due_on: date | None = None
    due_hour: time | None = None


@dataclass
class Reader:
    """Turns lines into matters that are wanted; remembers which external ids it has met."""

    shape: Shape
    zone: ZoneInfo
    now: datetime
    topics: Mapping[str, str] = field(default_factory=dict)
    places: Named | None = None
    met: dict[str, tuple[int, bytes]] = field(default_factory=dict)

    def wanted(self, line: Line) -> Wanted | None:
        """What the line says; None when the very same one stood further up. Raises Rejected."""
        values = line.values
        external_id = values["external_id"]
        if not external_id:
            raise Rejected(_("has no number of its own (external_id)"))
        self._fits(external_id, MAX_ID, "external_id")
        for name in ("external_id", "phone"):
            if has_lost_digits(values.get(name, "")):
                raise Rejected(
                    _(
                        "“%(text)s” (%(column)s): the spreadsheet has shortened this number and its digits are lost"
                    )
                    % {"text": values[name][:40], "column": self.shape.column(name).shown}
                )
        if self._met_before(external_id, line):
            return None
        title, body = values.get("title", ""), values.get("body", "")
        if not (title or body):
            raise Rejected(_("has neither a title nor a text"))
        received_at, _clock = self._moment(values.get("received_at", ""), "received_at")
        place, place_words = self._place(values.get("place", ""))
        topic = values.get("topic", "")
        past = Past(
            external_id=external_id,
            title=title,
            body=body,
            received_at=received_at,
            topic=self.topics.get(topic, self._fits(topic, MAX_TOPIC, "topic")),
            place=place,
            place_words=place_words,
            reply=values.get("reply", ""),
            replied_at=self._answered_at(values, received_at),
        )
        due_on, due_hour = self._printed(values.get("due_at", ""), received_at or self.now)
        return Wanted(line.line, past, values.get("name", ""), values.get("phone", ""), due_on, due_hour)

    def _fits(self, text: str, most: int, name: str) -> str:
        if len(text) > most:
            facts = {"column": self.shape.column(name).shown, "n": most}
            raise Rejected(_("%(column)s is longer than %(n)d characters") % facts)
        return text

    def _met_before(self, external_id: str, line: Line) -> bool:
        content = "\x1f".join(line.values.values())
        digest = blake2b(content.encode(), digest_size=16).digest()
        first, earlier = self.met.setdefault(external_id, (line.line, digest))
        if first == line.line:
            return False
        if earlier == digest:
            return True
        raise Rejected(
            _("has the number “%(id)s”, which stands on line %(line)s with other words")
            % {"id": external_id, "line": first}
        )

    def _place(self, words: str) -> tuple[Unit | None, str]:
        found = self.places.find(words) if words and self.places else []
        return (found[0], "") if len(found) == 1 else (None, self._fits(words, MAX_PLACE, "place"))

    def _answered_at(self, values: Mapping[str, str], received_at: datetime | None) -> datetime | None:
        replied_at, has_clock = self._moment(values.get("replied_at", ""), "replied_at")
        if replied_at is None or received_at is None or replied_at >= received_at:
            return replied_at
        if not has_clock and replied_at.date() == received_at.astimezone(self.zone).date():
            return received_at  # answered on the day it came in; the hour is not known
        raise Rejected(_("says it was answered before it was received"))

    def _printed(self, text: str, received_at: datetime) -> tuple[date | None, time | None]:
        """The latest day that an order states, and its hour if it has one; it does not lie before the receipt."""
        if text.lower() in _UNKNOWN:
            return None, None
        moment, has_clock = _read(text, self.zone) or (None, False)
        if moment is None:
            raise self._no_moment(_("“%(text)s” (%(column)s) is not a day or moment"), text, "due_at")
        moment = moment.astimezone(self.zone)
        if moment.date() < received_at.astimezone(self.zone).date():
            raise Rejected(_("states a latest day that lies before its receipt"))
        return moment.date(), moment.time() if has_clock else None

    def _moment(self, text: str, name: str) -> tuple[datetime | None, bool]:
        if text.lower() in _UNKNOWN:
            return None, False
        moment, has_clock = _read(text, self.zone) or (None, False)
        if moment is None:
            raise self._no_moment(_("“%(text)s” (%(column)s) is not a day or moment"), text, name)
        if moment > self.now:
            raise self._no_moment(_("“%(text)s” (%(column)s) lies in the future"), text, name)
        if moment.year < EARLIEST:
            raise self._no_moment(_("“%(text)s” (%(column)s) lies before %(year)d"), text, name)
        return moment, has_clock

    def _no_moment(self, words: str, text: str, name: str) -> Rejected:
        """The column is looked up here and not for every good row: a file has hundreds of thousands of them."""
        return Rejected(
            words % {"text": text[:40], "column": self.shape.column(name).shown, "year": EARLIEST}
        )


def _read(text: str, zone: ZoneInfo) -> tuple[datetime, bool] | None:
    """A moment and whether its hour was said; a moment without a zone is the county's."""
    words, half = _half_day(days.plain(text))
    try:
        found = datetime.fromisoformat(words)
        has_clock = len(words) > len("2019-01-02")
        found = found if found.tzinfo else found.replace(tzinfo=zone)
    except ValueError:
        read = _in_words(words, zone)
        if read is None:
            return None
        found, has_clock = read
    return (_in_half(found, half) if has_clock else found), has_clock


def _in_words(words: str, zone: ZoneInfo) -> tuple[datetime, bool] | None:
    shape = _MOMENT.fullmatch(words) or _COMPACT.fullmatch(words)
    if shape is None:
        return _serial(words, zone)
    year, month, day, hour, minute, second = (int(part or 0) for part in shape.groups())
    try:
        found = datetime.combine(date(year, month, day), time(hour, minute, second), tzinfo=zone)
    except ValueError:
        return None
    return found, shape[4] is not None


def _half_day(words: str) -> tuple[str, str]:
    """The words without “in the afternoon” and the like, and which of them stood there."""
    found = re.search(rf"\s*({table('lists')['days']['half']})\s*", words)
    if found is None:
        return words, ""
    return f"{words[: found.start()]} {words[found.end() :]}".strip(), found[1]


def _in_half(moment: datetime, half: str) -> datetime:
    """Three in the afternoon is fifteen, one at noon thirteen; twelve before noon is the beginning of the day."""
    known = table("lists")["days"]
    if half in known["later"] or (half == known["noon"] and moment.hour < NOON - 2):
        return moment.replace(hour=moment.hour % NOON + NOON) if moment.hour <= NOON else moment
    return moment.replace(hour=0) if half and half != known["noon"] and moment.hour == NOON else moment


def _serial(words: str, zone: ZoneInfo) -> tuple[datetime, bool] | None:
    """A moment that a spreadsheet shows as the number it keeps for it: days, and the part of the day."""
    read = days.day_read(words)
    if read is None or not read.serial:
        return None
    part = Decimal(words) % 1
    seconds = int((part * 86_400).to_integral_value())
    found = datetime.combine(read.day, time(0), tzinfo=zone) + timedelta(seconds=seconds)
    return found, bool(part)
