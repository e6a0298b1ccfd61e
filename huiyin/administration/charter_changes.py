"""What two versions of a charter differ in, to the last entry: whoever adopts one has read all of it."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, gettext_lazy

from huiyin.administration import charters
from huiyin.lib.charter import Charter, made_whole, parse
from huiyin.lib.words import is_chinese
from huiyin.orgs.charter import charter_at
from huiyin.orgs.models import AdoptedCharter, County
from huiyin.ui.listing import in_line

BASIS = gettext_lazy("Local basis of the periods")
IN_WORDS = ("n", "unit", "value")  # of a clock, of a figure: what a row in words already says


@dataclass(frozen=True)
class Change:
    """What one rule said before and says now; empty where it is new or gone."""

    about: str
    before: str
    now: str


@dataclass(frozen=True)
class Leaf:
    """One entry of the text: what it is about, in words where the text has some, and what it says."""

    about: str
    says: str


@dataclass(frozen=True)
class Compared:
    """Against which version, what is otherwise, and by what the form knows that this and nothing else was shown."""

    before: AdoptedCharter
    changes: list[Change]
    mark: str


def changes(before: Charter, now: Charter) -> list[Change]:
    """Periods and figures in words, then every other entry that is new, gone or otherwise; the version itself is not."""
    found, told = [], set()
    for part in (charters.periods, charters.figures):
        old, new = ({row.key: row for row in part(one)} for one in (before, now))
        for key in dict.fromkeys([*new, *old]):
            was, is_now = old.get(key), new.get(key)
            if (was and was.says) != (is_now and is_now.says):
                about = (is_now or old[key]).about
                found.append(Change(about, was.says if was else "", is_now.says if is_now else ""))
                told |= {f"clock.{key}.{name}" for name in IN_WORDS} | {f"figure.{key}.value"}
    left, right = (dict(_leaves(tomllib.loads(one.text))) for one in (before, now))
    for key in dict.fromkeys([*right, *left]):
        was_said, says = left.get(key), right.get(key)
        if key not in told and (was_said and was_said.says) != (says and says.says):
            about = (says or left[key]).about
            found.append(Change(about, was_said.says if was_said else "", says.says if says else ""))
    return found


def _leaves(entry: Mapping[str, Any], at: str = "", words: str = "") -> Iterator[tuple[str, Leaf]]:
    """Everything the text says, by its place; with the words of the entry it stands in."""
    words = str(entry.get("zh_Hans" if is_chinese(get_language() or "zh-hans") else "en", "")) or words
    for name, value in entry.items():
        place = f"{at}.{name}" if at else name
        if isinstance(value, Mapping):
            yield from _leaves(value, place, words)
        elif place != "version":
            about = BASIS if place == "local_basis" else f"{words} ({place})" if words else place
            yield place, Leaf(str(about), _said(value))


def _said(value: Any) -> str:
    return in_line(map(_said, value)) if isinstance(value, list) else str(value)


def compared(text: str, effective_on: date, county: County, at: datetime) -> Compared:
    """What a text that can be adopted says otherwise than what holds when it begins, what it leaves out included."""
    before = charter_at(charters.beginning(effective_on, county, at))
    mark = hashlib.sha256(f"{before.sha256}:{text}".encode()).hexdigest()
    return Compared(before, changes(before.charter, parse(made_whole(text))), mark)
