"""The form of a report: words, files, and who one is if one likes. No draft of it is kept anywhere."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.files.checking import Checked
from huiyin.files.fields import WithFiles
from huiyin.matters.rules.hearing import MAX_BODY, MIN_WORDS
from huiyin.ui.forms import Prose
from huiyin.ui.quiet import QuietForm


class ReportForm(WithFiles, QuietForm):
    """What happened, and whom it concerns, in one's own words."""

    body = forms.CharField(
        label=gettext_lazy("What happened, and whom does it concern?"),
        help_text=gettext_lazy("who, what, when, where, and how you know of it"),
        max_length=MAX_BODY,
        widget=Prose({"autocomplete": "off", "data-private": ""}, rows=9),
    )

    field_order = ("body", "files", "name", "phone")

    def clean_body(self) -> str:
        """A few words."""
        text: str = self.cleaned_data["body"].replace("\x00", "").strip()
        if len(text) < MIN_WORDS:
            raise forms.ValidationError(_("Please say in a few words what it is about."))
        return text

    def clean_files(self) -> list[Checked]:
        """Each of them, or the form is shown again: nothing can follow a report, and no remark may name a file of it."""
        taken = super().clean_files()
        if not self.remarks:
            return taken
        refused, self.remarks = [*self.remarks], ()
        again = _("Nothing is handed in yet. Please choose all files once more, without those.")
        raise forms.ValidationError([*refused, again])
