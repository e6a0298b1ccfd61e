"""The form of the letterbox, and what somebody says who has looked at a letter."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.intake.mail import rules
from huiyin.outbox.forms import AccountForm
from huiyin.outbox.models import Mailbox
from huiyin.ui.forms import DeedForm, shown_when, sometimes


class LetterboxForm(AccountForm):
    """By which letters come in, and whether it is looked into."""

    folder = forms.RegexField(
        r"^[\x20-\x7e]+$",
        label=_("Folder"),
        max_length=120,
        help_text=_("where letters arrive, usually INBOX"),
        error_messages={"invalid": _("This is no name of a folder.")},
    )
    is_on = forms.BooleanField(label=_("Take letters in"), required=False)

    at_first: ClassVar = {"port": 993, "security": Mailbox.Security.TLS, "folder": "INBOX"}
    hints: ClassVar = {
        "host": _("its name or address, such as imap.example.gov.cn"),
        "port": _("usually 993, with encryption after a greeting 143"),
    }


class SettleForm(DeedForm):
    """What becomes of a letter."""

    outcome = forms.ChoiceField(
        label=_("What becomes of it"), choices=list(rules.OUTCOMES.items()), widget=forms.RadioSelect
    )
    words = sometimes(
        forms.CharField(
            label=_("What it is about, in a few words"),
            max_length=200,
            required=False,
            help_text=_("It says nothing itself; to take it in, say what its photos or files show."),
        )
    )

    def __init__(self, *args: Any, has_words: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_words:
            del self.fields["words"]
        else:
            shown_when(self.fields["words"], f"outcome={rules.BEGIN}")
