"""The pages of putting right what was recorded."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.record import CorrectRecordForm, LeaveRecordForm, RecordForm
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

Deed = Step.Deed
PAGE = "matters/deed.html"

RECORD: Mapping[str, DeedPage] = {
    "record": DeedPage(
        _("Put right what was recorded"),
        RecordForm,
        actions.ask_record,
        _("Asked for; somebody else decides. Until then it stays as it is."),
        _("Ask for this correction"),
        deed=Deed.ASK_RECORD,
        template=PAGE,
    ),
    "record-correction": DeedPage(
        _("Decide about the record"),
        CorrectRecordForm,
        actions.correct_record,
        _("Put right; how it stood is kept."),
        _("It is so: put it right"),
        deed=Deed.CORRECT_RECORD,
        template=PAGE,
    ),
    "record-stays": DeedPage(
        _("Leave the record as it is"),
        LeaveRecordForm,
        actions.leave_record,
        _("It stays as it is; who asked has been told."),
        deed=Deed.LEAVE_RECORD,
        template=PAGE,
    ),
}
