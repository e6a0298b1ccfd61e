"""The page that flags what does not wait."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.urgent import UrgencyForm
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

URGENT: Mapping[str, DeedPage] = {
    "urgency": DeedPage(
        _("It is urgent"),
        UrgencyForm,
        actions.flag_urgent,
        _("It stands first now, and the heads have been told."),
        _("Flag it as urgent"),
        deed=Step.Deed.FLAG_URGENT,
        template="matters/deed.html",
    ),
}
