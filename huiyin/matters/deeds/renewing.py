"""The page of giving out a new code, which is no step of the life and has an address of its own."""

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.renewing import RenewalForm
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

RENEWAL = DeedPage(
    _("Give out a new code"),
    RenewalForm,
    actions.renew_code,
    _("The new code is below; the old one opens nothing any more."),
    lead=_("For who lost it: the old code and the old link then open nothing any more."),
    deed=Step.Deed.RENEW,
    template="matters/renewal.html",
)
