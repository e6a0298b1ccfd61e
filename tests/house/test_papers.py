"""The papers of the whole site, as `python -m tools.papers` finds them."""

import shutil

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
