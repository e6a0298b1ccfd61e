"""What officials do at the register and at their contacts, by noun."""

from huiyin.contacts.actions.aid import Money, end_aid, note_aid, plan_aid
from huiyin.contacts.actions.briefs import (
    BriefText,
    answer_question,
    keep_question,
    publish_brief,
    rewrite_brief,
    withdraw_brief,
    write_brief,
)
from huiyin.contacts.actions.needs import assess_need, keep_receipt, refer, withdraw_need
from huiyin.contacts.actions.promises import keep, promise
from huiyin.contacts.actions.recording import Promised, Raised, keep_points, record, void
from huiyin.contacts.actions.register import pair
from huiyin.contacts.actions.research import (
    Question,
    carry_out,
    find,
    hand_in,
    link_trip,
    look_again,
    plan_research,
    record_trip,
    resolve,
)
from huiyin.contacts.actions.village import advise, decide, put_forward

__all__ = [
    "BriefText",
    "Money",
    "Promised",
    "Question",
    "Raised",
    "advise",
    "answer_question",
    "assess_need",
    "carry_out",
    "decide",
    "end_aid",
    "find",
    "hand_in",
    "keep",
    "keep_points",
    "keep_question",
    "keep_receipt",
    "link_trip",
    "look_again",
    "note_aid",
    "pair",
    "plan_aid",
    "plan_research",
    "promise",
    "publish_brief",
    "put_forward",
    "record",
    "record_trip",
    "refer",
    "resolve",
    "rewrite_brief",
    "void",
    "withdraw_brief",
    "withdraw_need",
    "write_brief",
]
