"""What a resident follows of their matter, step by step; of a merged one also the work on the one it is merged with."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiyin.matters.models import Matter, Step
from huiyin.matters.sentences import TOLD, told, unit_words

Deed = Step.Deed

# Of the trail of the matter one's own is merged with: the work, nothing that its own person said or did.
OF_THE_WORK = (
    Deed.ROUTE,
    Deed.UPHOLD,
    Deed.DESIGNATE,
    Deed.ACCEPT,
    Deed.REASSIGN,
    Deed.START,
    Deed.ASK_UP,
    Deed.TAKE_OVER,
    Deed.TURN_DOWN,
    Deed.TRIP,
    Deed.APPROVE,
    Deed.APPROVE_CORRECTION,
    Deed.EXTEND,
    Deed.REDIRECT,
    Deed.DECLINE,
    Deed.REDATE,
    Deed.RECLASSIFY,
    Deed.INFORM,
    Deed.CLOSE,
    Deed.TAKE_UP,
    Deed.REOPEN,
    Deed.ASK_REVIEW,
    Deed.DECIDE_REVIEW,
    Deed.ASK_RECHECK,
    Deed.DECIDE_RECHECK,
)


def _told_of(matter: Matter) -> QuerySet[Step]:
    read = matter.steps.select_related("unit", "matter__handler", "matter__charter", "by")
    return read.defer("matter__charter__text")


def story(matter: Matter, followed: Matter | None = None) -> list[tuple[datetime, str]]:
    """The steps a resident follows, oldest first; of a merged matter also the work on the one `followed`."""
    steps = list(_told_of(matter))
    if followed is not None and followed.pk != matter.pk:
        work = _told_of(followed).filter(deed__in=OF_THE_WORK)
        steps = sorted([*steps, *work], key=lambda step: (step.at, step.pk))
    return [(step.at, words) for step in steps if (words := _told_to(matter, step))]


def _told_to(matter: Matter, step: Step) -> str:
    """What somebody else had taken up again or reviewed is told as what it is for this person."""
    if step.matter_id != matter.pk:
        match step.deed:
            case Deed.REOPEN:
                return TOLD[Deed.TAKE_UP](step)
            case Deed.ASK_REVIEW:
                return _("A review of the answer was asked for; it lies with %(unit)s.") % {
                    "unit": unit_words(step)
                }
            case Deed.ASK_RECHECK:
                return _("A recheck of the answer was asked for; it lies with %(unit)s.") % {
                    "unit": unit_words(step)
                }
    return told(step)
