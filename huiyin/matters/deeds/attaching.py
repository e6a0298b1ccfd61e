"""The pages of files at a matter, which are no step of its life and have addresses of their own."""

from django.utils.translation import gettext_lazy as _

from huiyin.matters import actions
from huiyin.matters.forms.attaching import FileBackForm, FilesForm
from huiyin.matters.models import Step
from huiyin.ui.deeds import DeedPage

FILES = DeedPage(
    _("Add photos or documents"),
    FilesForm,
    actions.attach,
    _("Added."),
    _("Add them"),
    deed=Step.Deed.ATTACH,
    template="matters/files_form.html",
)
BACK = DeedPage(
    _("Take this file back"),
    FileBackForm,
    actions.withdraw_file,
    _("Taken back; nobody sees it any more. That it was there stays on record."),
    template="matters/files_form.html",
)
