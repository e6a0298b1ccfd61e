"""Of the account up the line: Chen's note of the month before, drafted; a digest to be read, and one that has gone up."""

from datetime import date

from huiyin.accounts.actions import draft
from huiyin.accounts.digests import write_digest
from huiyin.accounts.models import Account, Digest
from huiyin.contacts.models import Contact
from huiyin.lib import periods
from tests.house.parts import Part
from tests.world import AT, World

HEARD = "沿河几个村夜间照明不足"


def stand(world: World, contact: Contact) -> Part:
    """The draft, and whose duties a page shows."""
    draft(kind="month", period=periods.of("month", date(2026, 2, 1)), county=world.county, at=AT)
    account = Account.objects.get(official=world.chen)
    read = write_digest(unit=world.town, words=HEARD, version=0, by=world.liu, at=AT)
    gone_up = Digest.objects.create(
        unit=world.town,
        first=date(2025, 7, 1),
        end=date(2025, 10, 1),
        counts=[["mobility", 10]],
        step=5,
        words=HEARD,
        written_by=world.liu,
        written_at=AT,
        cleared_by=world.ma,
        cleared_at=AT,
    )
    return Part(
        {
            ("duties", "digest"): [str(read.pk), str(gone_up.pk)],
            ("reports", "digest"): [str(gone_up.pk)],
            ("duties", "ref"): [account.reference],
            ("duties", "figure"): ["contacts", "households"],
            ("reports", "ref"): [account.reference],
            ("duties", "pk"): [str(world.chen.pk)],
            ("duties", "code"): ["households_kept"],
        },
        [account.reference, HEARD],
    )
