"""The life of a matter as one table, put together from its stages; what is not the next step stands last."""

from huiyin.matters.models import Step
from huiyin.matters.rules import (
    asking,
    calling,
    closing,
    delivering,
    extending,
    firewall,
    hand_back,
    handling,
    hearing,
    merging,
    on_the_spot,
    procedures,
    reopening,
    replying,
    reviewing,
    routing,
    sealing,
    sub_tasks,
    urgent,
    ways_out,
)
from huiyin.matters.rules.move import Move

Deed = Step.Deed

MOVES: tuple[Move, ...] = (
    *hearing.MOVES,
    *routing.MOVES,
    *asking.MOVES,
    *firewall.MOVES,
    *on_the_spot.MOVES,
    *ways_out.MOVES,
    *sealing.MOVES,
    *hand_back.MOVES,
    *handling.MOVES,
    *replying.MOVES,
    *delivering.MOVES,
    *calling.MOVES,
    *closing.MOVES,
    *reopening.MOVES,
    *reviewing.MOVES,
    *extending.MOVES,
    *sub_tasks.MOVES,
    *routing.AGAIN,
    *merging.MOVES,
    *procedures.MOVES,
    *ways_out.WITHDRAWAL,
    *urgent.MOVES,
)

# What is done beside the life: it leaves a step, never a new state. In the words of the documents.
BESIDE: dict[str, str] = {
    Deed.JOIN: "another matter about the same was merged into it (T07)",
    Deed.PART: "the other matter stands by itself again",
    Deed.REMIND: "the clock, before the date",
    Deed.CHASE: "the clock, one rung up the line",
    Deed.REDATE: "the clock, when the days off of a year are announced",
    Deed.ALERT: "the clock, of an urgent matter that nobody has looked at, or begun",
    Deed.REVEAL: "an official opens name and number, with a purpose",
    Deed.RENEW: "a clerk gives out a new code for a lost one, after a check of who asks",
    Deed.ATTACH: "the person, or who handles it, leads the unit or took it in, adds photos or documents",
    Deed.DETACH: "an official takes back what they put there themselves, before the answer, and says why",
    Deed.TRIP: "an official who may see the matter took it along to the place; links the contact",
    Deed.TAKE_PART: "a head of the unit that was asked for its part takes it on and names who does it (T15)",
    Deed.ANSWER_PART: "who does the part, or a head of that unit, says what came of it (T15)",
    Deed.TURN_DOWN: "a head of the unit that was asked says why the part is not theirs (T15)",
    Deed.CALL_OFF: "the handler needs the part no more, and says why (T15)",
    Deed.COMMENT: "an official who may see the matter writes something down for the others who do",
    Deed.SUPERVISE: "a supervisor asks the unit about it (T27)",
    Deed.RESPOND: "the unit answers the supervision",
    Deed.SPONSOR: "a head over the unit in turn, or a supervisor, names a leading official who sees it through",
    Deed.LEAVE_CARE: "the same, or the leading official, with the reason",
}
