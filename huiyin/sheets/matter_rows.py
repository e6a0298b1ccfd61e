"""What a line of a file says of a matter: its moments, topic and place, or why it is rejected."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from hashlib import blake2b
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from huiyin.lib.moments import UnsureMomentError, moment_read
from huiyin.lib.periods import EARLIEST
from huiyin.lib.rows import has_lost_digits
from huiyin.lib.words import table
from huiyin.matters.actions import Past
from huiyin.orgs.models import Unit
from huiyin.sheets.checking import Line
from huiyin.sheets.columns import Shape
from huiyin.sheets.places import Named

MAX_ID, MAX_TOPIC, MAX_PLACE = 120, 60, 120


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
        if not text or text.lower() in table("lists")["days"]["none"]:
            return None, None
        moment, has_clock = self._read(text, "due_at")
        if moment is None:
            raise self._no_moment(_("“%(text)s” (%(column)s) is not a day or moment"), text, "due_at")
        moment = moment.astimezone(self.zone)
        if moment.date() < received_at.astimezone(self.zone).date():
            raise Rejected(_("states a latest day that lies before its receipt"))
        return moment.date(), moment.time() if has_clock else None

    def _moment(self, text: str, name: str) -> tuple[datetime | None, bool]:
        if not text or text.lower() in table("lists")["days"]["none"]:
            return None, False
        moment, has_clock = self._read(text, name)
        if moment is None:
            raise self._no_moment(_("“%(text)s” (%(column)s) is not a day or moment"), text, name)
        if moment > self.now:
            raise self._no_moment(_("“%(text)s” (%(column)s) lies in the future"), text, name)
        if moment.date() < EARLIEST:
            raise self._no_moment(_("“%(text)s” (%(column)s) lies before %(year)d"), text, name)
        return moment, has_clock

    def _read(self, text: str, name: str) -> tuple[datetime | None, bool]:
        try:
            return moment_read(text, self.zone) or (None, False)
        except UnsureMomentError as error:
            words = _(
                "“%(text)s” (%(column)s): twelve at night may be the beginning or the end of the day; please write the "
                "hour from 0 to 23"
            )
            raise self._no_moment(words, text, name) from error

    def _no_moment(self, words: str, text: str, name: str) -> Rejected:
        """The column is looked up here and not for every good row: a file has hundreds of thousands of them."""
        return Rejected(
            words % {"text": text[:40], "column": self.shape.column(name).shown, "year": EARLIEST.year}
        )
