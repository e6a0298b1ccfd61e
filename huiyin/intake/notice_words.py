"""A notice about what came in, in the words of the desk, by its kind."""

from django.utils.translation import gettext_lazy as _

NOTICES = {
    "letter_waits": _("a letter by e-mail, or what one wrote by WeChat, waits for somebody to look at it"),
    "picture_missing": _("a photo that came by WeChat could not be kept; please ask the person for it"),
}
