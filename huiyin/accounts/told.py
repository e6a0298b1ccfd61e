"""What a monthly note tells besides its figures: what was heard, what was done, what comes next (S62).

Read from the entries behind the frozen figures, as far as the reader may see them now: words are frozen nowhere, so that
what is erased, sealed or found to be about the reader stands in no note either.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import F, Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from huiyin.accounts.models import Account
from huiyin.contacts.models import Contact, Point, Promise
from huiyin.lib import periods
from huiyin.lib.masking import mask_numbers
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from huiyin.ui.templatetags.ui import day as in_words

MOST: Final = 10  # of each list; the figures say how many there were
LONGEST: Final = 80  # signs of one line

Lists = list[tuple[str, list[str]]]


@dataclass(frozen=True)
class _Reading:
    account: Account
    kept: dict[str, Any]
    reader: Official
    at: datetime

    def heard(self) -> list[str]:
        """What was raised at the contacts of the month, without what was said in personal talks unless it was agreed."""
        refs = [reference for reference, _kind in self.kept.get("contacts", ())]
        seen = Contact.objects.visible_to(self.reader, self.at).standing().filter(reference__in=refs)
        then = self.account.as_of or self.at
        points = Point.objects.of(seen).known_at(then).filter(about_unit=None, about_official=None)
        points = points.exclude(contact__kind=Contact.Kind.TALK, is_agreed__isnull=True)
        rows = points.exclude(is_agreed=False).exclude(text="").order_by("contact__held_on", "pk")
        return _short(rows.values_list("text", flat=True)[:MOST])

    def done(self) -> list[str]:
        """Matters of theirs that were answered, and promises that were kept."""
        seen = Matter.objects.visible_to(self.reader, self.at).filter(
            reference__in=self.kept.get("answered", ())
        )
        said = [_("Answered: %(title)s") % {"title": one.title} for one in seen.order_by("pk")[:MOST]]
        promises = Promise.objects.visible_to(self.reader, self.at).standing()
        kept = promises.filter(pk__in=self.kept.get("promises_kept", ())).order_by("kept_at", "pk")
        return _short(
            [*said, *(_("Kept: %(promise)s") % {"promise": one.words} for one in kept[:MOST])][:MOST]
        )

    def to_come(self) -> list[str]:
        """Promises that were open when the figures were frozen, and fell due by the end of the following month."""
        then, until = self.account.as_of or self.at, periods.of("month", self.account.end).end
        mine = Promise.objects.visible_to(self.reader, self.at).standing().as_of(then)
        mine = mine.filter(Q(official_then=self.account.official_id) & Q(due_then__lt=until))
        mine = mine.filter(
            Q(kept_at=None) | Q(kept_at__gt=then), Q(not_kept_at=None) | Q(not_kept_at__gt=then)
        )
        words = _("%(promise)s, by %(day)s")
        rows: list[Any] = list(mine.order_by(F("due_then"), "pk")[:MOST])  # with the day of then
        return _short(words % {"promise": one.words, "day": in_words(one.due_then)} for one in rows)


def told(account: Account, said: dict[str, Any], reader: Official, at: datetime) -> Lists:
    """The lists that hold anything, each under its heading; none for what is no monthly note of one official."""
    if account.kind != Account.Kind.MONTH or "rows" not in said:
        return []
    reading = _Reading(account, said["rows"], reader, at)
    lists = [
        (_("What was heard"), reading.heard()),
        (_("What was done"), reading.done()),
        (_("What is next"), reading.to_come()),
    ]
    return [(heading, lines) for heading, lines in lists if lines]


def _short(texts: Iterable[str]) -> list[str]:
    return [Truncator(mask_numbers(" ".join(text.split()))).chars(LONGEST) for text in texts]
