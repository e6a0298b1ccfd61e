"""The papers of the whole site, as `python -m tools.papers` finds them."""

import shutil
from email.message import Message

import pytest

from tests.house import doors
from tools import papers


def test_every_address_of_a_paper_is_known_to_the_tool() -> None:
    found = papers.papers_of_the_table()
    wanted = {one.name for one in doors.addresses() if one.pattern.endswith(("docx/", "xlsx/"))}
    assert set(found) == wanted
    assert found["reports:register_docx"] == "/reports/register/docx/"
    assert found["matters:letter"] == "", "which matter is not known here"
    assert papers.named("/matters/QH-2026-001417-K/papers/slip/docx/")[1] == "matters:paper slip"


def test_without_libreoffice_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert papers.main("http://127.0.0.1:1") == papers.MISSING


class Pages(papers.Reader):
    """A login to whom these pages say this."""

    def __init__(self, said: dict[str, str]) -> None:
        self.said, self.login = said, "someone"

    def read(self, path: str, said: dict[str, str] | None = None) -> tuple[Message, bytes]:
        headers = Message()
        if path.endswith("docx/"):
            headers["Content-Disposition"] = 'attachment; filename="sheet.docx"'
        headers["Content-Type"] = "application/msword" if path.endswith("docx/") else "text/html"
        return headers, self.said[path].encode()


def test_a_page_that_one_login_printed_leads_another_to_its_papers() -> None:
    page, sheet = (
        "/inspections/QHC-2026-000417-K/",
        "/reports/inspections/QHC-2026-000417-K/check-sheet/docx/",
    )
    printed = '<main><button class="btn btn-primary" data-print>'
    taken: set[str] = set()
    branch = Pages({"/inspections/": f'<a href="{page}">', page: printed})
    leader = Pages(
        {"/inspections/": f'<a href="{page}">', page: f'{printed}<a href="{sheet}">', sheet: "docx"}
    )
    starts = ["/inspections/"]
    assert [path for _kind, path, _file, _content in papers.walked(branch, starts, taken, set())] == [page]
    assert [path for _kind, path, _file, _content in papers.walked(leader, starts, taken, set())] == [sheet]


def test_what_is_rare_is_looked_for_on_more_pages_until_it_was_found() -> None:
    pages = [f"/inspections/QHC-2026-000{n}-K/" for n in range(400, 420)]
    sheet = "/reports/inspections/QHC-2026-000419-K/check-sheet/docx/"
    said = {"/inspections/": "".join(f'<a href="{page}">' for page in pages), **dict.fromkeys(pages, "")}
    leader = Pages({**said, pages[-1]: f'<a href="{sheet}">', sheet: "docx"})
    assert not list(papers.walked(leader, ["/inspections/"], set(), set()))
    unmet = {"reports:checklist"}
    assert [one[1] for one in papers.walked(leader, ["/inspections/"], set(), unmet)] == [sheet]
    assert unmet == set()
