"""A notice about the register, in the words of the desk, by its kind."""

from django.utils.translation import gettext_lazy as _

NOTICES = {
    "paired": _("a household has come onto your register"),
    "handed_over": _("a household has been handed over"),
    "handed_over_many": _("households have been handed over"),
    "line_ended": _("a household is no longer on a register"),
    "stand_in": _("you stand in for a colleague"),
    "dormant": _("a household has not been met for long"),
    "person_changed": _("another person speaks for a household now"),
    "consent_gone": _("a household has withdrawn its consent"),
    "group_slip_asked": _("a household asks for a slip for its groups"),
    "held_apart": _("a household was entered that resembles one on record; is it another one?"),
    "exemption": _("an exemption was asked for or decided"),
}
