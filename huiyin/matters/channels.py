"""How a matter came in: what was raised at a contact here; each door brings its own, put together in `site.words`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VISIT, RECEPTION, FORUM, CONTACT, POLICY, FILE = "visit", "reception", "forum", "contact", "policy", "file"

CHANNELS = {
    VISIT: _("raised at a visit"),
    RECEPTION: _("raised at a reception"),
    FORUM: _("raised at a forum"),
    CONTACT: _("raised at another contact"),
    POLICY: _("asked about a policy in plain words"),
    FILE: _("imported file"),
}
WORDS: dict[str, Promise] = {}


def in_words(channel: str) -> str:
    """A channel in the reader's language; its code where the door is gone."""
    return str(WORDS.get(channel, channel))
