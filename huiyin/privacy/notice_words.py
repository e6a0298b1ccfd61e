"""What the notices of this room say on the desk."""

from django.utils.translation import gettext_lazy as _

NOTICES = {
    "data_request": _("somebody asks about their own data"),
    "data_request_idle": _("somebody asks about their own data, and nobody is responsible for answering"),
    "data_request_nobody": _("a request about one's own data that nobody here may answer"),
    "data_request_due": _("a request about one's own data is soon to be answered"),
    "data_request_late": _("a request about one's own data is past its day"),
}
