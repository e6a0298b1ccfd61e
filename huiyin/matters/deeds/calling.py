"""The pages of calling back after an answer, and of taking a matter up again from above."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.matters import actions
from huiyin.matters.forms.calling import CallForm, CallTryForm, TakingUpForm
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

Deed = Step.Deed
PAGE = "matters/deed.html"

CALLING: Mapping[str, DeedPage] = {
    "call": DeedPage(
        _("Call the person back"),
        CallForm,
        actions.call_answered,
        _("What the person said has been kept."),
        _("Keep what the person said"),
        deed=Deed.CALL,
        template=PAGE,
    ),
    "call-try": DeedPage(
        pgettext_lazy("of a call-back", "Nobody was reached"),
        CallTryForm,
        actions.call_in_vain,
        _("The try is on record."),
        _("Note this call"),
        deed=Deed.TRY_CALL,
        template=PAGE,
    ),
    "taking-up": DeedPage(
        _("Have it taken up again"),
        TakingUpForm,
        actions.take_up,
        _("Taken up again; the handler has a new date."),
        deed=Deed.TAKE_UP,
        template=PAGE,
    ),
}
