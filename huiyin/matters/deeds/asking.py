"""The pages of asking the person for more."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.asking import AskMoreForm, SupplyForm
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

Deed = Step.Deed
PAGE = "matters/deed.html"

SUPPLEMENT: Mapping[str, DeedPage] = {
    "questions": DeedPage(
        _("Ask the person for more"),
        AskMoreForm,
        actions.ask_more,
        _("Asked; it comes back to the desk with the answer, or when the days for it have passed."),
        _("Ask the person this"),
        deed=Deed.ASK_MORE,
        template=PAGE,
    ),
    "supplement": DeedPage(
        _("Take down what the person adds"),
        SupplyForm,
        actions.supply_for,
        _("Taken down; the matter is with the desk again."),
        deed=Deed.SUPPLY,
        template=PAGE,
    ),
}
