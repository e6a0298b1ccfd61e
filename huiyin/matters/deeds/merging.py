"""The pages of merging."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.merging import MergeForm, UnmergeForm
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

Deed = Step.Deed
PAGE = "matters/deed.html"

MERGING: Mapping[str, DeedPage] = {
    "merging": DeedPage(
        _("Merge it with another"),
        MergeForm,
        actions.merge,
        _("Merged; its person follows the other one from now on."),
        _("Merge it and tell the person"),
        deed=Deed.MERGE,
        template=PAGE,
    ),
    "parting": DeedPage(
        _("Undo the merging"),
        UnmergeForm,
        actions.unmerge,
        _("It stands by itself again, with the dates it had before."),
        deed=Deed.UNMERGE,
        template=PAGE,
    ),
}
