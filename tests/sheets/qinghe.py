"""A small county with the villages and officials that the files of `cases` name; all of it invented."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from huiyin.audit.scope import county_scope
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import County
from huiyin.sheets import command
from huiyin.sheets.checking import Area
from huiyin.sheets.importing import Outcome, bring, moment_of, preview
from huiyin.sheets.reading import MOST_ROWS, Table, read
from tests.database import TestServer
from tests.world import SHANGHAI, charter_text, official, unit

CASES = Path(__file__).parent / "cases"
NOW = datetime(2026, 11, 29, 10, 0, tzinfo=SHANGHAI)
ORDERS = {
    "external_id": "工单编号",
    "received_at": "来电时间",
    "title": "标题",
    "body": "诉求内容",
    "reply": "答复内容",
    "replied_at": "办结时间",
}  # as the command names them


@pytest.fixture
def qinghe(db: None, server: TestServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[County]:
    """Qinghe county in its own scene, seen from inside, with the clock on the wall standing at `NOW`."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    found: County = server.cast()
    with county_scope(found.pk):
        yield found


def founded() -> County:
    """Qinghe county beside those of the cast, with two townships; 东湾村 is one, 桥头村 is two."""
    made = orgs.found_county(
        slug="qinghe", prefix="QH", name="青禾县", division_code="990326", phone="0990-1", started_on=date(2025, 9, 1)
    )  # fmt: skip
    with county_scope(made.pk):
        at = datetime(2010, 1, 1, tzinfo=SHANGHAI)
        orgs.adopt_charter(text=charter_text(), effective_at=at, by="test", at=at)
        root = unit("county", "990326", "青禾县")
        liuhe = unit("township", "990326101", "柳河镇人民政府", root, short_name="柳河镇")
        shimen = unit("township", "990326102", "石门乡人民政府", root, short_name="石门乡")
        for n, name in enumerate(("东湾村", "西湾村", "石槽村", "桥头村")):
            unit("village", f"99032610120{n}", f"{name}村民委员会", liuhe, short_name=name)
        unit("community", "990326101001", "柳树社区居民委员会", liuhe, short_name="柳树社区")
        unit("village", "990326102201", "桥头村村民委员会", shimen, short_name="桥头村")
        official("zhou", "周敏", liuhe, "副镇长", "officer")
        official("li", "李卫国", liuhe, "干部", "officer")
        official("huang1", "黄志军", liuhe, "干部", "officer")
        official("huang2", "黄志军", shimen, "干部", "officer")
    return made


def table(kind: str, content: bytes | str, **more: Any) -> Table:
    """A file of `cases`, or a file's content."""
    source = CASES / content if isinstance(content, str) else content
    return read(kind, source, most_rows=MOST_ROWS, **more)


def looked(county: County, kind: str, content: bytes | str, **more: Any) -> Outcome:
    """What a preview of it says."""
    return preview(table(kind, content, **more), Area(None), moment_of(county, "test", NOW))


def brought(
    county: County,
    kind: str,
    content: bytes | str,
    *,
    at: datetime = NOW,
    keep_good: bool = False,
    **more: Any,
) -> Outcome:
    """What an import of it does."""
    return bring(table(kind, content, **more), Area(None), moment_of(county, "test", at), keep_good=keep_good)


def ordered(name: str | Path, **more: Any) -> int:
    """`huiyin import matters`, and what comes back of it."""
    import argparse

    asked = {
        "kind": "matters", "file": CASES / name, "source": "hotline", "unit": "990326101", "county": "qinghe",
        "origin": "history", "keep_good": False, "preview": False, "rejected": None, "sheet": None, "as_of": None,
        "without_hidden": False, "columns": ORDERS, **more,
    }  # fmt: skip
    return command.command(argparse.Namespace(**asked))


def why(outcome: Outcome) -> list[tuple[str, str]]:
    """Each line with its reason."""
    return [(str(one.line), one.sentence) for one in outcome.findings]
