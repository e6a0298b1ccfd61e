"""Numbers of people in free words (finding 27): whoever writes one down is told; lists, prints and others see it masked."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from docx import Document

from huiyin.lib.masking import mask_numbers
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.matters.papers import PAPERS
from huiyin.orgs.models import Official
from tests import make
from tests.world import World

Enter = Callable[[Official], Client]
MOBILE, CARD, BANK = "13912345678", "11010519491231002X", "6222021234567894"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"打{MOBILE}找我", "打139****5678找我"),
        ("打１３９１２３４５６７８找我", "打139****5678找我"),
        (f"身份证{CARD}", "身份证****"),
        ("打0990-2123456", "打0990-*****56"),
        ("三盏路灯坏了2年", "三盏路灯坏了2年"),
    ],
)
def test_numbers_are_masked_and_nothing_else(text: str, masked: str) -> None:
    assert mask_numbers(text) == masked


def test_the_heading_never_holds_a_number(world: World) -> None:
    """It stands in every list, search, notice and export."""
    found = make.matter(world, body=f"路灯坏了请打{MOBILE}。晚上看不见路。")
    assert MOBILE not in found.title
    assert MOBILE in found.body, "the words stay as they were said"


def test_only_who_may_ring_reads_the_number_in_the_words(world: World, enter: Enter) -> None:
    found = make.started(world, body=f"路灯坏了三盏，请打{MOBILE}找我。")
    page = f"/matters/{found.reference}/"
    assert MOBILE in enter(world.he).get(page).content.decode(), "the handler"
    ma = enter(world.ma).get(page)
    assert ma.status_code == 200
    assert MOBILE not in ma.content.decode()
    assert "139****5678" in ma.content.decode()


def test_papers_show_no_number(world: World, enter: Enter) -> None:
    found = make.started(world, body=f"路灯坏了三盏，请打{MOBILE}找我。")
    actions.note(
        matter=found, words=f"已打{MOBILE}核实", version=found.version, by=world.he, at=found.stepped_at
    )
    client, read = enter(world.he), 0
    for name in PAPERS:
        answer = client.get(f"/matters/{found.reference}/papers/{name}/docx/")
        if answer.status_code == 200:
            paper = Document(
                BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content)
            )
            words = "\n".join(
                [p.text for p in paper.paragraphs] + [c.text for t in paper.tables for c in t._cells]
            )
            assert MOBILE not in words, name
            read += 1
    assert read >= 2


@pytest.mark.parametrize(("number", "kept"), [(MOBILE, True), (BANK, True), (CARD, False)])
def test_a_deed_asks_before_it_keeps_a_number(world: World, enter: Enter, number: str, kept: bool) -> None:
    found = make.accepted(world)
    url = f"/matters/{found.reference}/start/"
    client = enter(world.he)
    assert "keep_numbers" not in client.get(url).content.decode()
    sent = {"version": found.version, "words": f"已按{number}联系"}
    asked = client.post(url, sent)
    assert asked.status_code == 422
    assert client.post(url, {**sent, "keep_numbers": "on"}).status_code == (302 if kept else 422)
    assert Matter.objects.get(pk=found.pk).state == ("in_progress" if kept else "accepted")
