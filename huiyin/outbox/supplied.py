"""The words that come with the house, by transport and kind, with gaps: what a resident reads while the county has none."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from huiyin.outbox import rules
from huiyin.outbox.gaps import EMPTY, LINK, NUMBER

EDITED = (rules.RECEIVED, rules.ANSWERED, rules.ASKED, rules.OPINION)  # what residents read


class Said(NamedTuple):
    """What one message says; an SMS has no subject."""

    subject: str
    text: str


def supplied(transport: str, kind: str) -> Said:
    """In the language of the moment, with its gaps."""
    facts = {"county": EMPTY["county"], "reference": EMPTY[NUMBER], "link": EMPTY[LINK]}
    if transport == rules.SMS:
        return Said("", _of_sms()[kind] % facts)
    subject, says = _of_mail()[kind]
    lines = [
        says,
        _("You read it here, with the number and the query code of your receipt:") + "\n%(link)s",
        _("So that nobody else reads it, this mail does not say more than that."),
    ]
    return Said(subject % facts, "\n\n".join(lines) % facts)


def _of_mail() -> dict[str, tuple[str, str]]:
    return {
        rules.RECEIVED: (
            _("%(county)s: we have received your matter %(reference)s"),
            _("What you told us has come in under the number %(reference)s."),
        ),
        rules.ANSWERED: (
            _("%(county)s: there is an answer to your matter %(reference)s"),
            _("There is an answer to what you told us (number %(reference)s)."),
        ),
        rules.ASKED: (
            _("%(county)s: a question about your matter %(reference)s"),
            _("To go on with what you told us (number %(reference)s) we need to know something more."),
        ),
        rules.OPINION: (
            _("%(county)s: there is an opinion on your request about %(reference)s"),
            _("There is an opinion on your request to look at the answer again (number %(reference)s)."),
        ),
    }


def _of_sms() -> dict[str, str]:
    """In one line, with the way to end it; the number stands in the link."""
    return {
        rules.RECEIVED: _("We have your matter: %(link)s TD ends SMS"),
        rules.ANSWERED: _("Your matter has an answer: %(link)s TD ends SMS"),
        rules.ASKED: _("A question about your matter: %(link)s TD ends SMS"),
        rules.OPINION: _("The opinion on your request has been given: %(link)s TD ends SMS"),
    }
