"""The pages of review and recheck."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.reviewing import HearingForm, ReviewOpinionForm, ReviewRequestForm
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

Deed = Step.Deed
PAGE = "matters/deed.html"

REVIEWING: Mapping[str, DeedPage] = {
    "review-request": DeedPage(
        _("The person asks for a review"),
        ReviewRequestForm,
        actions.ask_review_for,
        _("Entered; the body above decides."),
        _("Enter the request"),
        deed=Deed.ASK_REVIEW,
        template=PAGE,
    ),
    "recheck-request": DeedPage(
        _("The person asks for a recheck"),
        ReviewRequestForm,
        actions.ask_recheck_for,
        _("Entered; the body above decides."),
        _("Enter the request"),
        deed=Deed.ASK_RECHECK,
        template=PAGE,
    ),
    "review-opinion": DeedPage(
        _("Decide the review"),
        ReviewOpinionForm,
        actions.decide_review,
        _("Decided; the person's page says so."),
        _("This is the opinion"),
        deed=Deed.DECIDE_REVIEW,
        template=PAGE,
    ),
    "recheck-opinion": DeedPage(
        _("Decide the recheck"),
        ReviewOpinionForm,
        actions.decide_recheck,
        _("Decided; the matter has come to its end."),
        _("This is the opinion"),
        deed=Deed.DECIDE_RECHECK,
        template=PAGE,
    ),
    "hearing": DeedPage(
        _("Enter a hearing"),
        HearingForm,
        actions.hear,
        _("Entered; its days do not count."),
        deed=Deed.HEAR,
        template=PAGE,
    ),
}
