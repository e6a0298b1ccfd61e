"""What administrators do to an official's account and posts: entering and correcting, giving a post, locking, unlocking."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.audit.scope import login_door
from huiyin.lib import naming, telephone
from huiyin.lib.refusal import Beside, Refused, refuse
from huiyin.orgs.actions import appoint, enrol
from huiyin.orgs.administrators import objection_to_oneself, objection_to_vacancy, one_after_another
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.many import objection_to_login_name, revise_officials, revise_posts
from huiyin.orgs.models import Appointment, County, Official, Post, Slip, Unit


@transaction.atomic
def enter_official(*, login: str, name: str, phone: str, by: Official, at: datetime) -> Official:
    """A new official, who cannot come in before somebody else gives them a slip."""
    login = login.strip().casefold()
    objection = objection_to_login_name(login)
    with login_door():
        if objection is None and Official.objects.filter(username=login).exists():
            objection = _("Somebody signs in with this name already.")
    refuse((objection and Beside("login", objection)) or objection_to_second(name, phone))
    return enrol(username=login, name=name.strip(), password=None, phone=phone.strip(), by=by.key, at=at)


def objection_to_second(name: str, phone: str) -> Beside | None:
    """One person has one account to serve with, and holds several posts with it.

    Two of one name are two people where each has a telephone of their own.
    """
    for one in Official.objects.filter(is_active=True, administers=[], name=naming.kept(name)).order_by("pk"):
        if not (phone.strip() and one.phone) or telephone.meet(phone, one.phone):
            words = _(
                "%(name)s has an account already (%(login)s); another post is given there. If this is somebody else of that"
                " name, please write down the telephone of each."
            )
            return Beside("name", words % {"name": one.name, "login": one.username})
    return None


def revise_official(*, official: Official, name: str, phone: str, by: Official, at: datetime) -> Official:
    """Another name, or another telephone at the office."""
    official.name, official.phone = name.strip(), phone.strip()
    revise_officials(officials=[official], by=by.key, at=at)
    return official


def objection_to_far_day(field: str, day: date, county: County, at: datetime) -> Beside | None:
    """Nothing is entered for a day further ahead than the charter says: whoever enters one has mistyped the year. How far
    back follows from what it stands under."""
    ahead = int(charter_of(at).figure("administration.ahead_days").value)
    last = local_day(at, county) + timedelta(days=ahead)
    if day > last:
        words = _("Please look at the year again: what is entered here begins by %(day)s at the latest.")
        return Beside(field, words % {"day": date_format(last, "DATE_FORMAT")})
    return None


def objection_to_post(unit: Unit, from_on: date) -> Beside | None:
    """A post begins while its unit is there."""
    if from_on < unit.valid_from:
        return Beside(
            "from_on",
            _("The unit is there only since %(day)s.") % {"day": date_format(unit.valid_from, "DATE_FORMAT")},
        )
    if unit.valid_to is not None:
        return Beside("unit", _("This unit has ended."))
    return None


@transaction.atomic
def give_post(
    *, official: Official, unit: Unit, title: str, role: str, from_on: date, by: Official, at: datetime
) -> Appointment:
    """A post in a unit, from a day on. What its holder may do is said by somebody else, so at first nothing."""
    refuse(objection_to_far_day("from_on", from_on, by.county, at))
    refuse(objection_to_post(unit, from_on))
    title = title.strip()
    if official.appointments.filter(post__unit=unit, post__title=title, to_on=None).exists():
        raise Refused(Beside("title", _("This post is held already.")))
    post = Post.objects.create(unit=unit, title=title, capacities=[], role=role, valid_from=from_on)
    return appoint(official=official, post=post, from_on=from_on, by=by.key, at=at)


def objection_to_capacities(post: Post, capacities: Collection[str]) -> str | None:
    """What goes with a post of that unit."""
    if Post.Capacity.SEALED_CLERK in capacities and post.unit.parent_id is not None:
        return _("Sealed reports are carried from the county's own desk only.")
    if Post.Capacity.DATA_OFFICER in capacities and post.unit.parent_id is not None:
        return _("Who is responsible for personal data sits at the county's own desk only.")
    return None


@transaction.atomic
def give_capacities(*, post: Post, capacities: Collection[str], by: Official, at: datetime) -> Post:
    """What the holder of this post may do from now on."""
    refuse(objection_to_capacities(post, capacities))
    post.capacities = [one.value for one in Post.Capacity if one in capacities]
    revise_posts(posts=[post], by=by.key, at=at)
    return post


def objection_to_locking(official: Official, by: Official) -> str | None:
    """Not one's own account, and not the last one that carries a duty of administration."""
    if not official.is_active:
        return _("This account is locked already.")
    return objection_to_oneself(official, by) or objection_to_vacancy(official, official.administers)


@transaction.atomic
def lock(*, official: Official, reason: str, by: Official, at: datetime) -> Official:
    """From now on nobody comes in with this account; whoever is in is out with the next page.

    No session and no slip of before opens it again when it is unlocked: a device may be lost, a paper in other hands.
    What is in hand stays theirs until somebody notes that they leave their post.
    """
    one_after_another()
    official.refresh_from_db()
    refuse(objection_to_locking(official, by))
    official.is_active, official.locked_for = False, Official.Locked(reason)
    official.locks += 1
    official.save(update_fields=["is_active", "locked_for", "locks"])
    Slip.objects.pending().filter(official=official).update(ended_at=at)
    record(by=by.key, deed="official.locked", on=official.key, at=at, reason=reason)
    return official


@transaction.atomic
def unlock(*, official: Official, by: Official, at: datetime) -> Official:
    """The account is in use again, with the password it had; after a lost one a slip is given besides."""
    refuse(objection_to_oneself(official, by))
    return back_in_use(official=official, by=by.key, at=at)


@transaction.atomic
def back_in_use(*, official: Official, by: str, at: datetime) -> Official:
    """End a lock, whoever does it: another administrator, or the console, where the last one is locked."""
    if official.is_active:
        raise Refused(_("This account is in use."))
    official.is_active, official.locked_for = True, ""
    official.failures, official.locked_until = 0, None
    official.save(update_fields=["is_active", "locked_for", "failures", "locked_until"])
    record(by=by, deed="official.unlocked", on=official.key, at=at)
    return official
