"""Settings from outside: documented, typed, and refused in a sentence when they cannot be read."""

import re
from pathlib import Path

import pytest

from huiyin.lib.sentences import Stop, _sentences
from huiyin.site import env

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"\| `([A-Z_]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|")


def test_the_document_lists_every_setting() -> None:
    rows = ROW.findall((ROOT / "docs" / "operating.md").read_text(encoding="utf-8"))
    wanted = [
        (one.name, one.kind, f"`{one.default}`" if one.default else "—", one.doc) for one in env.known()
    ]
    assert [tuple(cell.strip() for cell in row) for row in rows] == wanted


def test_nothing_else_reads_the_environment() -> None:
    names = {one.name for one in env.known()}
    reading = re.compile(r"environ(?:\.get\(|\[)\"((?:HUIYIN|DATABASE)_\w+)\"")
    used = {name for path in ROOT.glob("huiyin/**/*.py") for name in reading.findall(path.read_text("utf-8"))}
    assert used <= names


def test_defaults_are_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in env.known():
        monkeypatch.delenv(setting.name, raising=False)
        setting.read()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUIYIN_PORT", "abc"),
        ("HUIYIN_PORT", "70000"),
        ("HUIYIN_DEBUG", "maybe"),
        ("HUIYIN_ROLE", "root"),
        ("HUIYIN_MAY_CALL", "10.1.2.3/16"),
        ("HUIYIN_MAY_CALL", "127.0.0.0/8; 10.0.0.0/8"),
    ],
)
def test_a_wrong_value_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    setting = next(one for one in env.known() if one.name == name)
    with pytest.raises(Stop) as caught:
        setting.read()
    assert name in caught.value.sentence_en
    assert value in caught.value.sentence_zh


def test_every_sentence_has_both_languages_and_the_same_facts() -> None:
    facts = re.compile(r"\{(\w+)\}")
    for code, both in _sentences().items():
        assert set(both) == {"zh", "en"}, code
        assert set(facts.findall(both["zh"])) == set(facts.findall(both["en"])), code
