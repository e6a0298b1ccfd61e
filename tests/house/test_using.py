"""The manual: every page has its part, in both languages, and what it names stands on the pages."""

import re

import polib
import pytest
from django.urls import reverse
from django.utils.translation import override

from huiyin.site import using
from tests.house import tree
from tests.house.conftest import Estate
from tests.house.doors import HELD, NO_PAGE, PUBLIC, addresses
from tests.house.machines import FOR_SYSTEMS
from tests.house.seen import ADMINISTRATORS, STRANGER, Readers
from tests.house.test_words import other_words

HOME = tree.ROOT / "docs" / "using"
BOOKS = (*using.BOOKS, using.RESIDENT)
WITHOUT = {
    *FOR_SYSTEMS,
    "portal:front",
    "portal:robots",
    "portal:file",
    "portal:draw_proof",
    "portal:receptions_feed",
}
MOST_BYTES = 2_000_000
CATALOGUE = polib.pofile(str(tree.ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"))
HELP = re.compile(r'<a[^>]*href="([^"]*/using/[^"]*#[^"]*)"')


def text(language: str, book: str) -> str:
    return (HOME / language / f"{book}.md").read_text("utf-8")


def anchors(language: str) -> list[str]:
    return [
        f"{book}#{name}" for book in BOOKS for name in re.findall(r"\{#([a-z-]+)\}", text(language, book))
    ]


def test_every_page_has_its_part() -> None:
    missing = []
    for address in addresses():
        where = "/" + address.pattern
        if address.is_staff and address.name not in NO_PAGE and not using.help_for(where):
            missing.append(address.name)
        rest = where.partition("/c/<slug:county>/")[2]
        public = address.name in PUBLIC or address.name in HELD
        if public and where.startswith("/c/") and address.name not in WITHOUT:
            known = any(rest.startswith(part) for part in using.PUBLIC if part) or not rest
            missing += [] if known else [address.name]
    tree.nothing(missing, "add the beginning of its address to huiyin/site/using.py")


def test_the_parts_are_there_in_both_languages_and_each_is_led_to() -> None:
    assert anchors("zh") == anchors("en")
    led = {*using.PARTS.values(), *(f"{using.RESIDENT}#{name}" for name in using.PUBLIC.values())}
    tree.nothing(led - set(anchors("zh")), "no such part")
    tree.nothing(set(anchors("zh")) - led - {f"{using.RESIDENT}#rate"}, "no page leads to this part")


@pytest.mark.parametrize("book", BOOKS)
def test_what_the_manual_names_stands_on_the_pages(book: str) -> None:
    zh = {entry.msgstr for entry in CATALOGUE} | {one for e in CATALOGUE for one in e.msgstr_plural.values()}
    en = {entry.msgid for entry in CATALOGUE}
    tree.nothing(name for name in re.findall("「(.+?)」", text("zh", book)) if name not in zh)
    tree.nothing(name for name in re.findall("“(.+?)”", text("en", book)) if name not in en | {"?"})


def test_the_manual_calls_roles_by_their_one_word() -> None:
    tree.nothing(f"{book}: {words}" for book in BOOKS for words in other_words(text("zh", book)))


def test_pictures_are_there_and_light() -> None:
    named = {
        n
        for lang in ("zh", "en")
        for b in BOOKS
        for n in re.findall(r"\.\./pictures/([\w/.-]+)", text(lang, b))
    }
    there = {str(path.relative_to(HOME / "pictures")) for path in (HOME / "pictures").rglob("*.webp")}
    assert named == there, named ^ there
    assert sum(path.stat().st_size for path in (HOME / "pictures").rglob("*")) < MOST_BYTES


@pytest.mark.parametrize(
    ("who", "url", "part"),
    [
        ("liu", "/triage/", "/using/clerk/#triage"),
        ("he", "/contacts/new/", "/using/official/#visit"),
        ("sun", "/duties/branch/", "/using/supervisor/#branches"),
        ("xi", "/administration/units/", "/using/administrator/#units"),
    ],
)
def test_the_question_mark_opens_the_part_of_its_page(estate: Estate, who: str, url: str, part: str) -> None:
    readers = Readers(estate)
    assert part in HELP.findall(readers.see(who, url).html)
    page, _sign, anchor = part.partition("#")
    for language in ("zh-hans", "en"):
        assert f'id="{anchor}"' in readers.see(who, page, language).html


def test_residents_read_theirs_without_a_login(estate: Estate) -> None:
    readers, county = Readers(estate), estate.world.county.slug
    (part,) = HELP.findall(readers.see(STRANGER, f"/c/{county}/say/").html)
    assert part == f"/c/{county}/using/#say"
    assert 'id="say"' in readers.see(STRANGER, f"/c/{county}/using/").html
    for book in using.BOOKS:
        assert readers.see(STRANGER, reverse(f"using_{book}")).status == 302
        assert readers.see(ADMINISTRATORS["audit"], reverse(f"using_{book}")).status == 200


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_figure_of_the_charter_is_fixed_in_the_manual(lang: str) -> None:
    """Of how few nothing is told, each county's charter says."""
    found = [(b, n) for b in BOOKS for n in re.findall(r"(?:少于|fewer than)\s*\d+", text(lang, b))]
    assert found == []


def test_whatever_is_written_is_text() -> None:
    from huiyin.lib.manual import read

    book = read(
        "# A <b>\n\nOne & <script>\n\n## P {#p}\n\n1. x\n2. [y](clerk.md#z)\n",
        picture=str,
        book="/{}/".format,
    )
    assert book.title == "A <b>"
    assert book.lead == "<p>One &amp; &lt;script&gt;</p>"
    assert book.parts[0].html == '<ol><li>x</li><li><a href="/clerk/#z">y</a></li></ol>'
    with override("en"):
        assert using.book_of("official").title == "For officials"
