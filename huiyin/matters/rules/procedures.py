"""What follows for the procedure a matter goes by: which it may be, which its kind suggests, and what the person is told."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from huiyin.lib import charter_shape
from huiyin.lib.charter import DEFAULT_PROFILE, Charter, Profile
from huiyin.lib.refusal import Beside
from huiyin.matters import dates
from huiyin.matters.models import Matter, Referral, State, Step
from huiyin.matters.rules.delivering import way_to
from huiyin.matters.rules.hearing import MIN_WORDS
from huiyin.matters.rules.move import STAYS, Move, Who
from huiyin.matters.rules.routing import WAY_OF_THE_LAW as WAY_OF_THE_LAW
from huiyin.orgs.models import Official

Deed = Step.Deed
FURTHEST = 731  # days: a year that was mistyped, no rule of the institution
ORDER = "hotline_order"  # only for what came with an order
# Not while a unit is asked whether it is theirs, and not while an answer waits, which was written for the one before.
BEFORE_ACCEPTANCE = (State.RECEIVED, State.NEEDS_INFO, State.ROUTED, State.RETURN_DISPUTED)
CHANGED_IN = (State.RECEIVED, State.ACCEPTED, State.IN_PROGRESS)


def suggested(charter: Charter, kind: str) -> str:
    """The procedure that a kind of matter suggests; that of the house where it suggests none."""
    found = next((one.profile for one in charter.listed("kind") if one.code == kind), "")
    return found or DEFAULT_PROFILE


def offered(matter: Matter) -> tuple[Profile, ...]:
    """The procedures it may go by where it stands."""
    return tuple(
        matter.charter.charter.profile(code)
        for code in PROFILES
        if (code != ORDER or matter.printed_on is not None)
        and (code != WAY_OF_THE_LAW or matter.state == State.RECEIVED)
    )


def at_the_door(charter: Charter) -> tuple[Profile, ...]:
    """The procedures that may be chosen when something is taken down."""
    return tuple(charter.profile(code) for code in PROFILES if code != WAY_OF_THE_LAW)


def following(matter: Matter) -> str:
    """By which procedure something new about it goes: its own, but for what needs a date of its own, or ended elsewhere."""
    chosen = {one.code for one in at_the_door(matter.charter.charter)} - {ORDER}
    return matter.profile if matter.profile in chosen else DEFAULT_PROFILE


PROFILES = tuple(
    code for code in charter_shape.PROFILES if code != "sealed_report"
)  # which has a door of its own


def accepted_at(matter: Matter) -> datetime | None:
    """When a unit took it over, if one has."""
    taken = matter.steps.filter(deed__in=(Deed.ACCEPT, Deed.DESIGNATE)).order_by("pk").last()
    return taken.at if taken else None


def awaits_acceptance(matter: Matter) -> bool:
    """Whether its days run from the acceptance that is still awaited, so that its date is that of being told."""
    if matter.state not in BEFORE_ACCEPTANCE or matter.reopened:
        return False
    rule = matter.charter.charter.clock_or_none("handle", matter.profile)
    return rule is None or rule.runs_from != "received"


def may_come_later(matter: Matter, profile: str) -> bool:
    """Whether the person may have the answer later by this procedure than they were told (I-12)."""
    if profile == matter.profile or matter.due_on is None:
        return False
    due = dates.due_by(matter, profile, accepted_at(matter))
    return due is None or due > matter.due_on


def objection_to_changing(matter: Matter, _by: Official, _at: datetime) -> str | None:
    """Not while a request for more time waits, which was asked for by the procedure of now."""
    if matter.more_time_asked_at is not None:
        return _("More time has been asked for; that is decided first.")
    return None


def objection_to_procedure(matter: Matter, profile: str, kind: str) -> str | None:
    """One that it may go by, and a kind of the charter."""
    if profile not in {one.code for one in offered(matter)}:
        return Beside("profile", _("Please choose a procedure that the matter can go by."))
    if kind and kind not in {one.code for one in matter.charter.charter.listed("kind")}:
        return Beside("kind", _("Please choose from the lists of the institution."))
    return None


def objection_to_telling(words: str) -> str | None:
    """Who was given one date and may get another hears why, in writing."""
    if len(words.strip()) < MIN_WORDS:
        return Beside("words", _("Please write what the person is told about the change."))
    return None


def ways_to_tell(matter: Matter) -> tuple[Referral.Told, ...]:
    """How the person can have it in writing: by the page where they can open it, or where nothing else leads to them.

    Whoever is merged into it is told the same, so a way is one for all of them.
    """
    everybody = (matter, *matter.merged.all())
    by_page = all(one.holds_code_since is not None or not way_to(one) for one in everybody)
    return (*((Referral.Told.PAGE,) if by_page else ()), Referral.Told.HAND, Referral.Told.POST)


def objection_to_way(matter: Matter, profile: str, told: str) -> str | None:
    """Where the answer may come later, it is said how the person has that in writing (I-12)."""
    if may_come_later(matter, profile) and told not in ways_to_tell(matter):
        words = _(
            "By this procedure the answer may come later: please say how the person is told in writing."
        )
        return Beside("told", words)
    return None


def objection_in_passing(matter: Matter, profile: str) -> str | None:
    """Who passes a matter on changes its procedure in passing only if the person need not wait longer for it."""
    if may_come_later(matter, profile):
        words = _("By this procedure the answer may come later: change it first, which tells the person why.")
        return Beside("profile", words)
    return None


def objection_to_printed(received: date, printed_on: date | None) -> str | None:
    """The latest day that an order states lies neither before its receipt nor in another year by mistake."""
    if printed_on is not None and printed_on < received:
        return Beside("printed_on", _("The latest day on the order lies before its receipt."))
    if printed_on is not None and (printed_on - received).days > FURTHEST:
        return Beside(
            "printed_on", _("That day lies more than two years off; please look at the year again.")
        )
    return None


MOVES = (
    Move(
        "–",
        Deed.RECLASSIFY,
        CHANGED_IN,
        STAYS,
        (Who.HOLDER_DESK, Who.LEAD_HEAD),
        guards=(objection_to_changing,),
        page=True,
    ),
)
