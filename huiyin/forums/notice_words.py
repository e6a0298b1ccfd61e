"""A notice about a forum, in the words of the desk, by its kind."""

from django.utils.translation import gettext_lazy as _

NOTICES = {
    "invited": _("you take part in a forum"),
}
