"""A notice about what came in, in the words of the desk, by its kind."""

from django.utils.translation import gettext_lazy as _

NOTICES = {"letter_waits": _("a letter by e-mail waits for somebody to look at it")}
