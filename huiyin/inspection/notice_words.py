"""A notice about an inspection, in the words of the desk, by its kind."""

from django.utils.translation import gettext_lazy as _

NOTICES = {
    "inspected": _("an inspection concerns you"),
    "finding": _("a finding awaits your answer"),
    "finding_answered": _("a finding was answered"),
    "rectify": _("something is to be put right"),
}
