"""Whoever rings finds the number first, above the form, and comes back to that form from looking at it."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from docx import Document

from huiyin.matters.models import Matter
from huiyin.people.models import Resident
from tests import make
from tests.world import World

Enter = Callable[[Any], Client]
FIRST = "先打电话"


def test_a_call_back_begins_with_the_number_and_comes_back_from_it_to_the_questions(
    world: World, enter: Enter
) -> None:
    found = make.to_be_called(world)
    client, there = enter(world.xia), f"/matters/{found.reference}/call/"
    page = client.get(there).content.decode()
    assert page.index(FIRST) < page.index("回访所涉的答复") < page.index('name="handled"')
    assert "不是承办单位的人" in page
    (label,) = re.findall(r'<label[^>]*for="id_words".*?</label>', page, re.S)
    assert "选填" not in label, "it is asked for where the matter is taken up again"
    (link,) = re.findall(r'href="([^"]+/person/\?[^"]+)"', page)
    asked = client.get(link.replace("&amp;", "&"))
    assert asked.context["form"].initial["purpose"] == "call"
    opened = client.post(link.replace("&amp;", "&"), {"purpose": "call"}).content.decode()
    phone = found.resident.phone if found.resident else ""
    assert f'href="tel:{phone}"' in opened
    assert f'href="{there}"' in opened
    tried = client.get(there.replace("/call/", "/call-try/")).content.decode()
    assert "for=call-try" in tried


def test_whoever_rang_and_had_it_taken_up_again_is_not_said_to_be_of_the_unit_that_handles_it(
    world: World, enter: Enter
) -> None:
    found = make.to_be_called(world)
    client, ref = enter(world.xia), found.reference
    said = {"handled": "no", "satisfied": "2", "reasons": ["not_done"], "words": "路灯还是不亮"}
    given = {**said, "version": Matter.objects.get(pk=found.pk).version}
    assert client.post(f"/matters/{ref}/call/", given).status_code == 302
    paper = client.get(f"/matters/{ref}/papers/record/docx/")
    rows = [[cell.text for cell in row.cells] for table in docx_of(paper).tables for row in table.rows]
    (row,) = (row for row in rows if "退回重新办理" in row[-1])
    assert row[1] == world.xia.name
    assert f"交给{world.office.short_name}" in row[-1]
    assert "上级" not in row[-1], "the desk that took it in rang, nobody above"


def docx_of(answer: Any) -> Any:
    return Document(io.BytesIO(answer.content))


@pytest.mark.parametrize(("phone", "shown"), [("19900001234", True), ("", False)])
def test_only_an_answer_that_is_told_by_telephone_begins_with_the_number(
    world: World, enter: Enter, phone: str, shown: bool
) -> None:
    Resident.objects.filter(pk=world.wang.pk).update(phone=phone)
    found = make.to_be_told(world)
    page = enter(world.he).get(f"/matters/{found.reference}/delivery/").content.decode()
    assert (FIRST in page, "把下面的答复念给对方听" in page, "for=delivery" in page) == (shown, shown, shown)


def test_from_anywhere_else_the_look_leads_back_to_the_matter(world: World, enter: Enter) -> None:
    found = make.to_be_called(world)
    page = enter(world.xia).get(f"/matters/{found.reference}/person/?for=//evil").content.decode()
    assert f'href="/matters/{found.reference}/"' in page
    assert 'href="//evil' not in page
