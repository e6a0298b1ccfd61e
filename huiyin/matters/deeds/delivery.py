"""The pages of bringing an answer to its person."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.matters import actions
from huiyin.matters.forms.delivery import DeliveryForm, TryForm
from huiyin.matters.models import Delivery, Matter, Step
from huiyin.ui.deeds import DeedPage

Deed, Way = Step.Deed, Delivery.Way
PAGE = "matters/deed.html"

# What a try in vain is called, by the way on which the answer is brought.
IN_VAIN: Mapping[str, Any] = {
    Way.PHONE: pgettext_lazy("of bringing an answer", "Nobody was reached"),
    Way.HAND: pgettext_lazy("of bringing an answer", "The person was not met"),
    Way.POST: pgettext_lazy("of bringing an answer", "The post came back"),
}


def in_its_way(page: DeedPage, matter: Matter) -> DeedPage:
    """The page of a deed; a try in vain called as it is on the way on which the answer is brought."""
    if page.deed != Deed.TRY_DELIVERY:
        return page
    return replace(page, title=IN_VAIN.get(matter.to_bring, page.title))


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
        _("On record: it has not reached the person yet."),
        _("Note this try"),
        deed=Deed.TRY_DELIVERY,
        template=PAGE,
    ),
}
