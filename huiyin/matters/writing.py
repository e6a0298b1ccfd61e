"""What helps whoever writes an answer: what was done, what is kept ready, and earlier answers to the same topic."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from huiyin.lib.masking import mask_numbers
from huiyin.lib.paper import LANGUAGE
from huiyin.matters.models import Matter, Reply, ReplyTemplate, Review, Step
from huiyin.matters.models.matter import ANSWERED
from huiyin.matters.models.step import AGAIN
from huiyin.matters.rules import on_the_spot, routing
from huiyin.matters.rules import templates as rules
from huiyin.matters.sentences import day_words
from huiyin.orgs.models import Official, Unit

ACTIONS = (Step.Deed.START, Step.Deed.NOTE)
FALLEN = (Review.Decision.CHANGED, Review.Decision.REVOKED)
LONGEST = 4000  # characters of what an answer is begun with
MOST = 3  # earlier answers beside a new one
MOST_READY = 12  # templates beside a new answer


def since_taken_up(matter: Matter) -> list[Step]:
    """What was written down since it was taken over, or taken up again: actions, and drafts of other systems."""
    found: list[Step] = []
    drafts = Q(deed=Step.Deed.COMMENT, facts__has_key="drafted_by")
    for step in matter.steps.filter(Q(deed__in=(*AGAIN, *ACTIONS)) | drafts).order_by("pk"):
        if step.deed in AGAIN:
            found.clear()
        else:
            found.append(step)
    return found


def drafted_elsewhere(steps: list[Step]) -> Step | None:
    """The newest draft that another system handed in."""
    return next((step for step in reversed(steps) if step.deed == Step.Deed.COMMENT), None)


def what_was_done(steps: list[Step]) -> str:
    """The actions among these, each with its day: to begin an answer with.

    They were written for colleagues: numbers of people are masked, and of too many words the newest stay.
    """
    lines: list[str] = []
    for step in steps:
        if step.note and step.deed in ACTIONS:
            day = day_words(timezone.localtime(step.at).date())
            lines.append(_("%(day)s: %(what)s") % {"day": day, "what": step.note})
    return mask_numbers("\n".join(lines))[-LONGEST:]


def earlier_answers(matter: Matter, by: Official, at: datetime) -> list[Reply]:
    """What the unit answered to matters of the same topic that the writer may see: the same place first, then the newest.

    Only answers that stand: none that was taken up again or that a review changed or revoked.
    """
    if not matter.topic or matter.lead_unit_id is None:
        return []
    seen = Matter.objects.visible_to(by, at).live().filter(state__in=ANSWERED)
    like = seen.filter(topic=matter.topic, lead_unit=matter.lead_unit_id).exclude(pk=matter.pk)
    like = like.exclude(reviews__decision__in=FALLEN).exclude(data_key="")
    here = Case(When(matter__place=matter.place_id, then=0), default=1) if matter.place_id else Value(1)
    found = Reply.objects.given().filter(matter__in=like.values("pk")).annotate(here=here)
    found = found.filter(round=F("matter__reopened") + 1, replaced_at=None)
    return list(found.order_by("here", "-approved_at", "-pk").select_related("matter")[:MOST])


@dataclass(frozen=True)
class Begun:
    """A template as it reads for one matter."""

    template: ReplyTemplate
    words: str


def templates_for(matter: Matter) -> list[Begun]:
    """What its unit and those above keep for its topic and for how it may end: the nearest unit first.

    Before it is passed on, of the desk that holds it, for what is answered at once.
    """
    topic = routing.topic_of(matter)
    topics = {"", matter.topic, topic.parent or "" if topic else ""}
    outcomes = {one.code for one in matter.charter.charter.outcomes_of(matter.profile)}
    if matter.lead_unit is None:
        at_once = on_the_spot.procedure(matter)
        said = on_the_spot.outcome(matter, at_once) if at_once else None
        outcomes = {said.code} if said else set()
    rows = ReplyTemplate.objects.offered_in(_unit_of(matter)).filter(topic__in=topics)
    rows = rows.filter(outcome__in={"", *outcomes}).order_by("-unit__path", "-topic", "title", "pk")
    return [Begun(row, filled(row.words, matter)) for row in rows.select_related("unit")[:MOST_READY]]


def _unit_of(matter: Matter) -> Unit:
    """Which answers it: the one in the lead, before that the desk that holds it."""
    return matter.lead_unit or matter.holding_unit


def filled(words: str, matter: Matter) -> str:
    """The words of a template as the beginning of the answer to this matter, in the language that answers are in."""
    with override(LANGUAGE):
        day = day_words(timezone.localtime(matter.received_at).date())
    said = {"number": matter.reference, "date": day, "unit": _unit_of(matter).name}
    return rules.OPEN.sub(lambda found: said.get(found[1], found[0]), words)
