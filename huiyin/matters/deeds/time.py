"""The pages about the date of an answer."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.time import ExtensionForm, GrantForm, StayForm
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

Deed = Step.Deed
PAGE = "matters/deed.html"

TIME: Mapping[str, DeedPage] = {
    "extension": DeedPage(
        _("Ask for more time"),
        ExtensionForm,
        actions.ask_more_time,
        _("Asked for; the head decides."),
        deed=Deed.ASK_MORE_TIME,
        template=PAGE,
    ),
    "more-time": DeedPage(
        _("Grant more time"),
        GrantForm,
        actions.extend,
        _("Granted; the person's page says so."),
        _("Grant it and tell the person"),
        deed=Deed.EXTEND,
        template=PAGE,
    ),
    "date-stays": DeedPage(
        _("Leave the date where it is"),
        StayForm,
        actions.refuse_more_time,
        _("The date stays."),
        deed=Deed.REFUSE_MORE_TIME,
        template=PAGE,
    ),
}
