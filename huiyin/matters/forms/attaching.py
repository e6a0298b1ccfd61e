"""Forms of files at a matter: which, and whether the person sees them too."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.files.fields import WithFiles
from huiyin.matters.forms.base import DeedForm
from huiyin.ui.forms import Prose


class FilesBeside(WithFiles):
    """Files with a deed of staff; for the units only, unless the person is to see them."""

    show_files = forms.BooleanField(label=_("The person sees these files too"), required=False)


class FilesForm(FilesBeside, DeedForm):
    """Files by themselves."""

    needs_one = True

    words = forms.CharField(label=_("What they show"), required=False, max_length=500, widget=Prose(rows=2))


class FileBackForm(DeedForm):
    """Why; which file stands above it."""

    words = forms.CharField(
        label=_("Why it is taken back"),
        help_text=_("the person reads this if they saw the file"),
        max_length=500,
        widget=Prose(rows=2),
    )
