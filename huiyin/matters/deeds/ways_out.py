"""The pages of the ways out of a matter."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.ways_out import (
    AcknowledgementForm,
    DeclineForm,
    HandOverForm,
    RedirectForm,
    WithdrawalForm,
)
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

Deed = Step.Deed
PAGE = "matters/deed.html"

WAYS_OUT: Mapping[str, DeedPage] = {
    "redirect": DeedPage(
        _("Show the way of the law"),
        RedirectForm,
        actions.redirect,
        _("The person is told where it belongs."),
        _("Tell the person this way"),
        deed=Deed.REDIRECT,
        template=PAGE,
    ),
    "decline": DeedPage(
        _("Decline, with the reason"),
        DeclineForm,
        actions.decline,
        _("The person is told why."),
        _("Tell the person this reason"),
        deed=Deed.DECLINE,
        template=PAGE,
    ),
    "handing-over": DeedPage(
        _("Hand it over to another organ"),
        HandOverForm,
        actions.hand_over,
        _("Handed over; it stays on this desk until the receipt is there."),
        _("Hand it over and tell the person"),
        deed=Deed.HAND_OVER,
        template=PAGE,
    ),
    "acknowledgement": DeedPage(
        _("Note the receipt of the other organ"),
        AcknowledgementForm,
        actions.note_receipt,
        _("Noted; nobody here waits for it any more."),
        _("Note the receipt"),
        deed=Deed.NOTE_RECEIPT,
        template=PAGE,
    ),
    "withdrawal": DeedPage(
        _("The person takes it back"),
        WithdrawalForm,
        actions.withdraw_for,
        _("Withdrawn; nobody works on it any more."),
        _("Enter the withdrawal"),
        deed=Deed.WITHDRAW,
        template=PAGE,
    ),
}
