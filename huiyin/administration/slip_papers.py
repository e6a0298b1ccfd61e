"""The slip on paper: whose it is, where to come in, with what, and until when."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from huiyin.lib.paper import LANGUAGE, Paper, date_in_words
from huiyin.orgs.models import County
from huiyin.orgs.slips import Given


def slip(given: Given, county: County, address: str) -> bytes:
    """One page, for one person."""
    official, until = given.slip.official, county.day_of(given.slip.expires_at)
    with override(LANGUAGE):
        paper = Paper("plain").title(_("Slip to come in with"))
        rows = [
            (_("Whose it is"), official.name),
            (_("Login name"), official.username),
            (_("Code of the slip"), given.code),
            (_("Address to open"), address),
            (_("Valid until"), date_in_words(until)),
        ]
        paper.table([(_("What"), _("On this slip")), *rows], widths=(36, 120))
        paper.body(
            _(
                "Open the address, type login name and code, and choose a password of your own. The slip is used once."
            )
        )
        paper.body(
            _(
                "Nobody will ever ask you for your password. If this slip was opened by somebody else, ask for a new one."
            )
        )
        return paper.signature(county.name, county.day_of(given.slip.given_at)).save()
