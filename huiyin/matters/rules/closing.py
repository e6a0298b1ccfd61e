"""What follows for rating and closing: the resident says what they think of it; somebody outside closes it."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.matters.models import Matter, Reply, State, Step
from huiyin.matters.models.matter import WITH_THE_PERSON
from huiyin.matters.rules.delivering import objection_to_ending
from huiyin.matters.rules.merging import answer_of, sent_to
from huiyin.matters.rules.move import STAYS, Move, Who
from huiyin.matters.rules.part import objection_to_own_work
from huiyin.orgs.models import Official

Deed = Step.Deed


def objection_to_closing(
    matter: Matter, _by: Official | None = None, _at: datetime | None = None
) -> str | None:
    """Closed after the resident has rated, never before the answer arrived, nor while somebody is to ring (T19, I-02)."""
    if matter.rated_at is None:
        return _(
            "The resident has not rated the answer yet; it closes by itself when the time for that has passed."
        )
    if matter.to_call:
        return _("Somebody outside the unit rings the person first.")
    return objection_to_ending(matter)


def reply_to_rate(matter: Matter) -> Reply | None:
    """The answer that its person can say something of: the last one, or the one that a merged matter was answered with."""
    if matter.state in WITH_THE_PERSON:
        return answer_of(matter)
    sent = sent_to(matter)
    return sent.reply if sent is not None else None


MOVES = (
    Move("T19", Deed.RATE, (*WITH_THE_PERSON, State.MERGED), STAYS, (Who.RESIDENT,)),
    Move(
        "T19",
        Deed.CLOSE,
        (State.REPLIED,),
        State.CLOSED,
        (Who.INTAKE_OVERSEER, Who.TIME),
        guards=(objection_to_own_work, objection_to_closing),
        owes=("callback",),
        stops=("rating", "delivery", "callback"),
        page=True,
    ),
)
