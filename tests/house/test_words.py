"""Simplified Chinese is complete, the catalogue matches the tree, and no words stand anywhere else."""

import re
import shutil
from pathlib import Path

import polib
import pytest

from tests.house import tree
from tools import messages

PO = tree.ROOT / messages.PO
_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]+")

# Files in which Chinese is data, and why.
DATA = {
    "huiyin/demo/": "the demo county is made up in Chinese",
    "huiyin/lib/headings.py": "how people begin a letter in Chinese, and where a sentence ends",
    "huiyin/lib/paper": "fixed phrases of official documents, as the national standard prints them",
}
# Single words, and why.
ALLOWED = {
    ("huiyin/site/settings.py", "简体中文"): "a language is called by its own name",
    ("huiyin/__init__.py", "回音"): "the name of the product",
    ("huiyin/lib/reference.py", "－"): "a full-width dash, as people type it into a reference",
}


def chinese(text: str, own: str) -> list[str]:
    """Chinese words and punctuation in one file, line by line."""
    if any(own.startswith(start) for start in DATA):
        return []
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = [word for word in _CHINESE.findall(line) if (own, word) not in ALLOWED]
        found += [f"{own}:{number} {word}" for word in words]
    return found


def test_words_stand_in_the_catalogue_only() -> None:
    found = []
    for path in (*tree.python_files(), *tree.templates()):
        found += chinese(path.read_text(encoding="utf-8"), tree.short(path))
    tree.nothing(found)


def test_a_chinese_word_is_noticed() -> None:
    assert chinese("ok\n<p>登录：{{ name }}。</p>", "a.html") == ["a.html:2 登录：", "a.html:2 。"]


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    """The Chinese catalogue."""
    assert PO.exists(), f"{messages.PO} is missing: make messages, then translate"
    return polib.pofile(str(PO))


def test_chinese_is_complete(catalogue: polib.POFile) -> None:
    tree.nothing((entry.msgid for entry in catalogue.untranslated_entries()), "untranslated")
    tree.nothing((entry.msgid for entry in catalogue.fuzzy_entries()), "fuzzy")
    tree.nothing((entry.msgid for entry in catalogue.obsolete_entries()), "obsolete")


def test_placeholders_are_the_same(catalogue: polib.POFile) -> None:
    tree.nothing(line for entry in catalogue for line in misplaced(entry))


_HOLDER = re.compile(r"%\((\w+)\)[sdf]|\{(\w+)\}|%%")


def misplaced(entry: polib.POEntry) -> list[str]:
    """Placeholders that a translation lost or made up; a singular may leave out its number."""
    wanted = set(_HOLDER.findall(entry.msgid_plural or entry.msgid))
    said = [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
    said = [] if entry.fuzzy else [text for text in said if text]
    return [f"{entry.msgid!r}: {text!r}" for text in said if set(_HOLDER.findall(text)) != wanted]


def test_a_lost_placeholder_is_noticed() -> None:
    assert misplaced(polib.POEntry(msgid="due %(day)s", msgstr="今天到期"))
    assert not misplaced(polib.POEntry(msgid="due %(day)s", msgstr="%(day)s到期"))


def test_no_slogans(catalogue: polib.POFile) -> None:
    """Courteous and calm: no exclamation marks."""
    assert [entry.msgid for entry in catalogue if "！" in entry.msgstr or "!" in entry.msgstr] == []


def test_the_catalogue_matches_the_tree() -> None:
    if not (shutil.which("xgettext") and shutil.which("msgmerge")):
        pytest.skip("gettext is not installed here, so nothing can be extracted: apt install gettext")
    tree.nothing(messages.check())


def test_a_message_that_is_not_translated_is_noticed() -> None:
    fresh = [polib.POEntry(msgid="Desk"), polib.POEntry(msgid="Sign in")]
    kept = [polib.POEntry(msgid="Desk", msgstr=""), polib.POEntry(msgid="Gone", msgstr="旧")]
    assert messages.compare(fresh, kept) == [
        f"not translated: {'Desk'!r}",
        f"not in {messages.PO}: {'Sign in'!r}",
        f"no longer used: {'Gone'!r}",
    ]


def test_the_working_copy_is_left_alone() -> None:
    assert not list(Path(tree.HUIYIN).rglob("*.html.py")), "working files of makemessages"


# One word for a role, a deed, a thing: what it is not called, and what it is (docs/glossary.md). The work summary's own
# sentences say “交转”, as the report form they follow does.
ONE_WORD = {
    "协调员": "联络员", "协调人": "联络员", "统筹员": "联络员", "受理岗": "联络员", "督办人员": "督查人员", "督办员": "督查人员",
    "窗口登记人员": "窗口人员", "户编号": "户号", "登记编号": "户号", "往下看": "下一页", "收下汇报": "签收汇报",
    "已交转（": "已交办（", "正转交": "正交办给", "将转交其他单位": "将交办给其他单位",
}  # fmt: skip


def other_words(text: str) -> list[str]:
    """Words for something that is called by another one."""
    return [f"{other}: {word}" for other, word in ONE_WORD.items() if other in text]


def test_everything_has_one_chinese_name(catalogue: polib.POFile) -> None:
    said = [text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values())]
    charters = [path.read_text(encoding="utf-8") for path in sorted(tree.ROOT.glob("huiyin/charters/*.toml"))]
    glossary = (tree.ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    tree.nothing(
        f"{text[:40]}: {other}" for text in (*said, *charters, glossary) for other in other_words(text)
    )


def test_another_word_is_noticed() -> None:
    assert other_words("只有协调员可以办理") == ["协调员: 联络员"]


# How the first look read things on the pages, and what nobody would write (the table of its wordings).
SAID_BEFORE = (
    "看逐件交办", "个联系得少", "占住在这里的", "没有哪个村等得太久", "有百分之", "您有记录可能需要再看一看", "还差1", "待我收的",
    "已收下", "照此走访", "就这样走", "别的排法", "一月 0 场", "已抽签确定农户", "没有哪一类主题", "显示在他的查询页面", "接下来 等群众评价",
    "供统计人员", "往下看", "我的镜子", "面与点",
)  # fmt: skip


def test_what_the_first_look_stumbled_over_is_said_otherwise(catalogue: polib.POFile) -> None:
    said = [text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values())]
    tree.nothing(f"{text[:40]}: {one}" for text in said for one in SAID_BEFORE if one in text)
