"""A notice about a promise, or about records, in the words of the desk, by its kind."""

from django.utils.translation import gettext_lazy as _

NOTICES = {
    "promise_due": _("a promise falls due"),
    "promise_overdue": _("a promise is overdue"),
    "echo_due": _("somebody is to hear soon what became of what they said"),
    "echo_overdue": _("somebody has not heard yet what became of what they said"),
    "signal": _("something in your records may need a second look"),
}
