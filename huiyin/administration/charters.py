"""Charters as a person reads them: periods, figures and lists with their sources, and adopting one."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from huiyin.lib.charter import Charter, made_whole, parse, problems
from huiyin.lib.charter_parts import Clock, Figure
from huiyin.lib.charter_shape import PROFILES
from huiyin.lib.charter_whole import WrittenInBraces
from huiyin.lib.refusal import Beside, Refused
from huiyin.lib.words import Words, is_chinese
from huiyin.orgs.actions import adopt_charter
from huiyin.orgs.calendar import local_day, start_of
from huiyin.orgs.charter import DESIGN, is_gone_by, source_words
from huiyin.orgs.models import AdoptedCharter, County, Official

MOST_WRONG = 10  # more mistakes than that nobody mends at once


@dataclass(frozen=True)
class Row:
    """One rule: by which name the charter knows it, what it is about, what it says, where it comes from."""

    key: str
    about: str
    says: str
    source: str


def adopted_by(by: Official) -> QuerySet[AdoptedCharter]:
    """The versions of this county, the newest first; for administrators."""
    versions = AdoptedCharter.objects.order_by("-effective_at", "-pk")
    return versions if by.administers else versions.none()


def said(words: Words) -> str:
    """In the language of the page."""
    return words.in_language(get_language() or "zh-hans")


def periods(charter: Charter) -> list[Row]:
    """Every clock, by the procedure it belongs to."""
    return [
        Row(clock.name, _about(charter, clock), _length(clock), _source(clock))
        for clock in charter.clocks.values()
    ]


def _about(charter: Charter, clock: Clock) -> str:
    """With the procedure whose own section it stands in, if it is one's."""
    section = clock.name.partition(".")[0]
    code = next((code for code, sections in PROFILES.items() if sections[0] == section), None)
    return f"{said(charter.profile(code).words)} · {said(clock.words)}" if code else said(clock.words)


def _length(clock: Clock) -> str:
    if clock.unit == "wd":
        return ngettext("%(n)d working day", "%(n)d working days", clock.n) % {"n": clock.n}
    return ngettext("%(n)d day", "%(n)d days", clock.n) % {"n": clock.n}


def _source(rule: Clock | Figure) -> str:
    return _("decided here") if rule.source == DESIGN else source_words(rule.source)


def figures(charter: Charter) -> list[Row]:
    """Every figure."""
    return [
        Row(one.name, said(one.words), f"{one.value:g}", _source(one)) for one in charter.figures.values()
    ]


def lists(charter: Charter) -> list[Row]:
    """Topics, groups, outcomes, and the plain lists, each in a line."""
    named: Iterable[tuple[str, Iterable[str]]] = (
        (_("Topics"), (said(one.words) for one in charter.topics)),
        (_("Groups of residents"), (said(one.words) for one in charter.groups)),
        (_("Ways in which a matter ends"), (said(one.words) for one in charter.outcomes)),
        (_("Forms of contact"), (said(one.words) for one in charter.listed("form"))),
        (_("Duties"), (said(one.words) for one in charter.duties)),
    )
    comma = pgettext("between parts of a spoken list", "; ")
    return [Row(about, about, comma.join(words), "") for about, words in named]


def wrong(text: str) -> list[str]:
    """What keeps a text from being adopted, line by line, in the language of the page."""
    is_zh = is_chinese(get_language() or "zh-hans")
    try:
        found = problems(text)
    except RecursionError:
        return [_("Brackets stand in brackets too often in this text.")]
    if found:
        return [
            _("Line %(n)d: %(what)s") % {"n": one.line, "what": one.sentence_zh if is_zh else one.sentence_en}
            for one in found[:MOST_WRONG]
        ]
    return [str(words) for words in _against_keeping(text)]


def _against_keeping(text: str) -> Iterator[str]:
    """A text without mistakes may still not be kept: what it leaves out finds no place, or its name is too long."""
    try:
        charter = parse(made_whole(text))
    except WrittenInBraces:
        yield _("Please write each section under a heading of its own, not in braces.")
        return
    for column in ("slug", "version"):
        most = int(AdoptedCharter._meta.get_field(column).max_length or 0)  # type: ignore[union-attr]  # of words
        if len(getattr(charter, column)) > most:
            yield _("“%(name)s” has at most %(n)d characters.") % {"name": column, "n": most}
    if "\0" in _all_words(tomllib.loads(text)):
        yield _("The text has a character in it that cannot be kept (\\u0000).")


def _all_words(value: Any) -> str:
    if isinstance(value, dict):
        return "".join(map(_all_words, [*value, *value.values()]))
    return "".join(map(_all_words, value)) if isinstance(value, list) else str(value)


def beginning(effective_on: date, county: County, at: datetime) -> datetime:
    """When a version holds that is adopted now for a day: from its first moment on, today from now on.

    One of today takes the place of another that was adopted today, from its first moment, as long as nothing goes by that
    one: no date hangs on it, and what was received earlier in the day goes by the new one too.
    """
    today, begins = local_day(at, county), max(start_of(effective_on, county), at)
    live = AdoptedCharter.objects.in_force(at).first() if effective_on == today else None
    is_of_today = live is not None and local_day(live.adopted_at, county) == today
    return live.effective_at if live is not None and is_of_today and not is_gone_by(live) else begins


def first_day(live: AdoptedCharter, county: County, at: datetime) -> date:
    """The day that is proposed for a new version: today while nothing goes by the one in force, else tomorrow."""
    today = local_day(at, county)
    return today + timedelta(days=1) if is_gone_by(live) else today


def adopt(
    *, text: str, effective_on: date, is_read: bool, seen: str, shown: str, by: Official, at: datetime
) -> AdoptedCharter:
    """Put a new version in force from a day on, never backwards: what has come in keeps the version it came in under.

    `seen` is the mark of the changes that stood on the page that was sent, `shown` of those that there are.
    """
    today = local_day(at, by.county)
    if effective_on < today:
        raise Refused(Beside("effective_on", _("A charter holds from today on at the earliest.")))
    if AdoptedCharter.objects.filter(version=parse(text).version).exists():
        raise Refused(
            Beside(
                "text", _("This version was adopted already; please give the new text a version of its own.")
            )
        )
    if not is_read or seen != shown:
        raise Refused(Beside("is_read", _("Please read first what changes, then say so.")))
    return adopt_charter(text=text, effective_at=beginning(effective_on, by.county, at), by=by.key, at=at)
