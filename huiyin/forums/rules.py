"""What follows at a forum: who may run it, which step follows which, and when its minutes may be closed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiyin.contacts import rules
from huiyin.contacts.models import Point
from huiyin.forums.models import Forum
from huiyin.lib.charter import Charter
from huiyin.orgs.models import Official, Unit

State = Forum.State
MOST_GROUPS = 20
MOST_POINTS = 99
RUNNERS = ("coordinator", "unit_head")

# Each step of a forum (rules S16): from which states, and into which; None: it stays where it is.
TRANSITIONS: dict[str, tuple[tuple[str, ...], str | None]] = {
    "change": ((State.PLANNED, State.INVITED), None),
    "invite": ((State.PLANNED, State.INVITED), State.INVITED),
    "hold": ((State.PLANNED, State.INVITED), State.HELD),
    "point": ((State.HELD,), None),
    "dispose": ((State.HELD,), None),
    "close": ((State.HELD,), State.CLOSED),
    "cancel": ((State.PLANNED, State.INVITED), State.CANCELLED),
}


def may_run(forum: Forum, by: Official, at: datetime) -> bool:
    """The chair, who called it, and those who coordinate or head the unit that holds it."""
    if by.pk in (forum.chair_id, forum.called_by_id):
        return True
    return by.standing(at).over(forum.unit, *RUNNERS)


def objection(deed: str, forum: Forum, by: Official, at: datetime) -> str | None:
    """Why this step cannot be taken by this person now."""
    if not may_run(forum, by, at):
        return _("Only the chair, who called the forum, or the unit that holds it can do this.")
    if forum.state in TRANSITIONS[deed][0]:
        return None
    return {
        State.PLANNED: _("The forum has not been held yet."),
        State.INVITED: _("The forum has not been held yet."),
        State.HELD: _("The forum has been held already."),
        State.CLOSED: _("The minutes are closed."),
        State.CANCELLED: _("The forum was cancelled."),
    }[State(forum.state)]


def units_of(by: Official, at: datetime) -> Q:
    """The units for which an official may call a forum: those of their posts, and those they coordinate or head."""
    standing = by.standing(at)
    return Q(pk__in=standing.unit_ids) | standing.scope("", *RUNNERS)


def objection_to_planning(
    *, unit: Unit, place: Unit, planned_on: date, today: date, codes: Sequence[str], charter: Charter
) -> str | None:
    """A forum lies ahead, somewhere, and asks groups that the institution knows, each once."""
    if planned_on < today:
        return _("The day lies in the past; a forum that took place is recorded as a contact.")
    if not codes:
        return _("Please say whom to invite: at least one group or organisation.")
    if len(codes) > MOST_GROUPS or len(set(codes)) != len(codes):
        return _("Please name each group once.")
    known = {group.code for group in charter.groups} | {one.code for one in charter.listed("source_org")}
    if set(codes) - known:
        return _("Please choose from the lists of the institution.")
    return None


def objection_to_point(text: str, disposition: str, answer: str) -> str | None:
    """A point of a forum may wait for its disposition; everything else is as at any contact."""
    return rules.objection_to_point(text, disposition or Point.Disposition.NOTED, answer)


def objection_to_closing(hanging: Sequence[Point]) -> str | None:
    """Minutes cannot be closed while a point hangs (S16); the sentence names which."""
    if not hanging:
        return None
    listed = pgettext("between numbers of a list", ", ").join(str(point.number) for point in hanging)
    first = hanging[0].text if len(hanging[0].text) <= 20 else hanging[0].text[:20] + "…"
    return _("The minutes cannot be closed yet: point %(numbers)s has no disposition (“%(text)s”).") % {
        "numbers": listed,
        "text": first,
    }
