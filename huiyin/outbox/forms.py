"""The forms of the mailbox, of the gateway, and of how an official is told."""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.outbox.models import Gateway, Mailbox
from huiyin.outbox.rules import MAIL, SMS, TRANSPORTS, is_mobile, objection_to_no_address
from huiyin.ui.forms import ChipRadio, DeedForm, Prose, offer, shown_when, sometimes


class HowToldForm(DeedForm):
    """By what one is told, and where; offered is only what the county sends by."""

    told_by = forms.ChoiceField(label=_("How you are told"), required=False, widget=ChipRadio)
    email = sometimes(forms.EmailField(label=_("E-mail address"), max_length=120, required=False))
    mobile = sometimes(
        forms.CharField(
            label=_("Mobile number"),
            max_length=20,
            required=False,
            widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
        )
    )
    fields_of: ClassVar = {MAIL: "email", SMS: "mobile"}

    def __init__(self, *args: Any, offered: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(code, str(TRANSPORTS[code])) for code in self.fields_of if code in offered]
        offer(self, "told_by", [("", _("on the desk only")), *words])
        for code, name in self.fields_of.items():
            if code in offered:
                shown_when(self.fields[name], f"told_by={code}")
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """What is chosen has somewhere to go; what is not chosen is not kept."""
        data = super().clean() or {}
        chosen = data.get("told_by", "")
        name = self.fields_of.get(chosen, "")
        given = data.get(name, "")
        if name and not self.errors and not (is_mobile(given) if chosen == SMS else given):
            self.add_error(name, objection_to_no_address(chosen))
        return data


class GatewayForm(DeedForm):
    """By which SMS are sent, and whether they are."""

    address = forms.CharField(
        label=_("Address of the gateway"),
        max_length=300,
        help_text=_(
            "such as https://sms.example.gov.cn/send; how it is called stands in the notes on operating"
        ),
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
    )
    sign = forms.CharField(
        label=_("Signature"),
        max_length=12,
        help_text=_("stands in brackets before each message, as the operator has registered it"),
    )
    trial_to = forms.CharField(
        label=_("Number for trials"),
        max_length=20,
        required=False,
        help_text=_("a mobile number of the office; kept sealed"),
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )
    is_on = forms.BooleanField(label=_("Send SMS"), required=False)

    def clean_sign(self) -> str:
        """Without the brackets, which the gateway puts round it."""
        sign: str = self.cleaned_data["sign"].strip("\u3010\u3011[] ")
        if not sign:
            raise forms.ValidationError(_("Please write who signs, without brackets."))
        return sign

    def clean_trial_to(self) -> str:
        """A mobile number, or none."""
        number: str = self.cleaned_data["trial_to"].strip()
        if number and not is_mobile(number):
            raise forms.ValidationError(_("Please write a mobile number of 11 digits."))
        return number

    @classmethod
    def initial_of(cls, kept: Gateway | None) -> dict[str, Any]:
        """What stands in it at first."""
        return {name: getattr(kept, name) for name in cls.base_fields} if kept is not None else {}


class WordsForm(DeedForm):
    """The words of a message, with gaps; an SMS has no subject."""

    subject = forms.CharField(label=_("Subject"), max_length=120)
    text = forms.CharField(label=_("Words"), max_length=1000, widget=Prose(rows=6))

    def __init__(self, *args: Any, transport: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if transport == SMS:
            del self.fields["subject"]
            self.fields["text"].widget = Prose(rows=3)

    def clean_text(self) -> str:
        """In one line where it goes by SMS."""
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        return text if "subject" in self.fields else " ".join(text.split())


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
