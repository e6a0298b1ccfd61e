"""The forms of what can be done about a promise, one at a time on its page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.contacts import actions
from huiyin.contacts.models import Promise, PromiseRevision
from huiyin.ui.deeds import DeedPage
from huiyin.ui.forms import ChipRadio, Day, Prose, VersionForm


class PromiseForm(VersionForm):
    """What every deed on a promise carries: the version that the person was looking at."""

    def __init__(self, *args: Any, promise: Promise, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": promise.version, "told_on": today}
        super().__init__(*args, **kwargs)
        if promise.about:  # the page of the matter tells the person, with the deed itself
            self.fields.pop("told_on", None)
            self.fields.pop("told_how", None)


class KeepForm(PromiseForm):
    """What was done."""

    how = forms.CharField(label=_("What was done"), max_length=200, widget=Prose(rows=2))


class ReviseForm(PromiseForm):
    """Another day, why, and how the person was told."""

    due_on = forms.DateField(label=_("The new day"), widget=Day)
    reason = forms.CharField(label=_("Why does it need another day"), max_length=200, widget=Prose(rows=2))
    told_on = forms.DateField(label=_("When did you tell the person"), widget=Day)
    told_how = forms.ChoiceField(
        label=_("How did you tell them"),
        choices=[one for one in PromiseRevision.Told.choices if one[0] != PromiseRevision.Told.PAGE],
        widget=ChipRadio,
    )


class NotKeepForm(PromiseForm):
    """Why it could not be kept, and what is done instead."""

    why = forms.CharField(label=_("Why could it not be kept"), max_length=200, widget=Prose(rows=2))
    instead = forms.CharField(
        label=_("What is done instead"), max_length=200, required=False, widget=Prose(rows=2)
    )


class VoidForm(PromiseForm):
    """Why it is struck out."""

    reason = forms.CharField(label=_("Why is it struck out"), max_length=200, widget=Prose(rows=2))


CHOICES: Mapping[str, DeedPage] = {
    "keep": DeedPage(
        _("It has been done"),
        KeepForm,
        actions.keep,
        _("Kept. Thank you."),
        _("The promise is kept"),
        deed="keep",
    ),
    "revise": DeedPage(
        _("It needs another day"),
        ReviseForm,
        actions.revise,
        _("The day was moved; the old one stays on record."),
        _("Move the day"),
        deed="revise",
    ),
    "not_keep": DeedPage(
        _("It cannot be kept"),
        NotKeepForm,
        actions.not_keep,
        _("Noted that it could not be kept."),
        _("Say that it cannot be kept"),
        deed="not_keep",
    ),
    "void": DeedPage(
        _("Entered by mistake"),
        VoidForm,
        actions.void_promise,
        _("Struck out; the promise stays readable with your reason."),
        _("Strike this promise out"),
        deed="void",
    ),
}
