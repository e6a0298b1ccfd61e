"""What a finding may rest on: the branch's contacts, matters, promises, and the reports it handed in."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from huiyin.accounts import actions
from huiyin.accounts.models import Account
from huiyin.inspection.pages import record_links
from huiyin.inspection.rules import is_record
from huiyin.lib import periods
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from tests.duties import made
from tests.inspection import inspections as make
from tests.world import AT, World, unit

Enter = Callable[[Official], Client]
FEBRUARY = periods.of("month", date(2026, 2, 1))


def note(world: World, *, is_in: bool = True) -> Account:
    actions.draft(kind="month", period=FEBRUARY, county=world.county, at=AT)
    found = Account.objects.get(official=world.chen, kind="month")
    if is_in:
        actions.hand_in(account=found, version=found.version, by=world.chen, at=AT)
    return found


def test_a_criticism_rests_on_a_report_of_the_branch_and_opens_it(world: World, enter: Enter) -> None:
    make.visits(world, 1)
    made.contact(world, date(2026, 2, 3))
    account = note(world)
    found = make.checked(world)
    finding = make.criticism(world, found, records=[account.reference])
    assert finding.records == [account.reference]
    page = enter(world.sun).get(f"/inspections/{found.reference}/").content.decode()
    assert f'href="/accounts/{account.reference}/"' in page
    assert enter(world.sun).get(f"/accounts/{account.reference}/").status_code == 200


def test_neither_a_draft_nor_a_report_of_others_is_cited(world: World) -> None:
    make.visits(world, 1)
    made.contact(world, date(2026, 2, 3))
    draft, found = note(world, is_in=False), make.checked(world)
    with pytest.raises(Refused, match="No record of this branch"):
        make.criticism(world, found, records=[draft.reference])
    actions.hand_in(account=draft, version=draft.version, by=world.chen, at=AT)
    assert is_record(found, draft.reference)
    assert not is_record(found, "HYB-2026-000099"), "nor one that there never was"
    other = unit("branch", "990100101-Z9", "第九支部", world.town)
    assert not is_record(make.planned(world, branch=other), draft.reference)


def test_a_county_whose_letters_end_like_a_register_still_opens_its_matters() -> None:
    (matter, contact, account) = record_links(["HL-2026-001", "HLL-2026-001", "HLB-2026-001"], "HL")
    assert matter[1].startswith("/matters/")
    assert contact[1].startswith("/contacts/")
    assert account[1].startswith("/accounts/")
