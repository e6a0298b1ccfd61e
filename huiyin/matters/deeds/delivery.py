"""The pages of bringing an answer to its person."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.matters import actions
from huiyin.matters.forms.delivery import DeliveryForm, TryForm
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

Deed = Step.Deed
PAGE = "matters/deed.html"

DELIVERY: Mapping[str, DeedPage] = {
    "delivery": DeedPage(
        _("Bring the answer to the person"),
        DeliveryForm,
        actions.deliver,
        _("On record: the answer has reached the person."),
        _("The answer has been brought"),
        deed=Deed.DELIVER,
        template=PAGE,
    ),
    "delivery-try": DeedPage(
        pgettext_lazy("of bringing an answer", "Nobody was reached"),
        TryForm,
        actions.try_delivery,
        _("The try is on record."),
        _("Note this try"),
        deed=Deed.TRY_DELIVERY,
        template=PAGE,
    ),
}
