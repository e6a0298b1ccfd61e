"""A notice about a reception day; forums too are called off, in the words of the desk, by its kind."""

from django.utils.translation import gettext_lazy as _

NOTICES = {
    "duty_day": _("you have a reception day"),
    "substituted": _("a reception day has another official"),
    "called_off": _("a reception day or forum is called off or moved"),
    "booked": _("somebody has booked your reception day"),
}
