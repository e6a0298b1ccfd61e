"""The page on which an official says that a matter touches them."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.recusing import RecusalForm
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

RECUSING: Mapping[str, DeedPage] = {
    "recusal": DeedPage(
        _("It touches me: keep out of it"),
        RecusalForm,
        actions.recuse,
        _("Noted. Somebody else decides in it from now on; you are not offered for it any more."),
        _("Keep out of it"),
        _(
            "For what concerns yourself, your family or somebody close to you. You need not say what it is. Only whoever "
            "leads the work reads that you keep out; you accept, answer and approve nothing in it from then on."
        ),
        deed=Step.Deed.RECUSE,
        template="matters/deed.html",
    ),
}
