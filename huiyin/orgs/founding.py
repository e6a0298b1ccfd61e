"""Founding a county: its name, the rules it adopts, its own desk, who brings in all others, and the three administrators."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.audit.scope import county_scope, login_door
from huiyin.lib.charter_whole import LONGEST_BASIS, with_basis
from huiyin.lib.public_number import number_of
from huiyin.lib.refusal import Beside, refuse
from huiyin.orgs import actions
from huiyin.orgs.administrators import name_administrator
from huiyin.orgs.calendar import start_of
from huiyin.orgs.many import objection_to_login_name, set_password
from huiyin.orgs.models import County, Division, Official, Post, Unit
from huiyin.orgs.slips import Given, give_slip

FIRST_YEAR = 2000  # a county does not begin in this software before
# How each is written: the short address, the letters that begin every number, the statistical code of a county.
SLUG, PREFIX, CODE = re.compile(r"[a-z][a-z0-9-]{1,30}"), re.compile(r"[A-Z]{2,4}"), re.compile(r"[0-9]{6}")

# What is named freely, and where it is kept.
NAMED: dict[str, tuple[type[Model], str]] = {
    "name": (County, "name"),
    "phone": (County, "phone"),
    "paper_name": (Unit, "paper_name"),
    "official": (Official, "name"),
    "post": (Post, "title"),
    "system_name": (Official, "name"),
    "security_name": (Official, "name"),
    "audit_name": (Official, "name"),
}
LOGINS = ("login", *(f"{duty}_login" for duty in Official.Administers.values))


@dataclass(frozen=True)
class Beginning:
    """What has to be known before a county can begin; `started_on` is its first day, before which nothing is due."""

    name: str
    slug: str
    prefix: str
    division_code: str
    phone: str
    started_on: date
    login: str
    official: str
    post: str
    system_login: str
    system_name: str
    security_login: str
    security_name: str
    audit_login: str
    audit_name: str
    is_own_code: bool = False  # of a county that the list of divisions does not have
    paper_name: str = (
        ""  # who heads and signs the county's own papers, where that does not follow from its name
    )
    local_basis: str = ""  # the county's own document on which its periods rest, where it is named already

    def administrators(self) -> dict[str, tuple[str, list[str]]]:
        """By login: the name, and which of the three duties it is to carry."""
        found: dict[str, tuple[str, list[str]]] = {}
        for duty in Official.Administers.values:
            login, name = getattr(self, f"{duty}_login"), getattr(self, f"{duty}_name").strip()
            found.setdefault(login, (name, []))[1].append(duty)
        return found


@dataclass(frozen=True)
class Founded:
    """The county that has begun, and the slips with which who begins it comes in."""

    county: County
    slips: list[Given]


def objection_to_founding(new: Beginning, at: datetime) -> str | None:
    """What is written so that it cannot stand, or stands already; the field is named."""
    if not FIRST_YEAR <= new.started_on.year <= at.year + 1:
        return Beside("started_on", _("The first day is of these years; please look at the year again."))
    if new.phone.strip() and number_of(new.phone) is None:
        return Beside("phone", _("This is no telephone number."))
    written = (
        (
            "slug",
            SLUG,
            new.slug,
            _("The short address has small letters, digits and hyphens, such as qinghe."),
        ),
        ("prefix", PREFIX, new.prefix, _("Numbers begin with two to four capital letters, such as QH.")),
        ("division_code", CODE, new.division_code, _("The code of a county has six digits.")),
    )
    for field, shape, word, sentence in written:
        if not shape.fullmatch(word):
            return Beside(field, sentence)
    if objection := objection_to_code(new.division_code, is_own=new.is_own_code):
        return Beside("division_code", objection)
    for field in LOGINS:
        if objection := objection_to_login_name(getattr(new, field)):
            return Beside(field, objection)
    for field, (model, column) in NAMED.items():
        word, most = getattr(new, field).strip(), _longest(model, column)
        if not word and field not in ("phone", "paper_name"):
            return Beside(field, _("This is still empty."))
        if len(word) > most:
            return Beside(field, _("At most %(n)d characters: %(word)s") % {"n": most, "word": word})
    if len(new.local_basis.strip()) > LONGEST_BASIS:
        facts = {"n": LONGEST_BASIS, "word": new.local_basis}
        return Beside("local_basis", _("At most %(n)d characters: %(word)s") % facts)
    return _objection_to_double(new)


def objection_to_code(code: str, *, is_own: bool) -> str | None:
    """Where the list of divisions is here: a code that it has, or one of the county's own in a city that it has."""
    areas = Division.objects.filter(level=Division.Level.AREA)
    if not areas.exists():
        return None
    listed = areas.filter(pk=code).first()
    if listed is not None and is_own:
        facts = {"code": code, "name": listed.name}
        return _("The list has %(code)s for %(name)s; please give a code that it does not have.") % facts
    if listed is None and not is_own:
        words = _(
            "The list of divisions has no county %(code)s. If it is a new district or a development zone, please say so"
            " (on the page by the tick beside, at the console by --own-code)."
        )
        return words % {"code": code}
    if listed is None and not Division.objects.filter(pk=code[:4], level=Division.Level.CITY).exists():
        words = _(
            "A code of one's own begins with the four digits of the city; the list has no city %(city)s."
        )
        return words % {"city": code[:4]}
    return None


def _longest(model: type[Model], column: str) -> int:
    most: int = model._meta.get_field(column).max_length  # type: ignore[union-attr,assignment]  # a field of words
    return most


def _objection_to_double(new: Beginning) -> str | None:
    for field in ("slug", "prefix", "division_code"):
        there = County.objects.filter(**{field: getattr(new, field)}).first()
        if there is not None:
            words = _("%(county)s has this already: %(word)s.")
            return Beside(field, words % {"county": there.name, "word": getattr(new, field)})
    with login_door():
        for field in LOGINS:
            login = getattr(new, field)
            if Official.objects.filter(username=login).exists() or (field != "login" and login == new.login):
                return Beside(field, _("Somebody signs in with this name already."))
    return None


@transaction.atomic
def found(*, new: Beginning, charter: str, password: str | None, by: str, at: datetime) -> Founded:
    """Begin the county: all of it or nothing. The first official coordinates at its desk and chooses another password.

    Without a password they come in by slip, as the administrators do.

    The three administrators are different people unless the charter says otherwise, and come in by slip.
    Refuses what `objection_to_founding` says, a charter with problems, and a weak password.
    """
    refuse(objection_to_founding(new, at))
    county = actions.found_county(
        name=new.name.strip(),
        slug=new.slug,
        prefix=new.prefix,
        division_code=new.division_code,
        phone=new.phone.strip(),
        started_on=new.started_on,
    )
    with county_scope(county.pk):
        begins = start_of(new.started_on, county)
        if basis := new.local_basis.strip():
            charter = with_basis(charter, basis)
        actions.adopt_charter(text=charter, effective_at=min(begins, at), by=by, at=at)
        desk = actions.raise_unit(
            code=county.division_code,
            name=county.name,
            short_name=county.name,
            kind=Unit.Kind.COUNTY,
            paper_name=new.paper_name.strip(),
            valid_from=min(new.started_on, county.day_of(at)),
            by=by,
            at=at,
        )
        first = _seat_the_first(new, desk, password, by=by, at=at)
        slips = [*first, *_name_administrators(new, by=by, at=at)]
        record(by=by, deed="county.founded", on=f"county:{county.slug}", at=at, code=county.division_code)
    return Founded(county, slips)


def _name_administrators(new: Beginning, *, by: str, at: datetime) -> list[Given]:
    slips = []
    for login, (name, duties) in new.administrators().items():
        official = actions.enrol(username=login, name=name, password=None, by=by, at=at)
        name_administrator(official=official, duties=duties, by=by, at=at)
        slips.append(give_slip(official=official, by=by, at=at))
    return slips


def _seat_the_first(
    new: Beginning, desk: Unit, password: str | None, *, by: str, at: datetime
) -> list[Given]:
    official = actions.enrol(username=new.login, name=new.official.strip(), password=None, by=by, at=at)
    if password is not None:
        set_password(official=official, password=password, by=by, at=at)
    post = Post.objects.create(
        unit=desk, title=new.post.strip(), capacities=[Post.Capacity.COORDINATOR], valid_from=desk.valid_from
    )
    actions.appoint(official=official, post=post, from_on=desk.valid_from, by=by, at=at)
    return [give_slip(official=official, by=by, at=at)] if password is None else []
