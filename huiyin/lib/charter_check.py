"""Says what is wrong with a charter, line by line and in both languages, the legal floors included."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from huiyin.lib.charter_duty_check import OF_A_DUTY, DutyCheck
from huiyin.lib.charter_floors import floors
from huiyin.lib.charter_saying import Problem, shipped_codes
from huiyin.lib.charter_shape import (
    CLOCKS,
    COUNTS_AS,
    DUTIES,
    FIGURES,
    FORMAT,
    LISTS,
    MOMENTS,
    NEEDS,
    ONCE,
    OPTIONAL_CLOCKS,
    OPTIONAL_FIGURES,
    ORDERED,
    PROFILE_SAYS,
    PROFILES,
    REQUIRED_CLOCKS,
    ROLES,
    TOP,
    UNITS,
    Shape,
)  # fmt: skip
from huiyin.lib.charter_whole import SUPPLIED
from huiyin.lib.toml_lines import Lines
from huiyin.lib.words import LANGUAGES, listed, sentences

_CODE: Final = re.compile(r"[a-z][a-z0-9_]*")
_TOML_MISTAKES: Final = (
    ("toml_duplicate", "overwrite|twice|mutate|add to immutable"),
    ("toml_string", 'terminat|Illegal character|Expected "\'"|Unescaped'),
    ("toml_equals", "Expected '='"),
    ("toml_value", "Invalid value|Expected newline or end of document"),
)


def problems(text: str) -> list[Problem]:
    """Everything that is wrong with a charter, in the order of its lines; nothing if it may be adopted."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [_toml_problem(text, str(error))]
    check = _Check(raw, Lines(text))
    check.everything()
    return sorted(check.found, key=lambda problem: problem.line)


def _toml_problem(text: str, message: str) -> Problem:
    at = re.search(r"\(at line (\d+)", message)
    line = int(at[1]) if at else max(1, len(text.splitlines()))
    key = next((key for key, seen in _TOML_MISTAKES if re.search(seen, message)), "toml_other")
    what = message.split(" (at ")[0]
    return Problem(line, "", *(sentences("charter", lang)[key].format(what=what) for lang in LANGUAGES))


class _Check(DutyCheck):
    """Walks through a charter and collects problems; a part of the wrong type is told once, not entered."""

    def everything(self) -> None:
        self.head()
        for name in CLOCKS:
            if name in REQUIRED_CLOCKS or name in self.table("clock"):
                self.clocks(name)
        self.known(self.table("clock"), CLOCKS, "clock")
        self.known(self.table("figure"), (*FIGURES, *OPTIONAL_FIGURES), "figure")
        for name in FIGURES:
            self.figures(name, FIGURES[name], required=True)
        for name in OPTIONAL_FIGURES.keys() & self.table("figure").keys():
            self.figures(name, OPTIONAL_FIGURES[name], required=False)
        self.in_order()
        self.each("profile", ("outcomes", *PROFILE_SAYS), required=REQUIRED_CLOCKS)
        self.profiles()
        self.each("topic", ("parent", "duty"), required=())
        self.topics()
        self.each("group", ("via_guardian", "wide", "none"), required=())
        self.each("outcome", ("counts_as", "needs", SUPPLIED), required=())
        self.outcomes()
        self.each("role", ("min", "max"), required=ROLES)
        self.roles()
        for name in LISTS:
            if name in self.raw and self.of_type(self.raw[name], "table", name):
                self.each(name, tuple(LISTS[name]), required=())
                self.extras(name)
        if "duty" in self.raw and self.of_type(self.raw["duty"], "table", "duty"):
            self.each("duty", OF_A_DUTY, required=())
            for code in self.table("duty"):
                self.duty(self.table("duty", code), "duty", code)

    def head(self) -> None:
        self.known(self.raw, TOP)
        for key in ("slug", "version", "time_zone"):
            self.has(self.raw, key, "text")
        if "local_basis" in self.raw:
            self.of_type(self.raw["local_basis"], "text", "local_basis")
        self.has(self.raw, "effective_from", "day")
        if self.has(self.raw, "format", "whole") and self.raw["format"] != FORMAT:
            self.say(("format",), "range", what="format", known=FORMAT)
        for key in ("title", "profile", "clock", "figure", "topic", "group", "outcome", "role"):
            self.has(self.raw, key, "table")
        if isinstance(self.raw.get("title"), dict):
            self.known(self.raw["title"], LANGUAGES, "title")
            self.words(self.raw["title"], "title")

    def each(self, kind: str, extra: tuple[str, ...], *, required: tuple[str, ...]) -> None:
        """Every entry of a table of named things has words and no unknown key."""
        entries = self.table(kind)
        if required:
            self.known(entries, PROFILES if kind == "profile" else required, kind)
        for code in required:
            if code not in entries:
                self.say((kind, code), "missing", what=code)
        for code, entry in entries.items():
            if not _CODE.fullmatch(code):
                self.say((kind, code), "range", what=code, known="a-z 0-9 _")
            if self.of_type(entry, "table", kind, code):
                self.known(entry, (*LANGUAGES, *extra), kind, code)
                self.words(entry, kind, code)

    def clocks(self, profile: str) -> None:
        at = ("clock", profile)
        clocks = self.table(*at)
        self.known(clocks, CLOCKS[profile], *at)
        if profile in REQUIRED_CLOCKS:
            for name in CLOCKS[profile]:
                if name not in clocks and name not in OPTIONAL_CLOCKS:
                    self.say((*at, name), "missing", what=name)
        for name in CLOCKS[profile]:
            if name in clocks and self.of_type(clocks[name], "table", *at, name):
                self.clock(clocks[name], *at, name)

    def clock(self, clock: Mapping[str, Any], *at: str) -> None:
        self.known(clock, ("n", "unit", "from", "times", "source", "floor", *LANGUAGES), *at)
        self.words(clock, *at)
        self.has(clock, "source", "text", *at)
        counted = self.has(clock, "n", "whole", *at)
        if counted and clock["n"] < 1:
            self.say((*at, "n"), "range", what="n", known="≥ 1")
        for key, allowed, says in (("unit", UNITS, "unit"), ("from", MOMENTS, "unknown")):
            if self.has(clock, key, "text", *at) and clock[key] not in allowed:
                self.say((*at, key), says, what=clock[key], known=listed(allowed))
        self.times(clock, *at)
        if counted:
            self.floor(clock, clock["n"], *at)

    def times(self, clock: Mapping[str, Any], *at: str) -> None:
        """How often is not the charter's to say: two things happen once, of the others it means nothing."""
        if "times" not in clock or not self.of_type(clock["times"], "whole", *at, "times"):
            return
        floor = floors().get(".".join(at))
        if clock["times"] < 1:
            self.say((*at, "times"), "range", what="times", known="≥ 1")
        elif at[-1] not in ONCE:
            self.say((*at, "times"), "times_none", known=listed(ONCE))
        elif clock["times"] > 1 and not (
            floor and floor.times
        ):  # where the law says so, it is told as the law's
            self.say((*at, "times"), "times_once", value=clock["times"])

    def figures(self, name: str, shapes: Mapping[str, Shape], *, required: bool) -> None:
        at = ("figure", name)
        if name not in self.table("figure"):
            self.say(at, "missing", what=name)
            return
        if not self.of_type(self.table("figure")[name], "table", *at):
            return
        figures = self.table(*at)
        self.known(figures, shapes, *at)
        for key, shape in shapes.items():
            if key not in figures and not required:
                continue
            if not self.has(figures, key, "table", *at):
                continue
            figure = figures[key]
            self.known(figure, ("value", "source", "floor", *LANGUAGES), *at, key)
            self.words(figure, *at, key)
            self.has(figure, "source", "text", *at, key)
            if self.has(figure, "value", "whole" if shape.kind == "whole" else "number", *at, key):
                if not shape.least <= figure["value"] <= shape.most:
                    self.say((*at, key), "range", what=key, known=f"{shape.least}–{shape.most}")
                self.floor(figure, figure["value"], *at, key)

    def floor(self, entry: Mapping[str, Any], value: float, *at: str) -> None:
        """Refuse what is looser than the law, and a floor that the file states wrongly."""
        floor = floors().get(".".join(at))
        if floor is None:
            if "floor" in entry:
                self.say((*at, "floor"), "floor_none")
            return
        law: dict[str, Any] = {"article": floor.article, "rule": floor.words}
        if "floor" in entry and entry["floor"] != floor.limit:
            self.say((*at, "floor"), "floor_copy", value=entry["floor"], limit=floor.limit, **law)
        if floor.unit and entry.get("unit") in UNITS and entry["unit"] != floor.unit:
            # Days of two kinds cannot be compared: 12 working days may be longer than 15 days.
            self.say(at, "floor_unit", value=entry["unit"], limit=floor.unit, **law)
        elif floor.loosened_by(value):
            self.say(at, f"floor_{floor.direction}", value=value, limit=floor.limit, **law)
        if floor.runs_from and entry.get("from") in MOMENTS and entry["from"] != floor.runs_from:
            self.say(at, "floor_from", value=entry["from"], limit=floor.runs_from, **law)
        times = entry.get("times", 0)
        if floor.times and isinstance(times, int) and (times > floor.times or not times):
            self.say(at, "floor_times", value=times or "∞", limit=floor.times, **law)

    def in_order(self) -> None:
        for less, more in ORDERED:
            first, second = (self.table("figure", *path.split(".")).get("value") for path in (less, more))
            if isinstance(first, int) and isinstance(second, int) and second < first:
                self.say(("figure", *more.split(".")), "order", what=more, known=less)

    def topics(self) -> None:
        topics = self.table("topic")
        for code, topic in topics.items():
            if not isinstance(topic, dict):
                continue
            duty, parent = topic.get("duty", ""), topic.get("parent", "")
            if self.of_type(duty or "-", "text", "topic", code, "duty") and duty and duty not in DUTIES:
                self.say(("topic", code, "duty"), "unknown", what=duty, known=listed(DUTIES))
            if not parent or not self.of_type(parent, "text", "topic", code, "parent"):
                continue
            above = topics.get(parent)
            if above is None:
                self.say(("topic", code), "parent_unknown", what=parent)
            elif isinstance(above, dict) and above.get("parent"):
                self.say(("topic", code), "parent_deep", what=parent)

    def typed(self, kind: str, key: str, type_: str) -> None:
        """Where entries of a table say this, it is of this type."""
        for code in self.table(kind):
            if key in (entry := self.table(kind, code)):
                self.of_type(entry[key], type_, kind, code, key)

    def extras(self, name: str) -> None:
        """What an entry of a list says beside its words; a kind of matter suggests a procedure there is."""
        for key, type_ in LISTS[name].items():
            self.typed(name, key, type_)
        for code in self.table(name) if "profile" in LISTS[name] else ():
            said = self.table(name, code).get("profile")
            if isinstance(said, str) and said.strip():
                self.known_words([said], PROFILES, name, code, "profile")

    def profiles(self) -> None:
        """A procedure ends in outcomes that there are; the shipped ones may be named without being repeated."""
        for key in PROFILE_SAYS:
            self.typed("profile", key, "yes_no")
        outcomes = (*self.table("outcome"), *shipped_codes("outcome"))
        for code in PROFILES.keys() & self.table("profile").keys():
            profile = self.table("profile", code)
            if profile.get("review") is True:  # only where there are clocks of a review
                reviewed = [one for one, sections in PROFILES.items() if "petition" in sections]
                self.known_words([code], reviewed, "profile", code, "review")
            if "outcomes" in profile and self.of_type(
                profile["outcomes"], "list", "profile", code, "outcomes"
            ):
                self.known_words(profile["outcomes"], outcomes, "profile", code, "outcomes")

    def outcomes(self) -> None:
        for mark in ("via_guardian", "wide", "none"):
            self.typed("group", mark, "yes_no")
        self.typed("outcome", SUPPLIED, "yes_no")
        for code in self.table("outcome"):
            outcome, at = self.table("outcome", code), ("outcome", code)
            if not outcome:
                continue
            if self.has(outcome, "counts_as", "text", *at) and outcome["counts_as"] not in COUNTS_AS:
                self.say((*at, "counts_as"), "unknown", what=outcome["counts_as"], known=listed(COUNTS_AS))
            if self.has(outcome, "needs", "list", *at):
                for need in outcome["needs"]:
                    if need not in NEEDS:
                        self.say((*at, "needs"), "unknown", what=need, known=listed(NEEDS))
                    elif outcome["needs"].count(need) > 1:
                        self.say((*at, "needs"), "twice", what=need)

    def roles(self) -> None:
        for code in self.table("role"):
            role, at = self.table("role", code), ("role", code)
            least_is_right = bool(role) and self.has(role, "min", "whole", *at)
            if least_is_right and role["min"] < 0:
                self.say(at, "range", what="min", known="≥ 0")
            most_is_right = "max" in role and self.of_type(role["max"], "whole", *at, "max")
            if least_is_right and most_is_right and role["max"] < max(1, role["min"]):
                self.say(at, "order", what="max", known="min")
