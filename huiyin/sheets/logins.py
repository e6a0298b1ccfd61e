"""Login names for officials of a list that has none: made from the name in pinyin, shown before anything is written."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from huiyin.audit.scope import login_door
from huiyin.lib import naming, telephone
from huiyin.orgs.many import LONGEST_LOGIN
from huiyin.orgs.models import Official
from huiyin.sheets.checking import Line, chunks
from huiyin.sheets.lookups import Serving, Units, serving

SEEN = "proposed"  # in a row that came back from a preview: what was shown there
NUMBERED = 4  # characters kept for a number behind the name
NAMELESS = "user"


@dataclass
class Logins:
    """Rows with a login name each, as far as one can be told; what was made anew, whom a name meant, what is unclear."""

    lines: list[Line] = field(default_factory=list)
    proposed: dict[int, tuple[str, str]] = field(default_factory=dict)  # by line: the name, the login name
    meant: dict[int, str] = field(default_factory=dict)
    unclear: dict[int, str] = field(default_factory=dict)


@dataclass(eq=False)
class _Person:
    name: str
    phone: str
    lines: list[int] = field(default_factory=list)
    units: set[int] = field(default_factory=set)
    login: str = ""
    is_known: bool = False


def taken_of(logins: Sequence[str]) -> set[str]:
    """Which of these login names exist anywhere: they are unique over all counties."""
    with login_door():
        return {
            name.casefold()
            for name in Official.objects.filter(username__in=logins).values_list("username", flat=True)
        }


def completed(lines: Sequence[Line], units: Units, day: date) -> Logins:
    """The rows, where they have no login name with the one of the official they name, or with a new one."""
    result = Logins(list(lines))
    bare = [line for line in lines if not line.values.get("login") and line.values.get("name")]
    if not bare:
        return result
    people = _people(bare, units)
    _recognize(people, day, result)
    _ask(people, result)
    new = [one for one in people if not one.login and not any(at in result.unclear for at in one.lines)]
    written = {login.casefold() for line in lines if (login := line.values.get("login", ""))}
    _name_anew(new, written)
    by_line = {at: one for one in people for at in one.lines if one.login}
    for number, line in enumerate(result.lines):
        person = by_line.get(line.line) if not line.values.get("login") else None
        if person is None:
            continue
        result.lines[number] = replace(line, values={**line.values, "login": person.login})
        if not person.is_known:
            result.proposed[line.line] = (person.name, person.login)
            if line.values.get(SEEN, person.login) != person.login:
                result.unclear[line.line] = _(
                    "The login name that was shown has been given to somebody else; please choose the file once more."
                )
    return result


def shown(lines: Iterable[Line], proposed: Mapping[int, tuple[str, str]]) -> tuple[Line, ...]:
    """The rows with what the preview shows for them, to be compared when they come back."""
    return tuple(
        replace(line, values={**line.values, SEEN: proposed[line.line][1]}) if line.line in proposed else line
        for line in lines
    )


def _people(bare: Sequence[Line], units: Units) -> list[_Person]:
    """Rows of one name are one person where telephones meet, or the unit where one of them has no telephone."""
    by_name: dict[str, list[_Person]] = {}
    for line in sorted(bare, key=lambda one: not _phone(one)):  # whom a telephone tells apart comes first
        phone, unit = _phone(line), units.known(line.values.get("unit_code", ""))
        name = naming.kept(line.values["name"])
        people = by_name.setdefault(name, [])
        if phone:
            same = [one for one in people if telephone.meet(phone, one.phone)][:1]
        else:
            same = [one for one in people if unit is not None and unit.pk in one.units]
        if len(same) != 1:
            people.append(_Person(name, phone))
            same = people[-1:]
        same[0].lines.append(line.line)
        if unit is not None:
            same[0].units.add(unit.pk)
    return sorted((one for people in by_name.values() for one in people), key=lambda one: min(one.lines))


def _phone(line: Line) -> str:
    written = line.values.get("phone", "")
    return written if telephone.numbers(written) else ""


def _recognize(people: Sequence[_Person], day: date, result: Logins) -> None:
    """Who has an account already keeps it; a name alone does not tell, and where nothing else does, it is asked."""
    accounts = _accounts({one.name for one in people}, day)
    told_apart = Counter((one.name, unit) for one in people if one.phone for unit in one.units)
    for person in people:
        near = [
            one
            for one in accounts.get(person.name, ())
            if not (person.phone and one.official.phone) or telephone.meet(person.phone, one.official.phone)
        ]
        if not near:
            continue
        first, logins = near[0], _(", ").join(one.official.username for one in near)
        facts = {"name": person.name, "login": first.official.username, "logins": logins}
        shared = person.units & {held.post.unit_id for held in first.posts}
        sure = any(told_apart[person.name, unit] < 2 for unit in shared)
        if len(near) > 1:
            words = _("Several officials have this name: %(logins)s. Please write the login name.")
        elif sure or telephone.meet(person.phone, first.official.phone):
            person.login, person.is_known = first.official.username, True
            words = _("“%(name)s” read as the official who signs in as %(login)s")
        else:
            words = _(
                "“%(name)s” may be the official who signs in as %(login)s, or somebody else of that name: please write "
                "that login name, or a new one."
            )
        told = result.meant if person.is_known else result.unclear
        told |= dict.fromkeys(person.lines, words % facts)


def _accounts(names: Iterable[str], day: date) -> dict[str, list[Serving]]:
    """Who has an account and could be meant, by name, with the posts of that day."""
    found: dict[str, list[Serving]] = {}
    for some in chunks(sorted(names)):
        known = Official.objects.filter(is_active=True, administers=[], name__in=some).order_by("pk")
        held = serving([one.username for one in known], day)
        for one in known:
            found.setdefault(one.name, []).append(held[one.username.casefold()])
    return found


def _ask(people: Sequence[_Person], result: Logins) -> None:
    """Several of a name, of whom nobody is known: whom no telephone tells apart is not taken."""
    several = Counter(one.name for one in people)
    sentence = _("Several rows have this name; please write the telephone or a login name into each.")
    for one in people:
        if several[one.name] > 1 and not one.phone and not one.login:
            result.unclear = dict.fromkeys(one.lines, sentence) | result.unclear


def _name_anew(people: Sequence[_Person], written: set[str]) -> None:
    """The name in pinyin, with a number behind it where it is taken, in this file or anywhere."""
    used, waiting, number = set(written), list(people), 1
    while waiting:
        tried = {one: _base(one.name) + (str(number) if number > 1 else "") for one in waiting}
        gone = {name for some in chunks(sorted(set(tried.values()))) for name in taken_of(some)}
        still = []
        for one, login in tried.items():
            if login in gone or login in used:
                still.append(one)
            else:
                one.login = login
                used.add(login)
        waiting, number = still, number + 1


def _base(name: str) -> str:
    letters = re.sub("[^a-z0-9]", "", "".join(lazy_pinyin(name)).casefold())
    return letters[: LONGEST_LOGIN - NUMBERED] or NAMELESS
