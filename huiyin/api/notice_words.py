"""A notice about another system, in the words of the desk, by its kind."""

from django.utils.translation import gettext_lazy as _

NOTICES = {
    "hook_off": _("another system is not called any more, as nothing was taken there; its page says why"),
}
