"""The page on which a matter is sealed as a report of wrongdoing."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.sealing import SealForm
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

SEALING: Mapping[str, DeedPage] = {
    "sealing": DeedPage(
        _("It is a report of wrongdoing: seal it"),
        SealForm,
        actions.seal,
        _("Sealed. It stands nowhere any more; who carries sealed reports has been told."),
        _("Seal it for good"),
        _(
            "Everything that was said of it, and its files, are shut for the organ that looks into such reports. Nobody "
            "here can read or find it afterwards, number and code open nothing any more, and this cannot be undone."
        ),
        deed=Step.Deed.SEAL,
        is_grave=True,
        template="matters/deed.html",
    ),
}
