"""A charter: the institution as data, with every clock, figure and word that its rules rest on."""

import hashlib
import math
import os
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from huiyin.lib.charter_check import problems
from huiyin.lib.charter_floors import FOLDER, Floor, floors
from huiyin.lib.charter_parts import QUOTA, Clock, Duty, Figure, Group, Named, Outcome, Profile, Role, Topic
from huiyin.lib.charter_saying import Problem
from huiyin.lib.charter_shape import HOUSE_CLOCKS, LISTS, PROFILE_SAYS, PROFILES, REQUIRED_CLOCKS
from huiyin.lib.charter_whole import SUPPLIED, whole
from huiyin.lib.words import Words

__all__ = [
    "BASE", "Charter", "CharterError", "Clock", "Duty", "Figure", "Floor", "Group", "Named", "Outcome", "Problem", "Profile",
    "Role", "Topic", "Words", "floors", "load", "made_whole", "parse", "problems", "shipped",
    "shipped_list",
]  # fmt: skip

LOCAL: Final = "local"  # the source of what rests on the county's own rules
DEFAULT_PROFILE: Final = REQUIRED_CLOCKS[0]
BASE: Final = "direct-contact"


class CharterError(ValueError):
    """A text is no charter that may be adopted; `problems` says why, line by line."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__("\n".join(f"line {one.line}: {one.where} {one.sentence_en}" for one in found))
        self.problems = tuple(found)


_Coded = TypeVar("_Coded", Topic, Group, Outcome, Named, Duty)


@dataclass(frozen=True)
class Charter:
    """One version of an institution's rules, as adopted; `text` is the file it was read from.

    One that is `pinned` was made whole when it was adopted: a clock that it does not name does not run, whatever the
    shipped one has learned since (I-13).
    """

    slug: str
    version: str
    effective_from: date
    time_zone: str
    local_basis: str
    title: Words
    profiles: Mapping[str, Profile]
    clocks: Mapping[str, Clock]
    figures: Mapping[str, Figure]
    topics: tuple[Topic, ...]
    groups: tuple[Group, ...]
    outcomes: tuple[Outcome, ...]
    roles: tuple[Role, ...]
    lists: Mapping[str, tuple[Named, ...]]
    own_duties: tuple[Duty, ...] | None
    text: str
    pinned: bool = False

    @property
    def sha256(self) -> str:
        """The fingerprint of the text, in 64 hex digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def profile(self, code: str) -> Profile:
        """A kind of procedure; the shipped one if this charter leaves it out. KeyError if there is no such kind."""
        return self.profiles.get(code) or base().profiles[code]

    def clock_or_none(self, name: str, profile: str = DEFAULT_PROFILE) -> Clock | None:
        """The same clock; None where no such clock runs for this profile."""
        try:
            return self.clock(name, profile)
        except KeyError:
            return None

    def clock(self, name: str, profile: str = DEFAULT_PROFILE) -> Clock:
        """A clock by its whole name, such as `petition.notify`, or by its bare name for a matter of this profile.

        A bare name is looked up in the sections of the profile, then, if it is a clock of the house itself, among those
        of contact matters. KeyError: no such clock runs for this profile.
        """
        places = [name]
        if "." not in name:
            places = [f"{section}.{name}" for section in PROFILES[profile]]
            if name in HOUSE_CLOCKS:
                places.append(f"{DEFAULT_PROFILE}.{name}")
        found = next((self.clocks[place] for place in places if place in self.clocks), None)
        if found is None and not self.pinned:
            found = next((base().clocks[place] for place in places if place in base().clocks), None)
        if found is None:
            raise KeyError(name)
        return found

    def outcomes_of(self, profile: str) -> tuple[Outcome, ...]:
        """How a matter of this profile may end, in the order in which the charter offers it."""
        codes = self.profile(profile).outcomes
        if codes:
            return tuple(self.outcome(code) for code in codes)
        return tuple(outcome for outcome in self.outcomes if not outcome.supplied)

    def counted_as(self, line: str) -> frozenset[str]:
        """The outcomes that count in this line of the work summary: its own, and the shipped ones that it leaves out."""
        said = {outcome.code: outcome.counts_as for outcome in (*base().outcomes, *self.outcomes)}
        return frozenset(code for code, counts_as in said.items() if counts_as == line)

    def figure(self, dotted: str) -> Figure:
        """A figure such as `contact.households_min`; one that this charter leaves out is the shipped one. KeyError."""
        found = self.figures.get(dotted)
        return found if found is not None else base().figures[dotted]

    def listed(self, name: str) -> tuple[Named, ...]:
        """A plain list such as `form`, `purpose`, `means`, `help_field` or `source_org`; the shipped one if left out."""
        found = self.lists.get(name)
        return found if found is not None else base().lists[name]

    def named(self, name: str, code: str) -> Named:
        """KeyError if the list has no such entry."""
        return _by_code(self.listed(name), code)

    @property
    def duties(self) -> tuple[Duty, ...]:
        """What each post owes, in the order of the file; the shipped ones if the whole section is left out."""
        return self.own_duties if self.own_duties is not None else base().duties

    def duty(self, code: str) -> Duty:
        """KeyError if there is no such duty."""
        return _by_code(self.duties, code)

    def asked(self, duty: Duty) -> int:
        """How many of what counts a duty asks for in its period."""
        if not duty.figure:
            return duty.n
        if duty.is_quota:
            return self.least_households(duty.figure.removeprefix(QUOTA).removesuffix("_min"))
        return int(self.figure(duty.figure).value)

    def least_households(self, level: str) -> int:
        """How many contact households an official keeps whose highest post stands at this level ("": at none).

        The general least holds for everybody; the figure of a level can only ask for more.
        """
        general = int(self.figure("contact.households_min").value)
        return max(general, int(self.figure(f"{QUOTA}{level}_min").value)) if level else general

    def reopened_handle(self, profile: str = DEFAULT_PROFILE) -> Clock:
        """The handling clock of a reopened matter: a share of the first one, but not less than the least."""
        first, least = self.clock("handle", profile), self.clock("handle_reopened_min")
        n = math.ceil(first.n * self.figure("reopening.handle_share").value)
        # Days of two kinds cannot be compared, so the least holds only in its own unit.
        n = max(n, least.n) if first.unit == least.unit else n
        name = f"{profile}.handle_reopened"
        return replace(least, name=name, n=max(n, 1), unit=first.unit, words=first.words)

    def topic(self, code: str) -> Topic:
        """KeyError if there is no such topic."""
        return _by_code(self.topics, code)

    def group(self, code: str) -> Group:
        """KeyError if there is no such group."""
        return _by_code(self.groups, code)

    def counted_group(self, named: Collection[str]) -> str:
        """The one group in which a household counts: of several that it names the narrowest, in the order of the charter.

        So naming more of them adds nothing to what is counted, and naming nearly all of them says nothing. Empty where it
        names none, or so many.
        """
        if len(set(named)) > int(self.figure("breadth.groups_most").value):
            return ""
        known = sorted(self.groups, key=lambda group: (group.is_none, group.is_wide))
        first = next((group.code for group in known if group.code in named), "")
        return first or next(iter(named), "")

    @property
    def none_group(self) -> str:
        """Where a household counts that says that none of the groups fits; empty where the charter leaves that open."""
        return next((group.code for group in self.groups if group.is_none), "")

    def outcome(self, code: str) -> Outcome:
        """An outcome; the shipped one if this charter leaves it out. KeyError if there is no such outcome."""
        own = {outcome.code for outcome in self.outcomes}
        return _by_code(self.outcomes if code in own else base().outcomes, code)


def load(path: str | os.PathLike[str]) -> Charter:
    """Read a charter file. CharterError lists what is wrong with it; OSError if it cannot be read."""
    return parse(Path(path).read_text(encoding="utf-8"))


def parse(text: str) -> Charter:
    """Read a charter. CharterError lists what is wrong with it."""
    if found := problems(text):
        raise CharterError(found)
    raw = tomllib.loads(text)
    return Charter(
        slug=raw["slug"],
        version=raw["version"],
        effective_from=raw["effective_from"],
        time_zone=raw["time_zone"],
        local_basis=raw.get("local_basis", ""),
        title=_words(raw["title"]),
        profiles={code: _profile(code, entry) for code, entry in raw["profile"].items()},
        clocks=_clocks(raw["clock"], raw.get("local_basis", "")),
        figures=_figures(raw["figure"], raw.get("local_basis", "")),
        topics=tuple(
            Topic(code, entry.get("parent", ""), _words(entry), entry.get("duty", ""))
            for code, entry in raw["topic"].items()
        ),
        groups=tuple(_group(code, entry) for code, entry in raw["group"].items()),
        outcomes=tuple(
            Outcome(
                code,
                _words(entry),
                entry["counts_as"],
                frozenset(entry["needs"]),
                entry.get(SUPPLIED, False),
            )
            for code, entry in raw["outcome"].items()
        ),
        roles=tuple(
            Role(code, _words(entry), entry["min"], entry.get("max")) for code, entry in raw["role"].items()
        ),
        lists={
            name: tuple(
                Named(code, _words(entry), **{key: entry[key] for key in LISTS[name] if key in entry})
                for code, entry in raw[name].items()
            )
            for name in LISTS
            if name in raw
        },
        own_duties=_duties(raw["duty"]) if "duty" in raw else None,
        text=text,
    )


def _duties(raw: dict[str, Any]) -> tuple[Duty, ...]:
    return tuple(
        Duty(
            code=code,
            words=_words(entry),
            per=entry["per"],
            each=entry["each"],
            counts=tuple(entry["counts"]),
            who=entry["who"],
            source=entry["source"],
            n=entry.get("n", 0),
            figure=entry.get("figure", ""),
            kinds=tuple(entry.get("kinds", ())),
            level=entry.get("level", ""),
        )
        for code, entry in raw.items()
    )


@cache
def base() -> Charter:
    """The shipped institution, which stands in where a county's charter says nothing."""
    return load(shipped()[BASE])


def shipped_list(name: str) -> tuple[Named, ...]:
    """A plain list of the shipped institution, for words that no adopted charter is at hand for."""
    return base().lists[name]


def made_whole(text: str) -> str:
    """The text with whatever it leaves out as it is shipped today, so that no later release changes it."""
    return whole(text, base().text)


def shipped() -> dict[str, Path]:
    """The charters that come with the program, by slug."""
    found = {}
    for path in sorted(FOLDER.glob("*.toml")):
        slug = tomllib.loads(path.read_text(encoding="utf-8")).get("slug")
        if slug:  # floors and other data stand in the same folder
            found[str(slug)] = path
    return found


def _profile(code: str, raw: dict[str, Any]) -> Profile:
    return Profile(
        code=code,
        words=_words(raw),
        outcomes=tuple(raw.get("outcomes", ())),
        **{key: raw[key] for key in PROFILE_SAYS if key in raw},
    )


def _source(rule: dict[str, Any], basis: str) -> str:
    """Where a rule comes from; what rests on the county's own rules names them, once the county has said which."""
    source: str = rule["source"]
    return basis if source == LOCAL and basis else source


def _group(code: str, entry: dict[str, Any]) -> Group:
    marks = (entry.get(mark, False) for mark in ("via_guardian", "wide", "none"))
    return Group(code, _words(entry), *marks)


def _clocks(raw: dict[str, Any], basis: str) -> dict[str, Clock]:
    return {
        f"{profile}.{name}": Clock(
            name=f"{profile}.{name}",
            n=clock["n"],
            unit=clock["unit"],
            runs_from=clock["from"],
            source=_source(clock, basis),
            words=_words(clock),
            floor=floors().get(f"clock.{profile}.{name}"),
            times=clock.get("times"),
        )
        for profile, clocks in raw.items()
        for name, clock in clocks.items()
    }


def _figures(raw: dict[str, Any], basis: str) -> dict[str, Figure]:
    return {
        f"{part}.{name}": Figure(
            name=f"{part}.{name}",
            value=figure["value"],
            source=_source(figure, basis),
            words=_words(figure),
            floor=floors().get(f"figure.{part}.{name}"),
        )
        for part, figures in raw.items()
        for name, figure in figures.items()
    }


def _words(raw: dict[str, str]) -> Words:
    return Words(raw["zh_Hans"], raw["en"])


def _by_code(things: tuple[_Coded, ...], code: str) -> _Coded:
    for thing in things:
        if thing.code == code:
            return thing
    raise KeyError(code)
