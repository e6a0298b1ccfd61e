"""The form of the mailbox, and the empty forms of what needs no more than a button."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.outbox.models import Mailbox
from huiyin.ui.forms import DeedForm


class HowToldForm(DeedForm):
    """Where one is told."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=120, required=False, help_text=_("empty: on the desk only")
    )


class AccountForm(DeedForm):
    """An account at a mail server, by which mail leaves or comes in."""

    host = forms.RegexField(
        r"^[A-Za-z0-9.:-]+$",
        label=_("Mail server"),
        max_length=120,
        error_messages={"invalid": _("This is no name of a server.")},
    )
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535)
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

    at_first: ClassVar[dict[str, Any]]  # where nothing is kept yet
    hints: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in self.hints.items():
            self.fields[name].help_text = words

    @classmethod
    def initial_of(cls, kept: Any) -> dict[str, Any]:
        """What stands in it at first: never the password."""
        if kept is None:
            return dict(cls.at_first)
        return {
            name: getattr(kept, name)
            for name in cls.base_fields
            if name != "password" and hasattr(kept, name)
        }


class MailboxForm(AccountForm):
    """By which mail is sent, and whether it is."""

    username = forms.CharField(
        label=_("Account"),
        max_length=120,
        required=False,
        help_text=_("empty where the server asks for none"),
    )
    sender = forms.EmailField(
        label=_("Sender"), max_length=120, help_text=_("the address from which residents have mail")
    )
    is_on = forms.BooleanField(label=_("Send mail"), required=False)

    at_first: ClassVar = {"port": 465, "security": Mailbox.Security.TLS}
    hints: ClassVar = {
        "host": _("its name or address, such as smtp.example.gov.cn"),
        "port": _("usually 465, with encryption after a greeting 587"),
    }
