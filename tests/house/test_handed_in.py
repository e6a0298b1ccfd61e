"""Every paper of the estate, read back: fit to be handed in as it comes, whatever kind it is."""

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import resolve
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from huiyin.audit.scope import county_scope
from huiyin.lib.paper import DOCX, RED
from huiyin.matters import actions
from huiyin.matters.written_notices import EVERY
from tests import make, make_states
from tests.house import doors, tree
from tests.house.conftest import Estate, ask, close_the_wall
from tests.house.seen import Readers
from tests.world import AT, World

# Papers that are not dated and signed at their end, and why.
UNSIGNED = {
    "reports:forum_paper sheet": "a sheet that people write themselves into",
    "reports:contact_card": "a household with nobody to keep in touch has a date, and no unit to sign",
}
HEADLESS = {"reports:contact_card": "each line has its label at the left"}
UNREACHED = {
    "reports:reception_plan",  # the office is asked for behind the address: tests/receptions/test_pages.py
}
NO_HEAD = "its head is not repeated"
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_MACHINE = re.compile(
    r"\d{4}-\d\d-\d\d|\bNone\b|\bTrue\b|\bFalse\b|%\(|\{\{|[a-z]{3,}[ _][a-z]{3,}|(?<![\w/.])[a-z]{5,}(?![\w.])"
)
_BARE_PLACE = re.compile(r".*(?:[县市区旗镇乡村]|街道|社区)")
_ADDRESS = re.compile(r"https?://\S+|[0-9a-f]{32,}")


_TAKEN: dict[str, bytes] = {}  # once per process: nobody changes a paper that was taken


@pytest.fixture
def papers(estate: Estate) -> dict[str, Any]:
    """One of every kind, as its first reader gets it."""
    if not _TAKEN:
        take(estate)
    return {kind: Document(io.BytesIO(content)) for kind, content in _TAKEN.items()}


def take(estate: Estate) -> None:
    """From the estate, and of what it does not hold."""
    with county_scope(estate.world.county.pk):
        told = told_in_writing(estate.world)
        connection.check_constraints()  # while the wall is open to what they look at
    close_the_wall()
    _TAKEN.update(taken(estate, told))


def told_in_writing(world: World) -> list[str]:
    """Of what somebody is told in writing, what the estate does not hold."""
    late = make.started(world, at=AT - timedelta(days=90))
    moved = make.more_time_asked(world)
    moved = actions.extend(matter=moved, version=moved.version, by=world.gao, at=AT)
    ours, asked = make.matter(world), make.matter(world, profile="inquiry")
    words = {"words": "该路段在县界另一侧，由邻县管护。", "told": "page"}
    actions.decline(matter=ours, version=ours.version, by=world.liu, at=AT, reason="outside_county", **words)
    words = {"words": "您要求书面处理意见，改按信访程序办理。", "told": "page"}
    actions.reclassify(
        matter=asked, version=asked.version, by=world.liu, at=AT, profile="contact_matter", **words
    )
    agreed = {"outcome": "mediated", "opinion": "双方同意各让半米，共同出资修整排水沟。"}
    petition = make.accepted(world, profile="petition_claim")
    made = (late, moved, ours, asked, make.replied(world, reply=agreed), petition)
    return [one.reference for one in (*made, make.redirected(world), make_states.finalised(world))]


def taken(estate: Estate, told: list[str]) -> Iterator[tuple[str, bytes]]:
    """Every kind of document in the estate, and of these matters."""
    readers, values, found = Readers(estate), estate.all_values(), set()
    values["matters", "ref"] = values["matters:see", "ref"]
    values["matters:paper", "ref"] = [*told, *values["matters", "ref"]]
    for address in doors.STAFF:
        if address.name not in doors.DOCUMENTS - {"matters:file"} or address.pattern.endswith("xlsx/"):
            continue
        for url in estate.paths(address, values):
            kind = f"{address.name} {resolve(url).kwargs.get('paper', '')}".strip()
            for who in readers.of(address, url):
                if kind in found:
                    break
                answer = ask(readers.client(who), "GET", url)
                if answer.status_code == 200 and answer["Content-Type"] == DOCX:
                    found.add(kind)
                    yield kind, answer.content


def lines(paper: Any) -> list[str]:
    """All it says, its tables too."""
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return [*(one.text for one in paper.paragraphs), *cells]


def test_every_paper_is_fit_to_be_handed_in(papers: dict[str, Any]) -> None:
    wanted = {one.name for one in doors.STAFF if one.pattern.endswith("docx/")} - UNREACHED
    wanted = wanted - {"matters:paper"} | {f"matters:paper {paper}" for paper in EVERY}
    met = {kind if kind in wanted else kind.split()[0] for kind in papers}
    tree.nothing(sorted(wanted - met), "no paper of these was ever taken")
    faults = []
    for kind, paper in papers.items():
        faults += [f"{kind}: {line}" for line in lines(paper) if _MACHINE.search(_ADDRESS.sub("", line))]
        if kind not in UNSIGNED and not is_signed(paper):
            faults.append(f"{kind}: neither unit nor day at its end")
        faults += [
            f"{kind}: by {name}, which is no organ" for name in organs(paper) if _BARE_PLACE.fullmatch(name)
        ]
        torn = [one for table in paper.tables for one in faults_of(table, paper.sections[0])]
        faults += [f"{kind}: {one}" for one in torn if kind not in HEADLESS or one != NO_HEAD]
    tree.nothing(faults)


def organs(paper: Any) -> list[str]:
    """Who heads it in red, and who signs it."""
    written = [*paper.paragraphs, *paper.sections[0].first_page_header.paragraphs]
    red = [one.text for one in written if any(run.font.color.rgb == RED for run in one.runs)]
    return [*red, *(one.text for one in written[:-1] if one.alignment == 2 and not _DAY.fullmatch(one.text))]


def test_an_opinion_is_headed_by_whoever_signs_it_and_a_notice_explains_itself(
    papers: dict[str, Any],
) -> None:
    assert len({*organs(papers["matters:paper recheck"])} - {""}) == 1, (
        "the city, not the county that entered it"
    )
    for kind in ("legal-route", "non-acceptance"):
        assert "说明" in lines(papers[f"matters:paper {kind}"])


def is_signed(paper: Any) -> bool:
    """Whether unit and day stand at the end, kept on the page of what was written before them."""
    said = [one for one in paper.paragraphs if one.text.strip() and not one.text.startswith("（")]
    organ, day = said[-2:]
    return bool(
        _DAY.fullmatch(day.text)
        and organ.alignment == day.alignment == 2
        and organ.paragraph_format.keep_with_next
    )


def faults_of(table: Any, section: Any) -> Iterator[str]:
    """What would be cut, torn or unreadable on paper."""
    widths = [column.width for column in table.columns]
    room = section.page_width - section.left_margin - section.right_margin
    if abs(sum(widths) - room) > Mm(1.5):
        yield f"{round(sum(widths) / Mm(1))} mm broad in a room of {round(room / Mm(1))}"
    if min(widths) < Mm(12):
        yield "a column of one character"
    rows = [row._tr.trPr for row in table.rows]
    if any(one.find(qn("w:cantSplit")) is None for one in rows):
        yield "a row may be torn by the end of a page"
    if len(rows) > 1 and rows[0].find(qn("w:tblHeader")) is None:
        yield NO_HEAD
