"""The pages of the work itself, and of closing it."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.handling import ActionForm, ClosureForm
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

Deed = Step.Deed
PAGE = "matters/deed.html"

HANDLING: Mapping[str, DeedPage] = {
    "start": DeedPage(
        _("Begin work on it"),
        ActionForm,
        actions.start,
        _("Begun."),
        _("Begin, with this action"),
        deed=Deed.START,
        template=PAGE,
    ),
    "action": DeedPage(
        _("Note an action"),
        ActionForm,
        actions.note,
        _("Noted."),
        _("Note this action"),
        deed=Deed.NOTE,
        template=PAGE,
    ),
    "closure": DeedPage(
        _("Close the matter"),
        ClosureForm,
        actions.close,
        _("Closed."),
        deed=Deed.CLOSE,
        template=PAGE,
    ),
}
