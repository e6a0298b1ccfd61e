"""What is asked where the holidays of a year are entered: the notice as text or file, its title, that it was read."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.administration import holidays
from huiyin.lib.flat_lines import flat_lines
from huiyin.lib.rows import Unreadable
from huiyin.lib.sheet_package import MAX_BYTES
from huiyin.ui.forms import ChipRadio, DeedForm, Prose, offer, sometimes


class HolidaysForm(DeedForm):
    """The notice of one year; a file stands in the place of the text, so that what was read of it can be put right."""

    year = forms.ChoiceField(label=_("Which year"), widget=ChipRadio)
    file = sometimes(
        forms.FileField(
            label=_("Table as a file"),
            required=False,
            widget=forms.FileInput({"accept": ".xlsx,.csv,.txt"}),
            help_text=_("xlsx or csv, a row for each day or span: day, off or work, name"),
        )
    )
    text = sometimes(
        forms.CharField(
            label=_("Text of the notice, or the table"),
            required=False,
            max_length=60_000,
            strip=False,
            widget=Prose({"spellcheck": "false"}, rows=12),
            help_text=_(
                "Paste the whole notice; or a line for each day or span, such as “2027-01-01 off New Year”. "
                "A file takes its place."
            ),
        )
    )
    source = forms.CharField(label=_("Title or number of the notice"), max_length=120)
    is_read = forms.BooleanField(label=_("I have looked at what it means"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    shown: holidays.Preview | None = None

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "year", [(str(one), str(one)) for one in years])

    def show(self, found: holidays.Preview) -> None:
        """Of what the page shows now; a tick beside anything else is taken away."""
        self.shown = found
        if self.data.get("seen") != found.mark:
            self._put(is_read=None, seen=found.mark)

    def given(self) -> dict[str, Any]:
        """What was read, and of what it was said that it was looked at."""
        said = self.cleaned_data
        return {
            "notice": said["notice"],
            "source": said["source"],
            "is_read": said["is_read"],
            "seen": said["seen"],
            "shown": self.shown,
        }

    def clean_file(self) -> str:
        """Its lines; they stand in the place of the text from then on."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                gettext("Please choose a file of at most %(n)d MB.") % {"n": MAX_BYTES // 1024**2}
            )
        try:
            return flat_lines(file.read(), file.name)
        except Unreadable as no:
            raise forms.ValidationError(no.sentence(holidays.language())) from no

    def clean_source(self) -> str:
        """A title that names another year belongs to another notice."""
        source, year = str(self.cleaned_data["source"]), self.cleaned_data.get("year", "")
        named = re.findall(r"(\d{4})\s*\u5e74", source)
        if year and named and year not in named:
            raise forms.ValidationError(gettext("This is the title of another year's notice."))
        return source

    def clean(self) -> dict[str, Any]:
        """What cannot be right is said line by line, beside the text."""
        said: dict[str, Any] = self.cleaned_data
        if "year" not in said or "file" in self.errors:
            return said
        text = said["file"] or "\n".join(said.get("text", "").splitlines())
        if said["file"]:
            self._put(text=text)
        if not text.strip():
            self.add_error("text", gettext("Please paste the notice, or choose a file."))
            return said
        notice = holidays.read_notice(text, int(said["year"]))
        for sentence in holidays.wrong(notice):
            self.add_error("text", sentence)
        said["notice"] = notice
        return said

    def _put(self, **values: Any) -> None:
        again: Any = self.data
        self.data = again = again.copy()
        for name, value in values.items():
            again.pop(name, None)
            if value is not None:
                again[name] = value
