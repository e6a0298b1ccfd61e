"""The pages of the answer."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.reply import ApprovalForm, ReplyForm, ReturnForm
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

Deed = Step.Deed
PAGE = "matters/deed.html"

REPLY: Mapping[str, DeedPage] = {
    "reply": DeedPage(
        _("Write the answer"),
        ReplyForm,
        actions.draft_reply,
        _("Handed in; somebody else approves it."),
        _("Hand in for approval"),
        deed=Deed.DRAFT,
        template=PAGE,
    ),
    "approval": DeedPage(
        _("Look through the answer"),
        ApprovalForm,
        actions.approve,
        _("Sent to the resident's page."),
        _("Approve and send the answer"),
        deed=Deed.APPROVE,
        template=PAGE,
    ),
    "return": DeedPage(
        _("Send it back"),
        ReturnForm,
        actions.return_draft,
        _("Sent back."),
        deed=Deed.RETURN,
        template=PAGE,
    ),
}
