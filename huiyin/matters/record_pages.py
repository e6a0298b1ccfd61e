"""A correction of what was recorded, as its readers see it: each field, how it stood, how it is to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language

from huiyin.matters import channels
from huiyin.matters.models import Matter, RecordCorrection
from huiyin.matters.rules import record
from huiyin.orgs.models import Unit


@dataclass(frozen=True)
class Reading:
    """One field of it."""

    label: str
    before: str
    after: str


def readings(matter: Matter, found: RecordCorrection) -> list[Reading]:
    """Each field that is, or was, wrong."""
    found.matter = matter
    was, now = found.was, found.now
    places = (
        dict(Unit.objects.filter(pk__in=_keys(was, now)).values_list("pk", "name")) if "place" in now else {}
    )
    return [
        Reading(
            str(record.FIELDS[name]),
            *(_words(matter, name, value, places) for value in (was[name], now[name])),
        )
        for name in now
    ]


def _keys(*values: Mapping[str, Any]) -> list[int]:
    return [one["place"] for one in values if one["place"] is not None]


def _words(matter: Matter, name: str, value: Any, places: Mapping[int, str]) -> str:
    match name:
        case "place":
            return places.get(value, "")
        case "received_on":
            return str(date_format(date.fromisoformat(value), "DATE_FORMAT"))
        case "channel":
            return channels.in_words(value)
        case "topic":
            found = next((one for one in matter.charter.charter.topics if one.code == value), None)
            return found.words.in_language(get_language() or "zh-hans") if found else str(value)
    return str(value)
