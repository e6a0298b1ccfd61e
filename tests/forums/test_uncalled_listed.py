"""The mark of a forum to which nobody was called, and of a crowd that its author counted, follows it wherever it stands (6)."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override
from docx import Document

from huiyin.accounts import actions as accounts
from huiyin.accounts.models import Account
from huiyin.forums import papers
from huiyin.inspection import fact_sheet
from huiyin.inspection import papers as inspection_papers
from huiyin.lib import periods
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from tests.forums.test_uncalled import held
from tests.world import AT, World

pytestmark = pytest.mark.django_db
Enter = Callable[[Official], Client]
MONTH, HALF = periods.of("month", AT.date()), periods.of("half_year", AT.date())
WORDS = "nobody was invited before its day"
SPAN = f"from={MONTH.first}&to={MONTH.last}"
HOW = pytest.mark.parametrize(("days", "uncalled"), [(None, True), (0, True), (1, False)])


def read(client: Client, url: str) -> str:
    answer = client.get(url, headers={"accept-language": "en"}, follow=True)
    assert answer.status_code == 200, url
    return " ".join(answer.content.decode().split())


@HOW
def test_it_is_marked_in_every_list(world: World, enter: Enter, days: int | None, uncalled: bool) -> None:
    forum = held(world, days)
    accounts.draft(kind="month", period=MONTH, county=world.county, at=AT + timedelta(days=32))
    account = Account.objects.get(kind="month", official=world.chen, first=MONTH.first)
    own = (
        f"/contacts/{forum.reference}/",
        "/contacts/",
        f"/search/?q={forum.reference}",
        f"/accounts/{account.reference}/rows/form.forum/",
        f"/fact-sheets/{world.chen.username}/?period={HALF.key}",
    )
    for url in own:
        page = read(enter(world.chen), url)
        assert forum.reference in page, url
        assert (WORDS in page) == uncalled, url


@HOW
def test_it_is_marked_where_forms_are_counted(
    world: World, enter: Enter, days: int | None, uncalled: bool
) -> None:
    held(world, days)
    words = "of the forums: with nobody invited before their day"
    for url in (f"/reports/contact-forms/?{SPAN}", f"/fact-sheets/{world.chen.username}/?period={HALF.key}"):
        assert (words in read(enter(world.chen), url)) == uncalled, url
    with override("zh-hans"):
        sheet = fact_sheet.build(world.chen, HALF, AT + timedelta(hours=8))
        text = said(inspection_papers.fact_sheet(sheet, world.county, "组织部"))
    assert ("召开日之前未邀请任何人" in text) == uncalled


@HOW
def test_ones_own_mirror_says_that_nobody_else_knows_of_it(
    world: World, enter: Enter, days: int | None, uncalled: bool
) -> None:
    held(world, days)
    page = read(enter(world.chen), "/reach/")
    assert ("1 of them nobody else knows of" in page) == uncalled


@HOW
def test_minutes_and_the_page_of_a_forum_say_who_counted(
    world: World, enter: Enter, days: int | None, uncalled: bool
) -> None:
    contact = held(world, days)
    forum = getattr(contact, "forum", None)
    if forum is None:
        return
    forum.refresh_from_db()
    text = said(papers.minutes(forum, charter_of(AT), world.county, world.chen, AT))
    assert "据主办方清点，到会群众600人" in text
    assert ("召开日之前未邀请任何人" in text) == uncalled
    assert forum.was_called == (not uncalled)


def said(content: bytes) -> str:
    return "\n".join(part.text for part in Document(io.BytesIO(content)).paragraphs)


def test_every_page_that_names_the_form_of_a_contact_takes_the_marked_words() -> None:
    """A list of contacts that writes the form by itself would lose the mark."""
    bare = {
        str(path)
        for path in Path("huiyin").rglob("templates/**/*.html")
        if "contacts:see" in path.read_text()
        and re.search(r"(contact|row)\.get_kind_display", path.read_text())
    }
    assert bare == {"huiyin/register/templates/register/household.html"}, (
        "with one household: none is a forum"
    )
