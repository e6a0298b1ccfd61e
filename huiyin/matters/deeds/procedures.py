"""The pages about the procedure, and of what is said at once."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.procedures import AnswerNowForm, ProcedureForm, ProgressForm
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

Deed = Step.Deed
PAGE = "matters/deed.html"

PROCEDURES: Mapping[str, DeedPage] = {
    "answer-now": DeedPage(
        _("Answer at once"),
        AnswerNowForm,
        actions.answer_now,
        _("Answered; it stands on the person's page."),
        _("This is the answer"),
        deed=Deed.ANSWER_NOW,
        template=PAGE,
    ),
    "progress": DeedPage(
        _("Tell the person how far it is"),
        ProgressForm,
        actions.inform,
        _("Told; it stands on the person's page."),
        _("Put it on the person's page"),
        deed=Deed.INFORM,
        template=PAGE,
    ),
    "procedure": DeedPage(
        _("Change the procedure"),
        ProcedureForm,
        actions.reclassify,
        _("Changed; the person's page says why."),
        _("Change it and tell the person"),
        deed=Deed.RECLASSIFY,
        template=PAGE,
    ),
}
