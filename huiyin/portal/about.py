"""The page that explains the programme: its days come from the charter, its numbers from the units."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.lib.charter import Charter
from huiyin.lib.refusal import Refused
from huiyin.matters import process_map
from huiyin.matters.dates import length
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import PublicRequest
from huiyin.orgs.models import Unit
from huiyin.people.consent import consent_words

PAGES_OF_A4, COLUMNS_ON_A3 = 5, 2  # over which the drawing is laid out, so that it can be read


@dataclass(frozen=True)
class Step:
    """One step of a matter, and how long it may take."""

    words: str
    length: str


def about_page(request: PublicRequest) -> dict[str, Any]:
    """Everything the page says that is not the same everywhere."""
    language = get_language() or "zh-hans"
    charter = _in_force(request)
    words = consent_words()
    desks = Unit.objects.valid_on(local_day(request.at, request.county)).filter(
        kind__in=[Unit.Kind.COUNTY, Unit.Kind.TOWNSHIP, Unit.Kind.STREET]
    )
    return {
        "county": request.county,
        "charter": charter,
        "title": charter.title.in_language(language) if charter else "",
        "steps": steps(charter) if charter else [],
        "desks": list(desks.in_tree_order()),
        "consent": words.zh_hans if language.startswith("zh") else words.en,
        "consent_version": words.version,
    }


def process_page(request: PublicRequest) -> dict[str, Any]:
    """The process map by the charter in force; nothing is drawn before one is."""
    charter = _in_force(request)
    if charter is None:
        return {"county": request.county}
    drawing, large = process_map.poster(charter), request.GET.get("paper") == "a3"
    return {
        "county": request.county,
        "map": drawing,
        "states": process_map.spoken(drawing),
        "title": charter.title.in_language(get_language() or "zh-hans"),
        "version": charter.version,
        "large": large,
        "parts": drawing.parts(COLUMNS_ON_A3 if large else PAGES_OF_A4),
    }


def _in_force(request: PublicRequest) -> Charter | None:
    try:
        return charter_of(request.at)
    except Refused:
        return None


def steps(charter: Charter) -> list[Step]:
    """The life of a matter with its days."""
    sentences = {
        "triage": _("We read what you told us, counted from the day it came in"),
        "route": _(
            "It is passed to the unit that can do something about it, counted from the day it came in"
        ),
        "sign": _("That unit takes it over and names who handles it"),
        "first_contact": _("Work on it begins"),
        "handle": _("You have the answer, counted from the day it came in"),
        "rating": _("You can rate the answer before the matter is closed; rating later is possible too"),
        "reopen": _("You can have it taken up again once, counted from the day the answer reached you"),
    }
    return [
        Step(words, length(clock.n, clock.unit))
        for name, words in sentences.items()
        if (clock := charter.clock_or_none(name))
    ]
