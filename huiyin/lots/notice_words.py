"""A notice about drawing lots, in the words of the desk, by its kind."""

from django.utils.translation import gettext_lazy as _

NOTICES = {
    "draw_ready": _("the panels of a draw are worked out"),
    "draw_failed": _("no panels could be worked out for a draw"),
    "lot_drawn": _("households were drawn by lot"),
}
