"""What a form asks for files with: several at once, from a telephone too, never needed (G03)."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from huiyin.files.checking import MOST, Checked, checked
from huiyin.lib.refusal import Refused
from huiyin.ui.forms import DeedForm

# Named so that a telephone turns its own kind of photo into one of these by itself.
ACCEPT = "image/jpeg,image/png,image/webp,application/pdf,.pdf,.docx,.xlsx"


class _Several(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Some files, or none."""

    def __init__(self, **kwargs: Any) -> None:
        given = {
            "label": _("Photos or documents"),
            "help_text": _("JPEG, PNG, WebP, PDF, docx, xlsx; where and when a photo was taken is left out"),
            "widget": _Several({"multiple": "", "accept": ACCEPT}),
        }
        super().__init__(required=False, **{**given, **kwargs})

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """As they came; the form looks into them."""
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        return [one for one in sent if one]


class WithFiles(DeedForm):
    """Files beside what else a form asks. A bad one stops nothing: it is left out, and the next page says so and why."""

    files = FilesField()  # type: ignore[assignment]
    needs_one = (
        False  # whether there is nothing to do without a file: then it says at once why none was taken
    )

    def clean_files(self) -> list[Checked]:
        """Those that are taken."""
        sent: list[UploadedFile[Any]] = self.cleaned_data["files"]
        taken: list[Checked] = []
        left_out: list[str] = []
        for upload in sent[:MOST]:
            try:
                taken.append(checked(upload))
            except Refused as no:
                left_out.append(gettext("Not taken: %(why)s") % {"why": no.sentence})
        if (rest := len(sent) - MOST) > 0:
            words = ngettext(
                "Not taken: %(n)d file more than the %(most)d that can be sent at once.",
                "Not taken: %(n)d files more than the %(most)d that can be sent at once.",
                rest,
            )
            left_out.append(words % {"n": rest, "most": MOST})
        if left_out and not taken and self.needs_one:
            raise forms.ValidationError(left_out)
        self.remarks = left_out
        return taken

    def add_error(self, field: str | None, error: Any) -> None:
        """A page that is shown again has lost the files, as browsers keep none: it says so beside them."""
        super().add_error(field, error)
        if self._were_sent and "files" not in self.errors:
            super().add_error(
                "files", gettext("Please choose the files once more; browsers do not keep them.")
            )

    @property
    def _were_sent(self) -> bool:
        field = self.fields.get("files")
        name = self.add_prefix("files")
        return field is not None and any(field.widget.value_from_datadict(self.data, self.files, name) or ())
