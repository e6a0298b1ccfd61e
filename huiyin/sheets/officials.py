"""Officials from a workbook, each with a post in a unit, its capacities, and the party branch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from huiyin.lib.naming import kept
from huiyin.orgs.capacities import idle_at
from huiyin.orgs.many import (
    LONGEST_LOGIN,
    Seat,
    enrol_many,
    objection_to_login_name,
    revise_officials,
    revise_posts,
    seat_many,
)
from huiyin.orgs.models import Official, Post, Unit
from huiyin.orgs.standing import DESK
from huiyin.sheets import logins
from huiyin.sheets.checking import (
    Area,
    Cells,
    Checked,
    Finding,
    Line,
    Moment,
    Progress,
    Said,
    agreeing,
    chunks,
    in_chunks,
    said_by,
    united,  # fmt: skip
)
from huiyin.sheets.columns import shape
from huiyin.sheets.lookups import Serving, Units, serving, spellings_of

SHAPE = "officials"
PERSON, POST = ("name", "phone"), ("title", "capacities", "role", "from_on", "branch_code")
KEY = ("login", "unit_code")
NOT_ONES_OWN_TO_GIVE = (
    Post.Capacity.COORDINATOR,
    Post.Capacity.UNIT_HEAD,
    Post.Capacity.SUPERVISOR,
    Post.Capacity.SEALED_CLERK,
    Post.Capacity.DATA_OFFICER,
)


@dataclass
class Change:
    """What a row asks for: an official to enrol or revise, seats to make, posts to revise."""

    line: int
    official: Official
    enrol: bool = False
    revise: bool = False
    seats: list[Seat] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)


def check(lines: Sequence[Line], area: Area, moment: Moment) -> Checked[Change]:
    """What the rows would add and change."""
    result: Checked[Change] = Checked()
    sheet, units = shape(SHAPE), Units(moment.day)
    named = logins.completed(lines, units, moment.day)
    lines, result.proposed = named.lines, named.proposed
    lists = {name: spellings_of(name, moment.at) for name in ("capacities", "roles")}
    here: dict[str, Serving] = {}
    idle: dict[int, str] = {}
    taken: set[str] = set()
    for some in chunks(sorted({line.values.get("login", "") for line in lines})):
        here.update(serving(some, moment.day))
        taken |= logins.taken_of([*some, *(login.casefold() for login in some)])

    def say(cells: Cells) -> dict[str, object]:
        _about_login(cells, named)
        words = _said(cells, units, lists, area, moment)
        _allowed(cells, words, here, taken, area)
        _given(cells, words, here, area, moment)
        _about_capacities(cells, words, here)
        _about_desk(cells, words, idle, moment)
        return words

    good = said_by(lines, sheet, result.findings, say)
    good = agreeing(good, key=("login",), says=PERSON, shape=sheet, findings=result.findings)
    good = agreeing(good, key=KEY, says=POST, shape=sheet, findings=result.findings)
    made: dict[str, Official] = {}
    for row in united(good, KEY):
        _weigh(row, here, made, result, moment.day)
    return result


def _said(
    cells: Cells, units: Units, lists: Mapping[str, Mapping[str, str]], area: Area, moment: Moment
) -> dict[str, object]:
    login = cells.text("login", LONGEST_LOGIN).casefold()
    if login and (objection := objection_to_login_name(login)):
        cells.wrong("login", objection)
    capacities = cells.choices("capacities", lists["capacities"])
    words: dict[str, object] = {
        "login": login,
        "name": kept(cells.name("name")),
        "phone": cells.telephone("phone", 30),
        "title": cells.text("title", 60),
        "capacities": capacities,
        "role": cells.choice("role", lists["roles"]),
        "from_on": cells.day("from_on", latest=moment.day),
    }
    words["unit_code"] = unit = units.unit(cells, "unit_code", area)
    if unit is not None and unit.parent_id and Post.Capacity.SEALED_CLERK in capacities:
        cells.wrong("capacities", _("Sealed reports are carried from the county's own desk only."))
    if unit is not None and unit.parent_id and Post.Capacity.DATA_OFFICER in capacities:
        cells.wrong(
            "capacities", _("Who is responsible for personal data sits at the county's own desk only.")
        )
    branch = units.unit(cells, "branch_code", area)
    if branch is not None and branch.kind != Unit.Kind.BRANCH:
        cells.wrong("branch_code", _("%(unit)s is no party branch.") % {"unit": branch})
    return {**words, "branch_code": branch}


def _about_capacities(cells: Cells, words: Mapping[str, Any], here: Mapping[str, Serving]) -> None:
    """That nothing is written of what a new post may do: it may do nothing until somebody gives it."""
    unit, old = words["unit_code"], here.get(words["login"])
    if cells.bad or unit is None or words["capacities"]:
        return
    if not any(held.post.unit_id == unit.pk for held in (old.posts if old else ())):
        cells.note(
            _(
                "no capacity is written, so the new post has none: after the import the security administrator gives it on "
                "the page of the account"
            )
        )


def _about_desk(cells: Cells, words: Mapping[str, Any], idle: dict[int, str], moment: Moment) -> None:
    """That who is to take in or pass on what residents say sits where nothing comes in; asked once for each unit."""
    unit = words["unit_code"]
    if cells.bad or unit is None or not set(words["capacities"]) & set(DESK):
        return
    if unit.pk not in idle:
        idle[unit.pk] = idle_at(unit, DESK, moment.day)
    if idle[unit.pk]:
        cells.note(idle[unit.pk])


def _about_login(cells: Cells, named: logins.Logins) -> None:
    """What there is to say of a row that had no login name."""
    at = cells.line.line
    if at in named.unclear:
        cells.wrong("login", named.unclear[at])
    elif at in named.meant:
        cells.note(named.meant[at])
    elif not cells.line.values.get("login"):
        cells.wrong("login", _("This cell is empty, but needed."))


def _allowed(
    cells: Cells, words: dict[str, object], here: dict[str, Serving], taken: set[str], area: Area
) -> None:
    """Nobody changes their own posts, nor those of somebody who serves elsewhere too."""
    if cells.bad:
        return
    old = here.get(str(words["login"]))
    if old is None:
        if words["login"] in taken:
            cells.wrong("login", _("This login name is taken in another county; please choose another."))
        return
    if area.importer is not None and old.official.pk == area.importer.pk:
        cells.wrong("login", _("Nobody changes their own posts; please ask a colleague."))
    elif not old.is_within(area):
        cells.wrong("login", _("%(name)s also serves outside your area.") % {"name": old.official.name})
    elif not old.official.is_active:
        cells.wrong("login", _("%(name)s has left; the login is closed.") % {"name": old.official.name})
    elif old.official.administers:
        cells.wrong(
            "login", _("Who administers holds no post; please give them an account of their own for it.")
        )


def _given(
    cells: Cells, words: Mapping[str, Any], here: Mapping[str, Serving], area: Area, moment: Moment
) -> None:
    """Nobody gives a capacity over others, or sealed mail, unless they hold it over that unit; the command may."""
    unit = words["unit_code"]
    if cells.bad or area.importer is None:
        return
    old = here.get(words["login"])
    has = {
        one
        for held in (old.posts if old else ())
        if held.post.unit_id == unit.pk
        for one in held.post.capacities
    }
    standing = area.importer.standing(moment.at)
    new = [one for one in NOT_ONES_OWN_TO_GIVE if one in words["capacities"] and one not in has]
    for capacity in new:
        if not standing.over(unit, capacity, Post.Capacity.SUPERVISOR):
            facts = {"capacity": capacity.label, "unit": unit}
            sentence = _(
                "“%(capacity)s” at %(unit)s can be given only by somebody who is that there or above it. Leave it out in "
                "this row; after the import the security administrator gives it on the page of the account."
            )
            cells.wrong("capacities", sentence % facts)


def _weigh(
    row: Said, here: dict[str, Serving], made: dict[str, Official], result: Checked[Change], day: date
) -> None:
    words = row.words
    login, unit, branch = words["login"], words["unit_code"], words["branch_code"]
    old = here.get(login)
    official = old.official if old else made.get(login)
    change = Change(row.line, official or Official(username=login, name=words["name"], phone=words["phone"]))
    if official is None:
        change.enrol, made[login] = True, change.official
    for name in PERSON if old else ():
        if words[name] and words[name] != getattr(change.official, name):
            setattr(change.official, name, words[name])
            change.revise = True
    serves = old or Serving(change.official, [])
    wanted = {"title": words["title"], "capacities": words["capacities"], "role": words["role"]}
    weighed = _weigh_post(change, serves, unit, wanted, words["from_on"] or day)
    if branch is not None and branch != unit:
        capacities = [Post.Capacity.OFFICER.value] if words["capacities"] else []
        officer = {"title": words["title"], "capacities": capacities, "role": ""}
        weighed = (
            _weigh_post(change, serves, branch, officer, words["from_on"] or day, adding=True) and weighed
        )
    if not weighed:
        sentence = _("Several people hold this post of %(name)s; it is not changed by an import.")
        column = shape(SHAPE).column("title").shown
        result.findings.append(Finding(row.line, column, sentence % {"name": change.official.name}))
    elif change.enrol or any(seat.unit == unit for seat in change.seats):
        result.new.append(change)
    elif change.revise or change.seats or change.posts:
        result.changed.append(change)
    else:
        result.same.append(change)


def _weigh_post(
    change: Change,
    serves: Serving,
    unit: Unit,
    wanted: dict[str, Any],
    from_on: date,
    *,
    adding: bool = False,
) -> bool:
    """A post in this unit: made where there is none, else brought up to the row; False where others hold it too."""
    here = [one.post for one in serves.posts if one.post.unit_id == unit.pk]
    post = next((one for one in here if one.title == wanted["title"]), here[0] if here else None)
    if post is None:
        seat = Seat(change.official, unit, wanted["title"], wanted["capacities"], wanted["role"], from_on)
        change.seats.append(seat)
        return True
    keeps = adding or not wanted["capacities"]  # an empty cell takes nothing away
    capacities = {*(post.capacities if keeps else ()), *wanted["capacities"]}
    title, role = (post.title if adding else wanted["title"]), wanted["role"] or post.role
    if (post.title, set(post.capacities), post.role) == (title, capacities, role):
        return True
    if post.pk in serves.shared:
        return False
    post.title, post.role = title, role
    post.capacities = [one.value for one in Post.Capacity if one.value in capacities]
    change.posts.append(post)
    return True


def write(checked: Checked[Change], moment: Moment, progress: Progress) -> None:
    """Do it, some hundreds at a time: people first, then their posts."""
    by, at = moment.by, moment.at

    def some_of_them(some: Sequence[Change]) -> None:
        enrol_many(officials=[one.official for one in some if one.enrol], by=by, at=at)
        revise_officials(officials=[one.official for one in some if one.revise], by=by, at=at)
        seat_many(seats=[seat for one in some for seat in one.seats], by=by, at=at)
        posts = {post.pk: post for one in some for post in one.posts}
        revise_posts(posts=list(posts.values()), by=by, at=at)

    in_chunks([*checked.new, *checked.changed], some_of_them, progress)
