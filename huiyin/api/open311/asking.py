"""What a client asks a list of requests for: which, of which services, from when to when, open or closed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _

from huiyin.api.problems import Problem
from huiyin.matters.models.state import OPEN
from huiyin.orgs.models import County

SPAN: Final = timedelta(days=90)  # so says the specification
STATUSES: Final = ("open", "closed")
MOST: Final = 100
MOST_NAMED: Final = 100


@dataclass(frozen=True)
class Asked:
    """Which rows, and which page of them."""

    which: Q
    page: int
    size: int

    @property
    def rows(self) -> slice:
        """Of the whole list."""
        return slice((self.page - 1) * self.size, self.page * self.size)


def asked(query: QueryDict, county: County, at: datetime) -> Asked:
    """Numbers that are named override everything else; without days the last ninety."""
    page, size = _number(query, "page", 1, 1000), _number(query, "page_size", 50, MOST)
    if ids := _names(query, "service_request_id"):
        return Asked(Q(reference__in=ids), page, size)
    which = _between(query, county, at)
    if codes := _names(query, "service_code"):
        which &= Q(topic__in=codes)
    if statuses := _names(query, "status"):
        if not set(statuses) <= set(STATUSES):
            raise _wrong("status", _("It is open or closed."))
        if set(statuses) != set(STATUSES):
            which &= Q(state__in=OPEN) if statuses[0] == "open" else ~Q(state__in=OPEN)
    return Asked(which, page, size)


def _between(query: QueryDict, county: County, at: datetime) -> Q:
    start, end = _moment(query, "start_date", county), _moment(query, "end_date", county)
    if end is None:
        end = max(start, min(at, start + SPAN)) if start else at
    start = start or end - SPAN
    if not timedelta(0) <= end - start <= SPAN:
        raise _wrong("start_date", _("From start_date to end_date lie ninety days at most."))
    found = Q(received_at__gte=start, received_at__lte=end)
    for name, lookup in (("updated_after", "stepped_at__gte"), ("updated_before", "stepped_at__lte")):
        if (moment := _moment(query, name, county)) is not None:
            found &= Q(**{lookup: moment})
    return found


def _names(query: QueryDict, name: str) -> list[str]:
    return [one.strip() for one in query.get(name, "").split(",") if one.strip()][:MOST_NAMED]


def _number(query: QueryDict, name: str, usual: int, most: int) -> int:
    text = query.get(name, "").strip()
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= most):
        raise _wrong(name, _("It is a number from 1 to %(n)d.") % {"n": most})
    return int(text)


def _moment(query: QueryDict, name: str, county: County) -> datetime | None:
    text = query.get(name, "").strip().replace(" ", "+")  # the plus of a zone, lost on its way
    if not text:
        return None
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or not 1970 <= found.year <= 9000:
        raise _wrong(name, _("It is a moment such as 2026-03-02T10:00:00Z."))
    return found.replace(tzinfo=county.zone) if is_naive(found) else found


def _wrong(name: str, sentence: str) -> Problem:
    return Problem("invalid", f"{name}: {sentence}")


def text_of(posted: QueryDict, name: str, most: int) -> str:
    """One field of what was posted; what is too long is refused, never cut."""
    text: str = posted.get(name, "").replace("\x00", "").strip()
    if len(text) > most:
        raise _wrong(name, _("It has at most %(n)d characters.") % {"n": most})
    return text


def place_words(posted: QueryDict) -> str:
    """An address in words, or the position as it was sent."""
    words = text_of(posted, "address_string", 120)
    position = [_degrees(posted, name, most) for name, most in (("lat", 90), ("long", 180))]
    if None in position:
        if position != [None, None]:
            raise _wrong("lat", _("A position has both lat and long."))
        return words
    return words or f"{position[0]}, {position[1]}"


def _degrees(posted: QueryDict, name: str, most: int) -> Any:
    text = text_of(posted, name, 30)
    if not text:
        return None
    try:
        degrees = float(text)
    except ValueError:
        degrees = float("nan")
    if not -most <= degrees <= most:
        raise _wrong(name, _("It is a number of degrees."))
    return text
