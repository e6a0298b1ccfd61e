"""Founding the demo county: its units, the people in their posts, and the reorganisation."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from huiyin.demo import texts
from huiyin.demo.cast import ADMINISTRATORS, LOGINS, PASSWORD
from huiyin.demo.days import Life
from huiyin.lib.charter import BASE, shipped
from huiyin.lib.charter_whole import with_basis
from huiyin.lib.refusal import Refused
from huiyin.orgs import actions
from huiyin.orgs.administrators import name_administrator
from huiyin.orgs.models import Appointment, County, Official, Post, Unit

BY = "demo"
LONG_AGO = date(
    2005, 1, 1
)  # the units are older than the programme, so that old messages can be imported under them
OFFICE_KEYS = ("build", "farm", "social")
WORK_CAPACITY = "unit_head"


@dataclass
class Realm:
    """The county as the demo knows it: units, people and who does what, by key."""

    county: County
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Official] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    staff: dict[str, str] = field(default_factory=dict)
    desks: dict[str, str] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)  # login -> key of the branch
    places: dict[str, list[str]] = field(default_factory=dict)  # town -> names of its villages

    @property
    def root(self) -> Unit:
        """The county's own desk."""
        return self.units["root"]


def found(*, at: datetime, started_on: date) -> County:
    """The county row; refuses when there is one already."""
    raw = texts.county()["county"]
    if County.objects.filter(slug=raw["slug"]).exists():
        raise Refused(_("The demo county is there already."))
    return actions.found_county(
        slug=raw["slug"],
        prefix=raw["prefix"],
        name=raw["name"],
        division_code=raw["code"],
        phone=raw["phone"],
        started_on=started_on,
        is_demo=True,
    )


def settle(realm: Realm, *, at: datetime, rng: Random) -> None:
    """Adopt the charter, raise the units and seat the people."""
    text = with_basis(shipped()[BASE].read_text(encoding="utf-8"), "青禾县联系群众事项办理办法（演示）")
    actions.adopt_charter(text=text, effective_at=at - timedelta(days=365), by=BY, at=at)
    _raise_administration(realm, at)
    _raise_party(realm, at)
    _seat(realm, at, rng)
    _name_administrators(at)


def _name_administrators(at: datetime) -> None:
    password = make_password(PASSWORD)
    for n, (duty, login) in enumerate(ADMINISTRATORS.items()):
        words = {"username": login.username, "name": login.name, "phone": f"0990-{1000590 + n}"}
        official = actions.enrol(password=None, by=BY, at=at, **words)
        name_administrator(official=official, duties=[duty], by=BY, at=at)
        Official.objects.filter(pk=official.pk).update(password=password)


def _raise(realm: Realm, key: str, at: datetime, **fields: Any) -> Unit:
    fields = {
        "short_name": fields["name"],
        "valid_from": LONG_AGO,
        "phone": _phone(len(realm.units)),
        **fields,
    }
    unit = actions.raise_unit(by=BY, at=at, **fields)
    realm.units[key] = unit
    return unit


def _phone(number: int) -> str:
    """An office number that cannot be dialled: no subscriber's number begins with 1."""
    return f"0990-{1000400 + number}"


def _raise_administration(realm: Realm, at: datetime) -> None:
    data = texts.county()
    raw = data["county"]
    code = raw["code"]
    root = _raise(
        realm,
        "root",
        at,
        code=code,
        name=raw["name"],
        kind="county",
        phone=raw["phone"],
        address=raw["address"],
    )
    for n, row in enumerate(data["department"], start=1):
        _raise(
            realm,
            row["key"],
            at,
            parent=root,
            code=f"{code}-B{n:02d}",
            name=row["name"],
            short_name=row["short"],
            kind="department",
        )
    former = data["former"]
    for row in [*data["town"], {**former, "kind": "township", "address": ""}]:
        town = _raise(
            realm,
            row["key"],
            at,
            parent=root,
            code=code + row["code"],
            name=row["name"],
            kind=row["kind"],
            address=row["address"],
            paper_name=row.get("signs", ""),
        )
        realm.places[row["key"]] = list(row["places"])
        for n, name in enumerate(row["places"], start=1):
            kind = "community" if name.endswith(data["words"]["community"]) else "village"
            number = n if kind == "community" else 200 + n
            _raise(realm, name, at, parent=town, code=f"{town.code}{number:03d}", name=name, kind=kind)
    for n, row in enumerate(data["office"], start=1):
        town = realm.units[row["town"]]
        key = f"{row['town']}.{row['key']}"
        words = {"name": town.name + row["name"], "short_name": town.name + row["short"]}
        _raise(realm, key, at, parent=town, code=f"{town.code}-K{n:02d}", kind="office", **words)


def _raise_party(realm: Realm, at: datetime) -> None:
    data = texts.county()
    top = _committee(realm, "root", None, at)
    for row in data["town"]:
        _committee(realm, row["key"], top, at)
        if row.get("station"):
            town = realm.units[row["key"]]
            name = data["words"]["station"].format(name=town.name)
            _raise(
                realm,
                f"station.{row['key']}",
                at,
                parent=town,
                code=f"{town.code}-Z01",
                name=name,
                kind="station",
            )
    for n, row in enumerate(data["branch"], start=1):
        seat, committee = realm.units[row["at"]], realm.units[f"committee.{row['at']}"]
        code = f"{seat.code}-D{n:02d}"
        name = row["name"]
        _raise(
            realm,
            f"branch.{row['key']}",
            at,
            parent=seat,
            reports_to=committee,
            code=code,
            name=name,
            kind="branch",
        )


def _committee(realm: Realm, key: str, above: Unit | None, at: datetime) -> Unit:
    seat = realm.units[key]
    words = texts.county()["words"]["street_committee" if seat.kind == "street" else "committee"]
    name = words.format(name=seat.name)
    code = f"{seat.code}-W01"
    return _raise(
        realm, f"committee.{key}", at, parent=seat, reports_to=above, code=code, name=name, kind="committee"
    )


def _seat(realm: Realm, at: datetime, rng: Random) -> None:
    words = texts.county()["words"]
    usable = {login.username for login in LOGINS}
    password = make_password(PASSWORD)  # one slow hash serves all demo logins
    for n, row in enumerate(texts.county()["person"]):
        phone = f"0990-{1000600 + n}"
        official = actions.enrol(
            username=row["login"], name=row["name"], password=None, phone=phone, by=BY, at=at
        )
        if row["login"] in usable:
            Official.objects.filter(pk=official.pk).update(password=password)
        realm.people[row["login"]] = official
        since = date(rng.randint(2019, 2024), rng.randint(1, 12), 1)
        if "former" in row:
            _take_post(realm, row["login"], row["former"], since, at)
        else:
            for post in row["posts"]:
                _take_post(realm, row["login"], post, since, at)
        if branch := row.get("branch"):
            realm.branches[row["login"]] = f"branch.{branch}"
            _take_post(
                realm,
                row["login"],
                {"at": f"branch.{branch}", "title": words["party_member"], "can": ["officer"]},
                since,
                at,
            )
        if role := row.get("station"):
            town = row["posts"][0]["at"].split(".")[0]
            post = {"at": f"station.{town}", "title": words[role], "can": [], "role": role}
            _take_post(realm, row["login"], post, since, at)


def _take_post(realm: Realm, login: str, row: dict[str, Any], since: date, at: datetime) -> None:
    key, can = row["at"], row["can"]
    post = Post.objects.create(
        unit=realm.units[key],
        title=row["title"],
        capacities=can,
        role=row.get("role", ""),
        valid_from=LONG_AGO,
    )
    actions.appoint(official=realm.people[login], post=post, from_on=since, by=BY, at=at)
    if WORK_CAPACITY in can:
        realm.heads[key] = login
    if "coordinator" in can:
        realm.desks[key] = login
    if row.get("staff"):
        realm.staff[key] = login


def reorganise(realm: Realm, *, on: date, at: datetime) -> Life:
    """The former township goes into its neighbour: villages first, then the township and its people."""
    yield at
    data = texts.county()
    row = data["former"]
    heir = realm.units[row["into"]]
    for name, code in zip(row["places"], row["new_codes"], strict=True):
        old = realm.units[name]
        new = actions.raise_unit(
            by=BY,
            at=at,
            parent=heir,
            code=f"{heir.code}{code}",
            name=name,
            short_name=name,
            kind="village",
            valid_from=on,
            phone=old.phone,
        )
        actions.end_unit(unit=old, successors=[new], on=on, by=BY, at=at)
        realm.units[name] = new
        realm.places[row["into"]].append(name)
    ended = realm.units[row["key"]]
    actions.end_unit(unit=ended, successors=[heir], on=on, by=BY, at=at)
    ended.refresh_from_db()
    realm.places.pop(row["key"])
    realm.heads[row["key"]] = realm.heads[row["into"]]
    for person in data["person"]:
        if "former" in person:
            official = realm.people[person["login"]]
            Appointment.objects.filter(official=official, post__unit=ended).update(to_on=on)
            for post in person["posts"]:
                _take_post(realm, person["login"], post, on, at)
