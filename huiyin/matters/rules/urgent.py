"""What follows where something does not wait: who flags it, who hears of it at once, and until when it is begun (T28)."""

from datetime import datetime, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.lib.charter import Named
from huiyin.lib.refusal import Beside
from huiyin.matters.models import Matter, Step, Urgency
from huiyin.matters.models.matter import OPEN
from huiyin.matters.rules.hearing import MIN_WORDS
from huiyin.matters.rules.move import STAYS, Move, Who
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official

Deed = Step.Deed
BEGUN = (Deed.START, Deed.NOTE)  # the actions that are a first contact


def objection_to_flagging(matter: Matter, _by: Official, _at: datetime) -> str | None:
    """Once in a round; who was told of it then is told no second time until it is taken up again."""
    last, again = matter.urgent_at, matter.reopened_at
    if last is not None and (again is None or last >= again):
        return _("It is urgent already.")
    return None


def objection_to_kind(matter: Matter, kind: str, words: str) -> str | None:
    """One of the kinds of the charter, and whom somebody has rung."""
    if kind not in {one.code for one in kinds(matter)}:
        return Beside("kind", _("Please choose from the lists of the institution."))
    if len(words.strip()) < MIN_WORDS:
        return Beside("words", _("Please say whom you have rung."))
    return None


def kinds(matter: Matter) -> tuple[Named, ...]:
    """What does not wait, by the charter of the matter, each with the number to ring."""
    return matter.charter.charter.listed("urgent_kind")


def kind_words(found: Named) -> str:
    """The kind with the number that is rung at once, if it has one."""
    words, number = found.words.in_language(get_language() or "zh-hans"), found.rings
    if not number:
        return words
    return _("%(kind)s (ring %(number)s)") % {"kind": words, "number": number}


def alert_every(matter: Matter) -> timedelta:
    """How long those who were told have before the next ones up the line are told."""
    return timedelta(minutes=int(matter.charter.charter.figure("urgent.alert_minutes").value))


def contact_within(matter: Matter) -> timedelta:
    """How long until the first action is on record."""
    return timedelta(hours=int(matter.charter.charter.figure("urgent.first_contact_hours").value))


def has_been_seen(found: Urgency) -> bool:
    """Whether one of those who were told has opened it, since it was flagged or taken up again."""
    since = max(filter(None, (found.at, found.matter.reopened_at)))
    told = Notice.objects.filter(about=found.matter.reference, kind="urgent", to__isnull=False, at__gte=since)
    return told.filter(read_at__isnull=False).exists()


def urgency_of(matter: Matter) -> Urgency | None:
    """Its flag; costs no query where it has none."""
    if matter.urgent_at is None:
        return None
    return Urgency.objects.filter(matter=matter).select_related("by").first()


MOVES = (
    Move(
        "T28",
        Deed.FLAG_URGENT,
        OPEN,
        STAYS,
        (Who.STAFF,),
        guards=(objection_to_flagging,),
    ),
)
