"""The row of a matter in a list: what is typed is escaped, the step of the reader is a button, history says its day."""

from dataclasses import replace
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from huiyin.matters.fetching import fetched
from huiyin.matters.lists import Row, row_of
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from tests import make
from tests.world import AT, World

NASTY = """<b>"it's" & so on</b>"""


def row(matter: Matter, reader: Official) -> Row:
    request: Any = RequestFactory().get("/matters/")
    request.user, request.at, request.county = reader, AT, reader.county
    return row_of(fetched([matter.pk])[0], request)


def shown(one: Row, beside: str = "") -> str:
    said = Context({"row": one, "beside": beside})
    return Template("{% load matter_rows %}{% matter_row row beside %}").render(said)


def test_what_somebody_typed_is_escaped_wherever_it_stands(world: World) -> None:
    one = row(make.matter(world, title=NASTY), world.liu)
    html = shown(one, NASTY)
    assert NASTY not in html
    assert html.count("&lt;b&gt;&quot;it&#x27;s&quot; &amp; so on&lt;/b&gt;") == 3, (
        "link, button, in whose care"
    )


def test_the_step_that_lies_with_the_reader_is_a_button_and_for_others_where_it_stands(world: World) -> None:
    matter = make.matter(world)
    assert f'<a class="btn" href="/matters/{matter.reference}/routing/">' in shown(row(matter, world.liu))
    html = shown(row(matter, world.he))
    assert f'<span class="whole">{matter.reference}</span>' in html, "on one line"
    assert 'class="btn"' not in html
    assert f'<p class="quiet small">{matter.state_words}</p>' in html


def test_what_is_urgent_says_so_until_it_is_answered(world: World) -> None:
    one = row(make.urgent(world), world.liu)
    assert '<li><div class="todo"><p><strong>' in shown(one)
    one.matter.state = "closed"
    assert '<li><div class="todo"><p><a ' in shown(one)


@pytest.mark.parametrize("is_known", [True, False])
def test_history_has_no_line_but_its_day_as_far_as_it_is_known(world: World, is_known: bool) -> None:
    one = row(make.matter(world), world.liu)
    one.matter.origin = "history"
    if not is_known:
        one.matter.received_at = None
    html = shown(replace(one, asked=None))
    assert "<svg" not in html
    assert ("2026" in html.partition("</div>")[2]) is is_known
