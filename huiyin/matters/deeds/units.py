"""The pages of taking back, handing back, and deciding about it."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.units import DesignationForm, HandBackForm, RecallForm, UpholdForm
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

Deed = Step.Deed
PAGE = "matters/deed.html"

UNITS: Mapping[str, DeedPage] = {
    "recall": DeedPage(
        _("Take it back"),
        RecallForm,
        actions.recall,
        _("Taken back; it waits to be passed on again."),
        deed=Deed.RECALL,
        template=PAGE,
    ),
    "handing-back": DeedPage(
        _("Hand it back"),
        HandBackForm,
        actions.hand_back,
        _("Handed back; the desk that passed it on decides."),
        deed=Deed.HAND_BACK,
        template=PAGE,
    ),
    "other-unit": DeedPage(
        _("Agree, pass it to another unit"),
        UpholdForm,
        actions.uphold,
        _("Passed on."),
        deed=Deed.UPHOLD,
        template=PAGE,
    ),
    "designation": DeedPage(
        _("Leave it with this unit"),
        DesignationForm,
        actions.designate,
        _("Left with the unit, which has taken it over herewith."),
        deed=Deed.DESIGNATE,
        template=PAGE,
    ),
}
