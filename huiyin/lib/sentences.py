"""How a start that cannot go on says so: one sentence in Chinese and in English, kept in sentences.toml."""

import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import TextIO


class Stop(Exception):
    """Work cannot go on; `sentence_zh` and `sentence_en` say why and what to do."""

    def __init__(self, code: str, /, **facts: object) -> None:
        self.code = code
        self.sentence_zh = words(code, "zh", **facts)
        self.sentence_en = words(code, "en", **facts)
        super().__init__(self.sentence_en)


def words(code: str, language: str, /, **facts: object) -> str:
    """The sentence of this code, its facts put in."""
    return _sentences()[code][language].format(**facts)


def say(code: str, /, *, out: TextIO | None = None, **facts: object) -> None:
    """A progress line, Chinese first."""
    print(f"· {words(code, 'zh', **facts)}  {words(code, 'en', **facts)}", file=out or sys.stderr, flush=True)


def report(stop: Stop) -> None:
    """A failure, as two lines."""
    print(stop.sentence_zh, stop.sentence_en, sep="\n", file=sys.stderr, flush=True)


@cache
def _sentences() -> dict[str, dict[str, str]]:
    with Path(__file__).with_name("sentences.toml").open("rb") as file:
        return tomllib.load(file)
