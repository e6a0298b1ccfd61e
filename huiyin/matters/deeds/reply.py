"""The pages of the answer."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.correcting import AmendmentForm, CorrectionForm
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
    "amendment": DeedPage(
        _("Put words of the draft right"),
        AmendmentForm,
        actions.amend,
        _("Put right; the handler sees what you changed. It still waits for approval."),
        _("Keep these words"),
        deed=Deed.AMEND,
        template=PAGE,
    ),
    "correction": DeedPage(
        _("Correct the answer"),
        CorrectionForm,
        actions.correct_answer,
        _("Handed in; the answer stands as it was until somebody else approves this one."),
        _("Hand in the corrected answer"),
        deed=Deed.CORRECT_ANSWER,
        template=PAGE,
    ),
    "correction-approval": DeedPage(
        _("Look through the corrected answer"),
        ApprovalForm,
        actions.approve_correction,
        _("The corrected answer stands now and is brought to the person."),
        _("Approve and send the corrected answer"),
        deed=Deed.APPROVE_CORRECTION,
        template=PAGE,
    ),
    "correction-return": DeedPage(
        _("Send the corrected answer back"),
        ReturnForm,
        actions.return_correction,
        _("Sent back; the answer stands as it was."),
        deed=Deed.RETURN_CORRECTION,
        template=PAGE,
    ),
}
