"""A notice about a sealed report, in the words of the desk, by its kind."""

from django.utils.translation import gettext_lazy as _

NOTICES = {
    "sealed_arrived": _("a sealed report is to be handed over"),
    "sealed_key": _("another key for sealed reports was entered; please compare it with the organ"),
    "sealed_uncarried": _("sealed reports wait and nobody carries them; please give somebody that post"),
    "sealed_late": _("a sealed report should have been handed over"),
}
