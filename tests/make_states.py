"""A matter in each state that it can stand in; here also petitions that are reviewed, which take the longest way."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from huiyin.matters import actions
from huiyin.matters.actions.delivering import opened
from huiyin.matters.models import Matter, State
from tests import make
from tests.world import AT, World


def petition(world: World, *, at: datetime = AT, open_page: bool = True, **fields: Any) -> Matter:
    """A petition that was answered, not supported; its person has read that, unless it is still on its way."""
    why = "经核实，该路段不在今年的改造计划内，按规定不予支持，已当面说明。"
    refused = {"outcome": "not_supported", "basis": "《某办法》第三条", "opinion": why * 2}
    found = make.replied(world, at=at, profile="petition_claim", reply=refused, **fields)
    if open_page:
        opened(matter=found, at=at)
    return Matter.objects.get(pk=found.pk)


def under_review(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Asked of the county by its resident."""
    found = petition(world, at=at, **fields)
    return actions.ask_review(matter=found, words="没有到现场看过", at=at).matter


OPINION = {
    "decision": "upheld",
    "opinion": "经复查，原答复意见事实清楚，予以维持。",
    "basis": "信访工作条例第35条",
}


def reviewed(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Decided by Sun: the answer stands."""
    found = under_review(world, at=at, **fields)
    return actions.decide_review(matter=found, version=found.version, by=world.sun, at=at, **OPINION).matter


def under_recheck(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Asked for once more."""
    found = reviewed(world, at=at, **fields)
    return actions.ask_review(matter=found, words="还是没有到现场看", at=at).matter


def finalised(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Decided by the city, as Sun entered it."""
    found = under_recheck(world, at=at, **fields)
    opinion = {**OPINION, "organ": "禾阳市人民政府"}
    return actions.decide_recheck(matter=found, version=found.version, by=world.sun, at=at, **opinion).matter


def reviewed_to_bring(world: World, *, at: datetime = AT) -> Matter:
    """The opinion of the review goes to who holds no code, so that the desk brings it."""
    found = under_review(world, at=at, resident=world.wang)
    Matter.objects.filter(pk=found.pk).update(holds_code_since=None)
    found.refresh_from_db()
    return actions.decide_review(matter=found, version=found.version, by=world.sun, at=at, **OPINION).matter


def finalised_to_bring(world: World, *, at: datetime = AT) -> Matter:
    """The last opinion goes to who holds no code."""
    found = reviewed_to_bring(world, at=at)
    found = actions.ask_review(matter=found, words="还是没有到现场看", at=at).matter
    opinion = {**OPINION, "organ": "禾阳市人民政府"}
    return actions.decide_recheck(matter=found, version=found.version, by=world.sun, at=at, **opinion).matter


def lapsed(world: World, *, at: datetime = AT) -> Matter:
    """Nobody asked for a recheck in time."""
    return actions.lapse(matter=reviewed(world, at=at), at=at)


def merged_petition(world: World, *, at: datetime = AT) -> Matter:
    """Wang's, merged into one that is answered; the answer was handed to her."""
    primary = petition(world, at=at)
    found = make.matter(world, resident=world.wang, raised_by=world.xia, profile="petition_claim", at=at)
    why = {"primary": primary, "why": "同一处路灯", "version": found.version}
    actions.merge(matter=found, by=world.liu, at=at, **why)
    found.refresh_from_db()
    given = {"way": "hand", "how": "王女士本人", "version": found.version, "by": world.he}
    return actions.deliver(matter=found, at=at, **given)


def in_review(world: World) -> list[Matter]:
    """A petition whose answer may be reviewed, and one at each stage of that."""
    return [one(world) for one in (petition, under_review, reviewed, under_recheck)]


# One for each state a matter can stand in.
MAKERS: dict[str, Callable[..., Matter]] = {
    State.RECEIVED: make.matter,
    State.NEEDS_INFO: make.asked,
    State.ROUTED: make.routed,
    State.RETURN_DISPUTED: make.disputed,
    State.ACCEPTED: make.accepted,
    State.IN_PROGRESS: make.started,
    State.PENDING_APPROVAL: make.drafted,
    State.REPLIED: make.replied,
    State.CLOSED: make.closed,
    State.UNDER_REVIEW: under_review,
    State.REVIEWED: reviewed,
    State.UNDER_RECHECK: under_recheck,
    State.FINALISED: finalised,
    State.REDIRECTED: make.redirected,
    State.TRANSFERRED_OUT: make.handed_over,
    State.WITHDRAWN: make.withdrawn,
    State.SEALED: make.sealed,
    State.MERGED: make.merged,
}
