"""Forms of the work itself: what was done, by which means and in which field, and that all is done."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.matters.forms.attaching import FilesBeside
from huiyin.matters.forms.base import DeedForm, in_words
from huiyin.ui.forms import ChipSelect, Prose, offer


class ActionForm(FilesBeside, DeedForm):
    """What was done."""

    words = forms.CharField(
        label=_("What was done"),
        help_text=_("for example: rang the person, went to look, gave an order, met with the parties"),
        max_length=1000,
        widget=Prose(rows=3),
    )
    means = forms.MultipleChoiceField(label=_("By which means"), required=False, widget=ChipSelect)
    help_fields = forms.MultipleChoiceField(label=_("In which field"), required=False, widget=ChipSelect)

    field_order = ("words", "means", "help_fields", "files", "show_files")

    def shape(self) -> None:
        """Means and fields of the matter's charter; both may be left out (S29, S32)."""
        for name, codes in (("means", "means"), ("help_fields", "help_field")):
            listed = self.matter.charter.charter.listed(codes)
            offer(self, name, [(one.code, in_words(one.words)) for one in listed])


class ClosureForm(DeedForm):
    """A note, if there is something to say."""

    note = forms.CharField(label=_("Note"), required=False, max_length=500, widget=Prose(rows=2))
