"""The deeds of matters, by the noun in their address: what each asks for, what does it, and what its page says."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions, forms
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

Deed = Step.Deed
PAGE = "matters/deed.html"

DEEDS: Mapping[str, DeedPage] = {
    "routing": DeedPage(
        _("Pass it on"),
        forms.RoutingForm,
        actions.route,
        _("Passed on."),
        deed=Deed.ROUTE,
        template=PAGE,
    ),
    "acceptance": DeedPage(
        _("Take it over"),
        forms.AcceptanceForm,
        actions.accept,
        _("Taken over."),
        deed=Deed.ACCEPT,
        template=PAGE,
    ),
    "handler": DeedPage(
        _("Give it to another handler"),
        forms.AcceptanceForm,
        actions.reassign,
        _("Given to another handler."),
        _("Give it to this person"),
        deed=Deed.REASSIGN,
        template=PAGE,
    ),
    "start": DeedPage(
        _("Begin work on it"),
        forms.ActionForm,
        actions.start,
        _("Begun."),
        _("Begin, with this action"),
        deed=Deed.START,
        template=PAGE,
    ),
    "action": DeedPage(
        _("Note an action"),
        forms.ActionForm,
        actions.note,
        _("Noted."),
        _("Note this action"),
        deed=Deed.NOTE,
        template=PAGE,
    ),
    "reply": DeedPage(
        _("Write the answer"),
        forms.ReplyForm,
        actions.draft_reply,
        _("Handed in; somebody else approves it."),
        _("Hand in for approval"),
        deed=Deed.DRAFT,
        template=PAGE,
    ),
    "approval": DeedPage(
        _("Look through the answer"),
        forms.ApprovalForm,
        actions.approve,
        _("Sent to the resident's page."),
        _("Approve and send the answer"),
        deed=Deed.APPROVE,
        template=PAGE,
    ),
    "return": DeedPage(
        _("Send it back"),
        forms.ReturnForm,
        actions.return_draft,
        _("Sent back."),
        deed=Deed.RETURN,
        template=PAGE,
    ),
    "closure": DeedPage(
        _("Close the matter"),
        forms.ClosureForm,
        actions.close,
        _("Closed."),
        deed=Deed.CLOSE,
        template=PAGE,
    ),
}
NOUNS = {page.deed: noun for noun, page in DEEDS.items()}
