"""The form of the letterbox, and what somebody says who has looked at a letter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.intake.mail import rules
from huiyin.intake.models import Letterbox
from huiyin.outbox.models import Mailbox
from huiyin.ui.forms import DeedForm


class LetterboxForm(DeedForm):
    """The account at the mail server, and whether it is looked into."""

    host = forms.RegexField(
        r"^[A-Za-z0-9.:-]+$",
        label=_("Mail server"),
        max_length=120,
        help_text=_("its name or address, such as imap.example.gov.cn"),
        error_messages={"invalid": _("This is no name of a server.")},
    )
    port = forms.IntegerField(
        label=_("Port"),
        help_text=_("usually 993, with encryption after a greeting 143"),
        min_value=1,
        max_value=65535,
    )
    security = forms.ChoiceField(label=_("Encryption"), choices=Mailbox.Security.choices)
    username = forms.CharField(label=_("Account"), max_length=120)
    password = forms.CharField(
        label=_("Password of the account"),
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("empty: it stays as it is; it is kept sealed and shown to nobody"),
    )
    folder = forms.RegexField(
        r"^[\x20-\x7e]+$",
        label=_("Folder"),
        max_length=120,
        help_text=_("where letters arrive, usually INBOX"),
        error_messages={"invalid": _("This is no name of a folder.")},
    )
    is_on = forms.BooleanField(label=_("Take letters in"), required=False)

    @classmethod
    def initial_of(cls, box: Letterbox | None) -> dict[str, Any]:
        """What stands in it at first: never the password."""
        if box is None:
            return {"port": 993, "security": Mailbox.Security.TLS, "folder": "INBOX"}
        names = ("host", "port", "security", "username", "folder", "is_on")
        return {name: getattr(box, name) for name in names}


class SettleForm(DeedForm):
    """What becomes of a letter."""

    outcome = forms.ChoiceField(
        label=_("What becomes of it"), choices=list(rules.OUTCOMES.items()), widget=forms.RadioSelect
    )
