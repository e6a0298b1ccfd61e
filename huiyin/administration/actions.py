"""What administrators do that touches more than an account: taking a capacity away, letting somebody in."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.administration import letting
from huiyin.lib.refusal import refuse
from huiyin.orgs import accounts
from huiyin.orgs.administrators import objection_to_oneself
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Appointment, Official, Post
from huiyin.orgs.slips import Given, objection_to_slip
from huiyin.recording.leaving import open_in

ALONE = (Post.Capacity.COORDINATOR, Post.Capacity.SEALED_CLERK, Post.Capacity.DATA_OFFICER)


def objection_to_taking_away(post: Post, capacities: Collection[str], at: datetime) -> str | None:
    """Whoever still keeps households, promises or echoes by this post hands them over first, by leaving it.

    What nobody else at the unit may do is given to somebody else before: letters and requests would wait with nobody.
    """
    for capacity in set(post.capacities) & set(ALONE) - set(capacities):
        if alone := _alone_with(post, capacity, at):
            words = _(
                "%(name)s is the last one there who is %(what)s; please give it to somebody else first."
            )
            return words % {"name": alone.name, "what": Post.Capacity(capacity).label}
    if Post.Capacity.OFFICER not in post.capacities or Post.Capacity.OFFICER in capacities:
        return None
    for held in post.appointments.filter(to_on=None).select_related("official", "post__unit"):
        found = open_in(held, at)
        if found.moves:
            words = _(
                "%(name)s still keeps households or promises by this post; please let them be handed over first."
            )
            return words % {"name": held.official.name}
    return None


def _alone_with(post: Post, capacity: str, at: datetime) -> Official | None:
    """Who holds the post, if nobody by another one may do this at the same unit."""
    day = local_day(at, post.unit.county)
    others = Appointment.objects.live_on(day).filter(
        post__unit=post.unit, post__capacities__contains=[capacity], official__is_active=True
    )
    held = post.appointments.live_on(day).select_related("official").first()
    return held.official if held and not others.exclude(post=post).exists() else None


@transaction.atomic
def give_capacities(*, post: Post, capacities: Collection[str], by: Official, at: datetime) -> Post:
    """What the holder of this post may do from now on."""
    refuse(objection_to_taking_away(post, capacities, at))
    return accounts.give_capacities(post=post, capacities=capacities, by=by, at=at)


def objection_to_letting_in(official: Official, by: Official) -> str | None:
    """Who administers is let in from the console only: otherwise one administrator could sign in as another (ADR 17)."""
    if official.administers:
        words = _(
            "Who administers gets a slip at the console only, where two people sit together: huiyin slip %(login)s"
        )
        return words % {"login": official.username}
    return objection_to_oneself(official, by) or objection_to_slip(official)


def let_in(*, official: Official, by: Official, at: datetime) -> Given:
    """A slip for somebody else, who serves."""
    refuse(objection_to_letting_in(official, by))
    return letting.give(official=official, by=by.key, at=at)


@transaction.atomic
def let_many_in(*, people: Sequence[Official], by: Official, at: datetime) -> list[Given]:
    """A slip for each, or for none of them."""
    return [let_in(official=one, by=by, at=at) for one in people]
