"""What every public form shares: a name and a number if one likes, and what tells a person from a machine unasked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from huiyin.lib import telephone
from huiyin.ui.forms import OnceForm, new_token

_PRIVATE = {"data-private": "", "autocomplete": "off"}
_TRAP = {"tabindex": "-1", "autocomplete": "off"}
SHORTEST_NUMBER = 7
SALT = "huiyin.ui.quiet"
FASTEST, SLOWEST = 3, 24 * 3600  # seconds between showing a form and sending it


def new_stamp(at: datetime) -> str:
    """For a form shown now: the moment and a one-time token, signed together."""
    return signing.dumps([new_token(), at.timestamp()], salt=SALT)


@dataclass(frozen=True)
class Stamp:
    """A stamp that came back: its one-time token, and how many seconds the form was open."""

    token: str
    seconds: float

    @property
    def is_early(self) -> bool:
        """Sent faster than anybody reads."""
        return self.seconds < FASTEST


def read_stamp(text: str, at: datetime) -> Stamp | None:
    """The stamp, or None when it is too old or none of ours."""
    try:
        token, shown = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    stamp = Stamp(str(token), at.timestamp() - float(shown))
    return stamp if stamp.seconds <= SLOWEST else None


class QuietForm(OnceForm):
    """A form for anybody, without a login and without a riddle to solve."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=300, required=False)
    name = forms.CharField(
        label=_("Name or form of address"), required=False, max_length=40, widget=forms.TextInput(_PRIVATE)
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=telephone.LONGEST,
        widget=forms.TextInput({**_PRIVATE, "inputmode": "tel"}),
    )
    leave_empty = forms.CharField(
        label=_("Please leave this field empty"), required=False, widget=forms.TextInput(_TRAP)
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        self.at = at
        self.stamp: Stamp | None = None
        super().__init__(*args, **kwargs)

    def fresh_token(self) -> str:
        """Beside the token the moment, both signed."""
        return new_stamp(self.at)

    def clean_phone(self) -> str:
        """A number one can ring, or none."""
        phone: str = self.cleaned_data["phone"].strip()
        if phone and sum(ch.isdigit() for ch in phone) < SHORTEST_NUMBER:
            raise forms.ValidationError(
                _("This number is too short. Please look at it again, or leave it out.")
            )
        return phone

    def clean(self) -> dict[str, Any]:
        """The quiet questions, by which a machine shows. A person who fails them just sends again."""
        data = super().clean() or {}
        self.stamp = read_stamp(data.get("once", ""), self.at)
        if self.stamp is None:
            self.renew()
            self.add_error(None, _("This page had been open for over a day. Please send it once more."))
        elif self.stamp.is_early:
            self.add_error(None, _("That was faster than people write. Please send it once more."))
        if data.get("leave_empty"):
            self.begin_anew("leave_empty", "")
            self.add_error(
                None,
                _("A hidden field had been filled in, perhaps by your browser. Please send it once more."),
            )
        return data

    def begin_anew(self, name: str, value: str) -> None:
        """Show the form again with another value in this field."""
        self.data = {**{key: self.data[key] for key in self.data}, self.add_prefix(name): value}

    @property
    def token(self) -> str:
        """The one-time token of the stamp, once the form holds."""
        return self.stamp.token if self.stamp else ""
