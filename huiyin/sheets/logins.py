"""Login names for officials of a list that has none: made from the name in pinyin, shown before anything is written."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from huiyin.audit.scope import login_door
from huiyin.lib import naming, telephone
from huiyin.orgs.many import LONGEST_LOGIN
from huiyin.orgs.models import Official
from huiyin.sheets.checking import Line, chunks

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
    login: str = ""
    is_known: bool = False


def taken_of(logins: Sequence[str]) -> set[str]:
    """Which of these login names exist anywhere: they are unique over all counties."""
    with login_door():
        return {
            name.casefold()
            for name in Official.objects.filter(username__in=logins).values_list("username", flat=True)
        }


def completed(lines: Sequence[Line]) -> Logins:
    """The rows, where they have no login name with the one of the official they name, or with a new one."""
    result = Logins(list(lines))
    bare = [line for line in lines if not line.values.get("login") and line.values.get("name")]
    if not bare:
        return result
    people = _people(bare, result)
    _recognize(people, result)
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


def _people(bare: Sequence[Line], result: Logins) -> list[_Person]:
    """Rows of one name are one person, unless their telephones tell them apart."""
    by_name: dict[str, list[Line]] = {}
    for line in bare:
        by_name.setdefault(naming.kept(line.values["name"]), []).append(line)
    found = []
    for name, rows in by_name.items():
        people: list[_Person] = []
        for row in rows:
            phone = row.values.get("phone", "")
            same = next(
                (one for one in people if phone and one.phone and telephone.meet(phone, one.phone)), None
            )
            if same is None:
                people.append(same := _Person(name, phone))
            same.lines.append(row.line)
        with_phone, without = [one for one in people if one.phone], [one for one in people if not one.phone]
        if len(with_phone) < 2:
            first, *rest = [*with_phone, *without]
            first.lines += [at for one in rest for at in one.lines]
            people = [first]
        elif without:
            sentence = _("Several rows have this name; please write the telephone or a login name into each.")
            result.unclear |= {at: sentence for one in without for at in one.lines}
        found += people
    return found


def _recognize(people: Sequence[_Person], result: Logins) -> None:
    """Who has an account already keeps it; where that cannot be told, the row is not taken."""
    accounts: dict[str, list[Official]] = {}
    for some in chunks(sorted({one.name for one in people})):
        known = Official.objects.filter(is_active=True, administers=[], name__in=some).order_by("pk")
        for one in known:
            accounts.setdefault(one.name, []).append(one)
    for person in people:
        near = [
            one
            for one in accounts.get(person.name, ())
            if not (person.phone and one.phone) or telephone.meet(person.phone, one.phone)
        ]
        if len(near) == 1:
            person.login, person.is_known = near[0].username, True
            words = _("“%(name)s” read as the official who signs in as %(login)s")
            facts = {"name": person.name, "login": person.login}
            result.meant |= dict.fromkeys(person.lines, words % facts)
        elif near:
            words = _("Several officials have this name: %(logins)s. Please write the login name.")
            logins = _(", ").join(one.username for one in near)
            result.unclear |= dict.fromkeys(person.lines, words % {"logins": logins})


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
