"""The whole chain of the institution in one run: entered once at the door, in the quarter's report at the end (S01)."""

from datetime import date

from django.test import Client

from huiyin.accounts import actions as duties
from huiyin.accounts.models import Account
from huiyin.lib import periods
from huiyin.matters import actions as matters
from huiyin.matters.models import Matter
from huiyin.recording.actions import Entry, record_entry
from tests import make
from tests.duties import made
from tests.world import World

WORDS = "村口三盏路灯坏了，晚上老人出门看不见路。"


def test_s01_chain_from_a_visit_to_the_quarter_without_typing_again(world: World, client: Client) -> None:
    day = date(2026, 1, 8)
    visit = Entry(
        place=world.village, held_on=day, points=[made.raised(WORDS, "matter")], promises=[],
        household=world.home, person=world.wang,
    )  # fmt: skip
    contact, (lodged,) = record_entry(visit, root=world.root, by=world.chen, at=made.moment(day))
    matter = answered(lodged.matter, world)
    page = client.get(f"/c/{world.county.slug}/r/{lodged.link}/", follow=True).content.decode()
    assert make.REPLY["opinion"] in page, "the resident reads the answer"

    at = made.moment(date(2026, 4, 1), 9)
    for month in ("2026-01", "2026-02", "2026-03"):
        note = handed_in(world, "month", month, at)
        told = note.frozen["sums"]["matters_raised"], note.frozen["sums"]["matters_answered"]
        assert told == ((1, 1) if month == "2026-01" else (0, 0)), month
    sheet = handed_in(world, "sheet", "2026-Q1", at)
    assert [row["reference"] for row in sheet.frozen["contacts"]] == [contact.reference]
    assert sheet.frozen["contacts"][0]["matters"] == [matter.reference]
    quarter = handed_in(world, "quarter", "2026-Q1", at)
    sums = quarter.frozen["sums"]
    assert (sums["contacts"], sums["matters_raised"], sums["matters_answered"]) == (1, 1, 1)
    assert not hasattr(quarter, "sentence"), "nobody had to write a word"


def answered(matter: Matter, world: World) -> Matter:
    """Routed, taken over, handled, answered by the end of January."""
    at = made.moment(date(2026, 1, 9))
    matter = matters.route(
        matter=matter, to=world.office, topic="streetlight", version=matter.version, by=world.liu, at=at
    )
    matter = matters.accept(matter=matter, handler=world.he, version=matter.version, by=world.gao, at=at)
    matter = matters.start(matter=matter, words="到现场看了线路", version=matter.version, by=world.he, at=at)
    matters.draft_reply(matter=matter, version=matter.version, by=world.he, at=at, **make.REPLY)
    matter = Matter.objects.get(pk=matter.pk)
    later = made.moment(date(2026, 1, 20))
    return matters.approve(matter=matter, version=matter.version, by=world.gao, at=later)


def handed_in(world: World, kind: str, key: str, at: object) -> Account:
    """Drafted by the clock's deed, confirmed and handed in without a word."""
    period = periods.read(key)
    assert period
    duties.draft(kind=kind, period=period, county=world.county, at=at)  # type: ignore[arg-type]
    account = Account.objects.get(kind=kind, first=period.first)
    by = account.official or world.liu
    return duties.hand_in(account=account, version=None, by=by, at=at)  # type: ignore[arg-type]
