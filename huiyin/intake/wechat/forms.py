"""The form of the county's account on WeChat; what is sealed is never shown again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.outbox.models import WeChat
from huiyin.outbox.wechat.models import OFFICIAL_API
from huiyin.ui.forms import DeedForm

STAYS = _("empty: it stays as it is; kept sealed, shown to nobody")


def _sealed(label: Any, pattern: str, wrong: Any, longest: int) -> forms.RegexField:
    return forms.RegexField(
        pattern,
        label=label,
        max_length=longest,
        required=False,
        help_text=STAYS,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"invalid": wrong},
    )


class WeChatForm(DeedForm):
    """What WeChat's own pages show of the account, and where its interface is."""

    appid = forms.RegexField(
        r"^wx[0-9a-f]{16}$",
        label=_("AppID"),
        max_length=18,
        help_text=_("from WeChat's page of the account; begins with wx"),
        error_messages={"invalid": _("An AppID is wx and 16 digits or letters from a to f.")},
    )
    secret = _sealed(
        _("AppSecret"), r"^[\x21-\x7e]+$", _("There is a character in it that no secret has."), 128
    )
    token = _sealed(_("Token"), r"^[A-Za-z0-9]{16,32}$", _("A token has 16 to 32 letters and digits."), 32)
    aes_key = _sealed(_("EncodingAESKey"), r"^[A-Za-z0-9]{43}$", _("This key has 43 letters and digits."), 43)
    in_plain = forms.BooleanField(
        label=_("Messages come in plain (only where the account cannot be set to encrypted ones)"),
        required=False,
    )
    template = forms.RegexField(
        r"^[A-Za-z0-9_-]+$",
        label=_("Number of the template message"),
        max_length=64,
        required=False,
        help_text=_(
            "tells who wrote more than 48 hours ago that there is an answer; empty: they read it on their page only"
        ),
        error_messages={"invalid": _("This is no number of a template.")},
    )
    number_field = forms.RegexField(
        r"^[A-Za-z0-9_]+$",
        label=_("Its field for the number of the matter"),
        max_length=40,
        required=False,
        help_text=_("as it stands in the template, such as character_string1"),
    )
    what_field = forms.RegexField(
        r"^[A-Za-z0-9_]+$",
        label=_("Its field for what there is"),
        max_length=40,
        required=False,
        help_text=_("as it stands in the template, such as thing2"),
    )
    api = forms.CharField(
        label=_("Address of the interface"),
        max_length=200,
        help_text=_("WeChat's own, unless a gateway of the county stands in between"),
    )
    is_on = forms.BooleanField(label=_("Take messages in and answer them"), required=False)

    @classmethod
    def initial_of(cls, kept: WeChat | None) -> dict[str, Any]:
        """What stands in it at first: nothing that is sealed."""
        if kept is None:
            return {"api": OFFICIAL_API}
        shown = ("appid", "in_plain", "template", "number_field", "what_field", "api", "is_on")
        return {name: getattr(kept, name) for name in shown}
