"""The pages of routing and acceptance."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.naming import NamingForm
from huiyin.matters.forms.routing import AcceptanceForm, RoutingForm
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

Deed = Step.Deed
PAGE = "matters/deed.html"

ROUTING: Mapping[str, DeedPage] = {
    "complained": DeedPage(
        _("Note whom it is about"),
        NamingForm,
        actions.name_complained,
        _("Noted; from now on they see nothing of it, and it is routed to neither of them."),
        _("Note whom it is about"),
        deed=Deed.NAME_COMPLAINED,
        template=PAGE,
    ),
    "routing": DeedPage(
        _("Pass it on"),
        RoutingForm,
        actions.route,
        _("Passed on."),
        deed=Deed.ROUTE,
        template=PAGE,
    ),
    "acceptance": DeedPage(
        _("Take it over"),
        AcceptanceForm,
        actions.accept,
        _("Taken over."),
        deed=Deed.ACCEPT,
        template=PAGE,
    ),
    "handler": DeedPage(
        _("Give it to another handler"),
        AcceptanceForm,
        actions.reassign,
        _("Given to another handler."),
        _("Give it to this person"),
        deed=Deed.REASSIGN,
        template=PAGE,
    ),
}
