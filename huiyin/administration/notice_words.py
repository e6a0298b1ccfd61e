"""A notice about an account, in the words of the desk, by its kind."""

from django.utils.translation import gettext_lazy as _

NOTICES = {
    "slip_given": _("a slip to sign in with was given for this account; behind the name, by whom"),
    "slip_given_here": _(
        "a slip to sign in with was given for an account of your unit; behind the name, by whom"
    ),
    "slip_used_here": _(
        "an account of your unit got a new password by a slip; if that was not its official, tell the administrator of "
        "security"
    ),
    "slip_used": _(
        "this account got a new password by a slip; if that was not its official, tell the administrator of security"
    ),
}
