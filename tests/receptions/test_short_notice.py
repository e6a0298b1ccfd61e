"""A session that comes too soon: beside others one is sent to its own page, there the reason is asked for beside its field."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from huiyin.receptions.actions import sessions as actions
from huiyin.receptions.models import ReceptionSession
from tests import make_reception as make
from tests.world import AT, World

Enter = Callable[[Official], Client]
SENT_THERE, HERE = "请打开这一场，写明原因后公布", "请在这里写明原因"


def test_among_others_it_stays_a_draft_and_says_where_the_reason_is_written(
    world: World, enter: Enter
) -> None:
    session = make.draft(world, day=date(2026, 3, 4))
    client, page = enter(world.liu), f"/receptions/plan/publication/?office={session.office.key}&year=2026"
    for html in (client.get(page).content.decode(), client.post(page).content.decode()):
        assert SENT_THERE in html
        assert HERE not in html
    assert ReceptionSession.objects.get(pk=session.pk).state == "draft"


def test_on_its_own_page_the_reason_is_asked_for_beside_its_field(world: World, enter: Enter) -> None:
    session = make.draft(world, day=date(2026, 3, 4))
    with pytest.raises(Refused) as no:
        actions.publish_session(session=session, short_notice="", version=1, by=world.liu, at=AT)
    assert no.value.field == "short_notice"
    client, page = enter(world.liu), f"/receptions/{session.reference}/publication/"
    sent = client.post(page, {"version": "1", "short_notice": ""})
    assert sent.status_code == 422
    assert HERE in str(sent.context["form"].errors["short_notice"])
    assert SENT_THERE not in sent.content.decode()
    assert client.post(page, {"version": "1", "short_notice": "汛情紧急"}).status_code == 302
