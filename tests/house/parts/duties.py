"""Of the account up the line: Chen's note of the month before, drafted."""

from datetime import date

from huiyin.accounts.actions import draft
from huiyin.accounts.models import Account
from huiyin.contacts.models import Contact
from huiyin.lib import periods
from tests.house.parts import Part
from tests.world import AT, World


def stand(world: World, contact: Contact) -> Part:
    """The draft, and whose duties a page shows."""
    draft(kind="month", period=periods.of("month", date(2026, 2, 1)), county=world.county, at=AT)
    account = Account.objects.get(official=world.chen)
    return Part(
        {
            ("duties", "ref"): [account.reference],
            ("duties", "figure"): ["contacts", "households"],
            ("reports", "ref"): [account.reference],
            ("duties", "pk"): [str(world.chen.pk)],
            ("duties", "code"): ["households_kept"],
        },
        [account.reference],
    )
