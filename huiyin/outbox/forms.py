"""The form of the mailbox, and the empty forms of what needs no more than a button."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.outbox.models import Mailbox
from huiyin.ui.forms import DeedForm


class HowToldForm(DeedForm):
    """Where one is told."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=120, required=False, help_text=_("empty: on the desk only")
    )


class MailboxForm(DeedForm):
    """The account at the mail server, and whether mail is sent."""

    host = forms.RegexField(
        r"^[A-Za-z0-9.:-]+$",
        label=_("Mail server"),
        max_length=120,
        help_text=_("its name or address, such as smtp.example.gov.cn"),
        error_messages={"invalid": _("This is no name of a server.")},
    )
    port = forms.IntegerField(
        label=_("Port"),
        help_text=_("usually 465, with encryption after a greeting 587"),
        min_value=1,
        max_value=65535,
    )
    security = forms.ChoiceField(label=_("Encryption"), choices=Mailbox.Security.choices)
    username = forms.CharField(
        label=_("Account"),
        max_length=120,
        required=False,
        help_text=_("empty where the server asks for none"),
    )
    password = forms.CharField(
        label=_("Password of the account"),
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("empty: it stays as it is; it is kept sealed and shown to nobody"),
    )
    sender = forms.EmailField(
        label=_("Sender"), max_length=120, help_text=_("the address from which residents have mail")
    )
    is_on = forms.BooleanField(label=_("Send mail"), required=False)

    @classmethod
    def initial_of(cls, box: Mailbox | None) -> dict[str, Any]:
        """What stands in it at first: never the password."""
        if box is None:
            return {"port": 465, "security": Mailbox.Security.TLS}
        names = ("host", "port", "security", "username", "sender", "is_on")
        return {name: getattr(box, name) for name in names}
