"""What follows for a draw of lots: its states, who runs it, what each step needs, and which quotas fit who lives here."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.forums.models import Forum
from huiyin.lots.models import Draw, DrawEntry
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Appointment, Official, Unit
from huiyin.orgs.standing import LEADING

State, Purpose = Draw.State, Draw.Purpose
PLACE: Final = "place"
GROUP: Final = "group:"
YES, NO = "yes", "no"
MOST: Final = 500  # households that one draw may ask for
QUIET: Final = timedelta(minutes=4)  # a clock not heard of for so long has stopped: another takes the work up
PATIENT: Final = timedelta(seconds=20)  # after so long the page says that no clock has come yet
Line = tuple[str, str, int, int]  # category, value, least, most


class Deed(TextChoices):
    """What moves a draw."""

    PLAN = "plan"
    ADJUST = "adjust"
    POOL = "pool"
    COMPUTE = "compute"
    FINISH = "finish"
    FAIL = "fail"
    PUBLISH = "publish"
    DRAW = "draw"
    INVITE = "invite"
    ANSWER = "answer"
    CLOSE = "close"
    CANCEL = "cancel"


# From each state, which deed leads where. A draw to visit somebody new is drawn at once; one in public is published first.
TRANSITIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "": {Deed.PLAN: State.PLANNED},
    State.PLANNED: {Deed.ADJUST: State.PLANNED, Deed.POOL: State.POOLED, Deed.CANCEL: State.CANCELLED},
    State.POOLED: {Deed.ADJUST: State.POOLED, Deed.COMPUTE: State.COMPUTING, Deed.CANCEL: State.CANCELLED},
    State.COMPUTING: {
        Deed.FINISH: State.COMPUTED,
        Deed.FAIL: State.POOLED,
        Deed.CANCEL: State.CANCELLED,
    },
    State.COMPUTED: {
        Deed.ADJUST: State.POOLED,
        Deed.PUBLISH: State.PUBLISHED,
        Deed.DRAW: State.DRAWN,
        Deed.CANCEL: State.CANCELLED,
    },
    State.PUBLISHED: {Deed.DRAW: State.DRAWN, Deed.CANCEL: State.CANCELLED},
    State.DRAWN: {Deed.INVITE: State.INVITED, Deed.ANSWER: State.DRAWN},
    State.INVITED: {Deed.ANSWER: State.INVITED, Deed.CLOSE: State.CLOSED},
    State.CLOSED: {},
    State.CANCELLED: {},
}


def visitors(by: Official, at: datetime) -> QuerySet[Official]:
    """For whom somebody new to visit may be drawn: who serves today in a post that visits, by name."""
    seats = Appointment.objects.filter(post__capacities__contains=["officer"])
    people: QuerySet[Official] = Official.objects.visible_to(by, at).serving(local_day(at, by.county), seats)
    return people.order_by("name_key", "pk")


def may_run(draw: Draw, by: Official, at: datetime) -> bool:
    """Who coordinates, heads or supervises the unit that holds the draw, or one above it."""
    return by.standing(at).over(draw.unit, *LEADING)


def may_draw_for(forum: Forum, by: Official, at: datetime) -> bool:
    """Who may have the invitations of a forum drawn, while it has not taken place."""
    waits = forum.state in (Forum.State.PLANNED, Forum.State.INVITED)
    return waits and by.standing(at).over(forum.unit, *LEADING)


def objection(deed: str, draw: Draw, by: Official, at: datetime) -> str | None:
    """Why this step cannot be taken by this person now."""
    if not may_run(draw, by, at):
        return _("Only who coordinates, heads or supervises the unit that holds the draw can do this.")
    if deed not in TRANSITIONS[draw.state]:
        return {
            State.PLANNED: _("The pool has not been fixed yet."),
            State.POOLED: _("The pool is fixed; panels are worked out next."),
            State.COMPUTING: _("The panels are being worked out; please wait until they are there."),
            State.COMPUTED: _("The panels have been worked out and are not sealed yet."),
            State.PUBLISHED: _("The panels are sealed and can no longer be changed."),
            State.DRAWN: _("The number has been drawn; it is drawn only once."),
            State.INVITED: _("The number has been drawn; it is drawn only once."),
            State.CLOSED: _("The draw is closed."),
            State.CANCELLED: _("The draw was cancelled."),
        }[State(draw.state)]
    if draw.state == State.COMPUTED and deed == (Deed.DRAW if draw.is_public else Deed.PUBLISH):
        if draw.is_public:
            return _("The panels are sealed before a number is drawn.")
        return _("This draw is not held in public; it is drawn at once.")
    return None


def objection_to_planning(*, unit: Unit, area: Unit, by: Official, at: datetime) -> str | None:
    """For a unit one leads, among households one answers for."""
    standing = by.standing(at)
    if not standing.over(unit, *LEADING):
        return _("Only who coordinates, heads or supervises a unit can plan a draw for it.")
    if not standing.over(area, *LEADING):
        return _("You can only draw among the villages that you answer for.")
    return None


def objection_to_size(size: int) -> str | None:
    """At least one, and not a whole county."""
    if not 1 <= size <= MOST:
        return _("Please draw between 1 and %(most)d households.") % {"most": MOST}
    return None


def objection_to_pool(pool: int, size: int) -> str | None:
    """There is nothing to draw where nearly everybody is drawn."""
    if pool < size:
        return ngettext(
            "Only %(pool)d household on the register agreed and can be drawn; that is fewer than asked for.",
            "Only %(pool)d households on the register agreed and can be drawn; that is fewer than asked for.",
            pool,
        ) % {"pool": pool}
    return None


def objection_to_quotas(lines: Sequence[Line], size: int, before: Sequence[Line], state: str) -> str | None:
    """The least is not above the most, and once the pool is fixed only the numbers change."""
    if state != State.PLANNED and [line[:2] for line in lines] != [tuple(line[:2]) for line in before]:
        return _("The pool is fixed; only the numbers can still be changed.")
    for _category, _value, least, most in lines:
        if not 0 <= least <= most:
            return _("In each line the least may not be above the most.")
        if least > size:
            return _("A line asks for more households than are drawn.")
    return None


def objection_to_publishing(*, way: str, way_words: str, draws_on: date, today: date) -> str | None:
    """How the number comes about is named beforehand."""
    if way not in Draw.Way.values:
        return _("Please choose how the number is to be drawn.")
    if way == Draw.Way.LOTTERY and not way_words.strip():
        return _("Please name the public lottery beforehand, with its day or its number.")
    if draws_on < today:
        return _("The day of the draw lies in the past.")
    return None


def objection_to_opening(draw: Draw) -> str | None:
    """Until the number is there, nobody looks up which number would choose whom."""
    if draw.number is None:
        return _("The lists are sealed until the number is drawn; the whole proof can be taken after that.")
    return None


def objection_to_number(draw: Draw, number: int | None) -> str | None:
    """It names one of the panels."""
    if number is None or not 0 <= number < draw.panels_count:
        return _("The number lies between %(first)s and %(last)s.") % {
            "first": "0" * draw.digits,
            "last": str(draw.panels_count - 1),
        }
    return None


def objection_to_answer(entry: DrawEntry, answer: str) -> str | None:
    """Of a household that was invited; who declined has been replaced, so that stays."""
    if entry.invited_on is None:
        return _("This household was not invited.")
    if answer not in (DrawEntry.Answer.ACCEPTED, DrawEntry.Answer.DECLINED):
        return _("Please say whether the household comes.")
    if entry.answer == DrawEntry.Answer.DECLINED:
        return _("This household has declined already.")
    return None


# --- quotas ---


def around(share: float, size: int, available: int) -> tuple[int, int]:
    """The whole numbers next to a proportional part: floor and ceiling of share · size.

    `share` lies in [0, 1]; the least is never more than are `available`, the most never less than one, so that a small
    group is not shut out.
    """
    exact = round(share * size, 9)
    return min(math.floor(exact), available), max(1, math.ceil(exact))


def proportional(
    category: str, shares: Mapping[str, float], size: int, available: Mapping[str, int], *, value: str = ""
) -> list[Line]:
    """A line for each value by its share; with `value`, each share is a category of its own with that one value."""
    found: list[Line] = []
    for name, share in shares.items():
        least, most = around(share, size, available.get(name, 0))
        found.append((f"{category}{name}", value, least, most) if value else (category, name, least, most))
    return found


def wanted_lines(wanted: Mapping[str, int], available: Mapping[str, int]) -> list[Line]:
    """What a forum wants of each group: at least that many (as far as there are any), at most one more.

    The one more leaves room for households that declared no group or several.
    """
    return [
        (f"{GROUP}{code}", YES, min(number, available.get(code, 0)), number + 1)
        for code, number in wanted.items()
    ]


def with_complements(lines: Iterable[Sequence[object]], size: int) -> list[Line]:
    """The lines as the lottery needs them: beside "yes" of a group stands its "no", which asks for nothing more."""
    found: list[Line] = []
    for category, value, least, most in lines:
        name = str(category)
        found.append((name, str(value), int(str(least)), int(str(most))))
        if value == YES:
            found.append((name, NO, 0, size))
    return found


def values_of(categories: Sequence[str], place: str, groups: Iterable[str]) -> list[str]:
    """What a household counts as in each category."""
    declared = set(groups)
    return [
        place if category == PLACE else YES if category.removeprefix(GROUP) in declared else NO
        for category in categories
    ]
