"""What is done to many officials at once, in few statements whatever their number: enrolling, seating, revising."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from huiyin.audit.actions import record, record_all
from huiyin.lib.refusal import Beside, Refused, refuse
from huiyin.orgs.keys import own_number
from huiyin.orgs.models import Appointment, Official, Post, Slip, Unit

PASSWORD_LEAST = 10
LOGIN_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]*")  # kept in small letters
LONGEST_LOGIN = 40


@dataclass(frozen=True)
class Seat:
    """A post that is made for an official, from a day on."""

    official: Official
    unit: Unit
    title: str
    capacities: Sequence[str]
    role: str
    from_on: date


@transaction.atomic
def enrol_many(*, officials: Sequence[Official], by: str, at: datetime) -> None:
    """Add officials (login name, name, telephone) who cannot sign in until somebody sets their first password."""
    for one in officials:
        one.name_key = " ".join(lazy_pinyin(one.name))
        one.own_number = own_number(one.phone)
        one.password = make_password(None)
    Official.objects.bulk_create(officials)
    record_all([("official.enrolled", one.key, {}) for one in officials], by=by, at=at)


@transaction.atomic
def revise_officials(*, officials: Sequence[Official], by: str, at: datetime) -> None:
    """Keep new names and office telephones."""
    for one in officials:
        one.name_key = " ".join(lazy_pinyin(one.name))
        one.own_number = own_number(one.phone)
    Official.objects.bulk_update(officials, ["name", "name_key", "phone", "own_number"])
    record_all([("official.revised", one.key, {}) for one in officials], by=by, at=at)


@transaction.atomic
def seat_many(*, seats: Sequence[Seat], by: str, at: datetime) -> None:
    """Make a post for each and seat the official in it."""
    posts = Post.objects.bulk_create(
        Post(
            unit=seat.unit,
            title=seat.title,
            capacities=list(seat.capacities),
            role=seat.role,
            valid_from=seat.from_on,
        )
        for seat in seats
    )
    Appointment.objects.bulk_create(
        Appointment(official=seat.official, post=post, from_on=seat.from_on)
        for seat, post in zip(seats, posts, strict=True)
    )
    record_all(
        [
            (
                "official.appointed",
                seat.official.key,
                {"post": post.pk, "unit": seat.unit.code, "capacities": list(seat.capacities)},
            )
            for seat, post in zip(seats, posts, strict=True)
        ],
        by=by,
        at=at,
    )


@transaction.atomic
def revise_posts(*, posts: Sequence[Post], by: str, at: datetime) -> None:
    """Keep new titles, capacities and roles."""
    Post.objects.bulk_update(posts, ["title", "capacities", "role"])
    record_all(
        [
            ("post.revised", f"post:{one.pk}", {"unit": one.unit.code, "capacities": list(one.capacities)})
            for one in posts
        ],
        by=by,
        at=at,
    )


def objection_to_login_name(login: str) -> str | None:
    """How a login name is written; it is compared as it is kept, in small letters."""
    if LOGIN_NAME.fullmatch(login) and len(login) <= LONGEST_LOGIN:
        return None
    return _("A login name is written with letters, digits, dots and dashes.")


def objection_to_password(password: str, official: Official) -> str | None:
    """Too short (in our own words: Django has no Chinese ones), too common, only digits, or too close to a name."""
    if len(password) < PASSWORD_LEAST:
        return _("A password has at least %(n)d characters.") % {"n": PASSWORD_LEAST}
    try:
        validate_password(password, official)
    except ValidationError as no:
        return " ".join(no.messages)
    return None


@transaction.atomic
def set_password(*, official: Official, password: str, by: str, at: datetime) -> None:
    """Give an official a password that the settings' validators accept; a lock after wrong tries ends with it.

    Whoever gave it knows it: the official is asked for another one before anything else.
    """
    keep_password(official, password, is_given=True, at=at)
    record(by=by, deed="official.password_set", on=official.key, at=at)


@transaction.atomic
def choose_password(*, official: Official, password: str, at: datetime) -> None:
    """An official's own new password. The sessions that are open elsewhere end with the old one."""
    if official.check_password(password):
        raise Refused(Beside("password", _("This is the password you have; please choose another one.")))
    keep_password(official, password, is_given=False, at=at)
    record(by=official.key, deed="official.password_chosen", on=official.key, at=at)


def keep_password(official: Official, password: str, *, is_given: bool, at: datetime) -> None:
    """Keep a password that does, if it does; wrong tries are forgotten, and a slip that waits opens nothing any more.

    Whoever calls it puts it on record.
    """
    objection = objection_to_password(password, official)
    refuse(objection and Beside("password", objection))
    official.set_password(password)
    official.failures, official.locked_until, official.password_is_given = 0, None, is_given
    official.save(update_fields=["password", "failures", "locked_until", "password_is_given"])
    Slip.objects.pending().filter(official=official).update(ended_at=at)
