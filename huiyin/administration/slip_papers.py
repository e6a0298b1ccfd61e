"""The slip on paper: whose it is, where to come in, with what, and until when."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from huiyin.lib.paper import LANGUAGE, Paper, date_in_words
from huiyin.orgs.models import County
from huiyin.orgs.slips import Given
from huiyin.orgs.taking import organ_of_county


def slip(given: Given, county: County, address: str) -> bytes:
    """One page, for one person."""
    with override(LANGUAGE):
        paper = Paper("plain").title(_("Slip to come in with"))
        _table(paper, given, county, address)
        for words in _how():
            paper.body(words)
        return paper.signature(organ_of_county(county), county.day_of(given.slip.given_at)).save()


def slips(all_given: Sequence[Given], county: County, address: str) -> bytes:
    """Many, one after another, to be cut apart: each says all that its official needs."""
    with override(LANGUAGE):
        paper = Paper("plain").title(_("Slips to come in with"))
        for given in all_given:
            _table(paper, given, county, address)
            paper.body(_how()[0])
        return paper.save()


def _table(paper: Paper, given: Given, county: County, address: str) -> None:
    official, until = given.slip.official, county.day_of(given.slip.expires_at)
    rows = [
        (_("What"), _("On this slip")),
        (_("Whose it is"), official.name),
        (_("Login name"), official.username),
        (_("Code of the slip"), given.code),
        (_("Address to open"), address),
        (_("Valid until"), date_in_words(until)),
    ]
    paper.table(rows, widths=(36, 120))


def _how() -> tuple[str, str]:
    return (
        _(
            "Open the address, type login name and code, and choose a password of your own. The slip is used once."
        ),
        _(
            "Nobody will ever ask you for your password. If this slip was opened by somebody else, ask for a new one."
        ),
    )
