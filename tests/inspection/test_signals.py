"""What an inspection reads of the signals (S78): after their author, never in counts, by those who carry it out."""

from collections.abc import Callable
from datetime import date, timedelta

from django.test import Client

from huiyin.contacts import actions as contacts
from huiyin.contacts.models import Contact, Signal
from huiyin.orgs.models import Official
from tests.inspection import inspections as make
from tests.world import AT, World

Enter = Callable[[Official], Client]
LONG_BEFORE = AT - timedelta(days=40)


def pointed_out(
    world: World, records: list[Contact], *, day: date = date(2025, 8, 1), **fields: object
) -> Signal:
    given = {
        "official": world.chen,
        "kind": "copied",
        "key": f"key:{day.isoformat()}",
        "about_on": day,
        "references": [one.reference for one in records],
        "found_at": LONG_BEFORE,
        **fields,
    }
    return Signal.objects.create(**given)


def test_s78_the_inspector_reads_what_stood_out_beside_what_its_author_says(
    world: World, enter: Enter
) -> None:
    records = make.visits(world, 3)
    found = pointed_out(world, records[:2])
    contacts.explain(signal=found, words="两家说的是同一条水渠", by=world.chen, at=LONG_BEFORE)
    inspection = make.planned(world)
    page = enter(world.sun).get(f"/inspections/{inspection.reference}/").content.decode()
    part = page.partition('id="signals"')[2].partition("</section>")[0]
    assert found.get_kind_display() in part
    assert "两家说的是同一条水渠" in part
    for record in records[:2]:
        assert f'href="/contacts/{record.reference}/"' in part
    assert records[2].reference not in part
    assert world.chen.name not in part, "nobody is counted or compared"
    for other in (world.chen, world.liu):
        shown = enter(other).get(f"/inspections/{inspection.reference}/")
        assert 'id="signals"' not in shown.content.decode(), other.name
    assert enter(world.qian).get(f"/inspections/{inspection.reference}/").status_code == 404


def test_s78_the_author_has_the_days_for_an_answer_before_an_inspection_reads_it(
    world: World, enter: Enter
) -> None:
    records = make.visits(world, 4)
    settled = pointed_out(world, records[:1], day=date(2025, 8, 2), withdrawn_at=AT)
    fresh = pointed_out(world, records[1:2], day=date(2025, 8, 3), found_at=AT - timedelta(days=1))
    other_half = pointed_out(world, records[2:3], day=date(2026, 1, 5))
    where = f"/inspections/{make.planned(world).reference}/"
    part = (
        enter(world.sun).get(where).content.decode().partition('id="signals"')[2].partition("</section>")[0]
    )
    for signal in (settled, fresh, other_half):
        assert signal.references[0] not in part, signal.key
    assert "尚在说明期限内" in part
    Signal.objects.filter(pk=fresh.pk).update(found_at=LONG_BEFORE)
    part = (
        enter(world.sun).get(where).content.decode().partition('id="signals"')[2].partition("</section>")[0]
    )
    assert fresh.references[0] in part
    assert "本人尚未作说明" in part


def test_s78_records_of_another_branch_are_not_opened(world: World, enter: Enter) -> None:
    (record,) = make.visits(world, 1)
    pointed_out(world, [record])
    where = f"/inspections/{make.planned(world).reference}/"
    Contact.objects.filter(pk=record.pk).update(unit=world.sibling)
    assert record.reference not in enter(world.sun).get(where).content.decode()
