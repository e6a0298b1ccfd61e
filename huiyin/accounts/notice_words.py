"""A notice about the account up the line, in the words of the desk, by its kind."""

from django.utils.translation import gettext_lazy as _

NOTICES = {
    "report_due": _("a report is ready for you to confirm"),
    "report_late": _("a report is late"),
    "report_in": _("a report has come in"),
    "report_back": _("a report came back"),
    "digest_to_read": _("a draft of a digest waits for a second reader"),
    "digest_in": _("a digest of what people raise has come up"),
    "report_taken": _("a report was accepted"),
}
