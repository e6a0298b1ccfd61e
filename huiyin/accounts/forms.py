"""The two small forms of an account: confirming with at most one sentence, and sending back with a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.accounts.models import Account
from huiyin.accounts.models.account import MOST_WORDS
from huiyin.ui.forms import Prose, VersionForm


class ConfirmForm(VersionForm):
    """Read, agreed, and if wanted one sentence; an empty sheet says why."""

    empty_reason = forms.CharField(
        label=_("Why did nothing take place in this quarter"),
        required=False,
        max_length=MOST_WORDS,
        widget=Prose(rows=2),
    )
    sentence = forms.CharField(
        label=_("One sentence to add"),
        help_text=_("only if there is something the figures do not say"),
        required=False,
        max_length=MOST_WORDS,
        widget=Prose(rows=2),
    )

    def __init__(self, *args: Any, account: Account, is_empty: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_empty and account.kind == Account.Kind.SHEET:
            self.fields["empty_reason"].required = True
        else:
            del self.fields["empty_reason"]


class ReturnForm(VersionForm):
    """What is to be corrected."""

    reason = forms.CharField(label=_("What is to be corrected"), max_length=MOST_WORDS, widget=Prose(rows=3))
