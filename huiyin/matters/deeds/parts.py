"""The pages of the parts that others are asked for: asking is a step of the matter, the rest are steps of the part."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.parts import (
    AnswerPartForm,
    AskAdviceForm,
    AskUnitForm,
    AskUpForm,
    CallOffForm,
    TakeOverForm,
    TakePartForm,
    TurnDownForm,
)
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

Deed = Step.Deed
PAGE, PART_PAGE = "matters/deed.html", "matters/part_deed.html"

ASKING: Mapping[str, DeedPage] = {
    "support": DeedPage(
        _("Ask another unit for its part"),
        AskUnitForm,
        actions.ask_unit,
        _("Asked; its heads have been told."),
        _("Ask this unit"),
        deed=Deed.ASK_UNIT,
        template=PAGE,
    ),
    "advice": DeedPage(
        _("Ask an expert"),
        AskAdviceForm,
        actions.ask_advice,
        _("Asked."),
        _("Ask for this advice"),
        deed=Deed.ASK_ADVICE,
        template=PAGE,
    ),
    "upward": DeedPage(
        _("Put it to the level above"),
        AskUpForm,
        actions.ask_up,
        _("Put to the level above; until it is taken over there it stays with you."),
        deed=Deed.ASK_UP,
        template=PAGE,
    ),
    "takeover": DeedPage(
        _("Take it over from below"),
        TakeOverForm,
        actions.take_over,
        _("Taken over; the unit below and the person's page have been told."),
        _("Take it over"),
        deed=Deed.TAKE_OVER,
        template=PAGE,
    ),
}

# By the noun behind the number of a part.
PARTS: Mapping[str, DeedPage] = {
    "acceptance": DeedPage(
        _("Take this part on"),
        TakePartForm,
        actions.take_part,
        _("Taken on."),
        deed=Deed.TAKE_PART,
        template=PART_PAGE,
    ),
    "answer": DeedPage(
        _("Answer this part"),
        AnswerPartForm,
        actions.answer_part,
        _("Answered; whoever handles the matter has been told."),
        deed=Deed.ANSWER_PART,
        template=PART_PAGE,
    ),
    "refusal": DeedPage(
        _("Turn this part down"),
        TurnDownForm,
        actions.turn_down,
        _("Turned down; whoever handles the matter has been told."),
        deed=Deed.TURN_DOWN,
        template=PART_PAGE,
    ),
    "calling-off": DeedPage(
        _("Call this part off"),
        CallOffForm,
        actions.call_off,
        _("Called off; the unit has been told."),
        deed=Deed.CALL_OFF,
        template=PART_PAGE,
    ),
}
PART_NOUNS = {page.deed: noun for noun, page in PARTS.items()}
