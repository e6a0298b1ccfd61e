"""What the notices of this room say on the desk."""

from django.utils.translation import gettext_lazy as _

NOTICES = {
    "supervised": _("a matter is supervised; please answer"),
    "supervision_answered": _("your supervision has been answered"),
    "supervision_redated": _("the date of a supervision was worked out again"),
    "orphan": _("a matter has nobody, no date, or an answer that goes to nobody"),
    "sponsored": _("a matter is in the care of a leading official"),
    "sponsorship_ended": _("a matter is no longer in the care of a leading official"),
    "supervision_late": _("a supervision is past its date without an answer"),
}
