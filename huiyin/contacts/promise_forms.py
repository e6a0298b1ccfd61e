"""The forms of what can be done about a promise, one at a time on its page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.contacts import actions
from huiyin.contacts.models import Promise, PromiseRevision
from huiyin.ui.forms import ChipRadio, Day, Prose


class DeedForm(forms.Form):
    """What every deed on a promise carries: the version that the person was looking at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 2)

    def __init__(self, *args: Any, promise: Promise, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": promise.version, "told_on": today}
        super().__init__(*args, **kwargs)
        if promise.about:  # the page of the matter tells the person, with the deed itself
            self.fields.pop("told_on", None)
            self.fields.pop("told_how", None)


class KeepForm(DeedForm):
    """What was done."""

    how = forms.CharField(label=_("What was done"), max_length=200, widget=Prose(rows=2))


class ReviseForm(DeedForm):
    """Another day, why, and how the person was told."""

    due_on = forms.DateField(label=_("The new day"), widget=Day)
    reason = forms.CharField(label=_("Why does it need another day"), max_length=200, widget=Prose(rows=2))
    told_on = forms.DateField(label=_("When did you tell the person"), widget=Day)
    told_how = forms.ChoiceField(
        label=_("How did you tell them"),
        choices=[one for one in PromiseRevision.Told.choices if one[0] != PromiseRevision.Told.PAGE],
        widget=ChipRadio,
    )


class NotKeepForm(DeedForm):
    """Why it could not be kept, and what is done instead."""

    why = forms.CharField(label=_("Why could it not be kept"), max_length=200, widget=Prose(rows=2))
    instead = forms.CharField(
        label=_("What is done instead"), max_length=200, required=False, widget=Prose(rows=2)
    )


class VoidForm(DeedForm):
    """Why it is struck out."""

    reason = forms.CharField(label=_("Why is it struck out"), max_length=200, widget=Prose(rows=2))


@dataclass(frozen=True)
class Choice:
    """One thing that can be done: its name in the address, the words of its tab, its button, and what follows."""

    deed: str
    tab: Any
    button: Any
    done: Any
    form: type[DeedForm]
    act: Callable[..., object]


CHOICES = {
    "keep": Choice(
        "keep", _("It has been done"), _("The promise is kept"), _("Kept. Thank you."), KeepForm, actions.keep
    ),
    "revise": Choice(
        "revise",
        _("It needs another day"),
        _("Move the day"),
        _("The day was moved; the old one stays on record."),
        ReviseForm,
        actions.revise,
    ),
    "not_keep": Choice(
        "not_keep",
        _("It cannot be kept"),
        _("Say that it cannot be kept"),
        _("Noted that it could not be kept."),
        NotKeepForm,
        actions.not_keep,
    ),
    "void": Choice(
        "void",
        _("Entered by mistake"),
        _("Strike this promise out"),
        _("Struck out; the promise stays readable with your reason."),
        VoidForm,
        actions.void_promise,
    ),
}
