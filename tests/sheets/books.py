"""Workbooks as people make them, for the tests of imports."""

import argparse
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from huiyin.sheets import command
from huiyin.sheets.checking import Area
from huiyin.sheets.importing import Outcome, bring, moment_of
from huiyin.sheets.reading import MOST_ROWS, read
from tests.world import AT, World

UNITS = ["单位代码", "全称", "类型", "上级单位代码", "公开电话"]
OFFICIALS = ["登录名", "姓名", "单位", "职务", "权限", "党支部", "办公电话"]
HOUSEHOLDS = ["户编号", "村（社区）", "地址", "群体"]
REGISTER = [
    "干部登录名",
    "户编号",
    "村（社区）",
    "联系对象",
    "联系电话",
    "同意方式",
    "同意日期",
    "是否成年",
    "地址",
]


def book(
    heads: Sequence[str], rows: Iterable[Sequence[Any]], *, above: Sequence[Sequence[Any]] = ()
) -> bytes:
    """One sheet, saved by openpyxl."""
    made = Workbook()
    page = made.active
    assert page is not None
    for row in (*above, heads, *rows):
        page.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def taken(
    world: World, kind: str, content: bytes, *, keep_good: bool = False, area: Area | None = None
) -> Outcome:
    """Imported at once, by the command for the whole county unless an area is named."""
    table = read(kind, content, most_rows=MOST_ROWS)
    moment = moment_of(world.county, "test", AT)
    return bring(table, area or Area(None), moment, keep_good=keep_good)


def matters_from(world: World, path: Path, **given: Any) -> int:
    """`huiyin import matters`, and what comes back of it."""
    asked = {
        "kind": "matters", "file": path, "source": "board", "unit": world.town.code, "county": None,
        "origin": "history", "keep_good": False, "preview": False, "rejected": None, "sheet": None, "as_of": None,
        "without_hidden": False, **given,
    }  # fmt: skip
    return command.command(argparse.Namespace(**asked))


def line(login: str = "chen", code: str = "SH-100", **changed: Any) -> list[Any]:
    """A good row of the register, with what is changed."""
    words: dict[str, Any] = {
        "login": login,
        "code": code,
        "place": "上河村",
        "name": "李桂花",
        "phone": 13800000000.0,
        "method": "signed on paper",
        "on": "2026年2月10日",
        "adult": "是",
        "address": "西头第一户",
        **changed,
    }
    return list(words.values())
