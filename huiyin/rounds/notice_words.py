"""A notice about a plan of visits, in the words of the desk, by its kind."""

from django.utils.translation import gettext_lazy as _

NOTICES = {
    "round": _("a colleague has planned visits for you"),
}
