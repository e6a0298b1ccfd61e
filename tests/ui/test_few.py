"""A count of few writes itself, in both languages, and nothing prints it as a number: neither a mistake nor mypy lets it."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import run
from typing import Any, Final

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from huiyin.ui import few as module
from huiyin.ui.few import Few, at_least, at_most, is_few

FEW: Final = Few(5)
SENTENCE: Final = "%(n)d"


def shown(source: str) -> str:
    return Template("{% load i18n ui %}" + source).render(Context({"n": FEW})).strip()


@pytest.mark.parametrize(("language", "words"), [("en", "fewer than 5"), ("zh-hans", "少于5")])
def test_it_writes_itself_wherever_it_is_written(language: str, words: str) -> None:
    with override(language):
        assert str(FEW) == f"{FEW}" == SENTENCE.replace("%(n)d", "%(n)s") % {"n": FEW} == words
        assert shown("{{ n }}") == words
        assert shown('{% figure n "/rows/" "name" %}') == f'<span class="quiet">{words}</span>'
        assert shown("{% blocktranslate %}{{ n }} are on record{% endblocktranslate %}").count("5") == 1


def counted_in_a_sentence() -> Any:
    return shown("{% blocktranslate count n=n %}{{ n }} home{% plural %}{{ n }} homes{% endblocktranslate %}")


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: SENTENCE % {"n": FEW},
        lambda: f"{FEW:d}",
        lambda: int(FEW),  # type: ignore[call-overload]
        lambda: FEW + 1,  # type: ignore[operator]
        lambda: sum([FEW, 3]),  # type: ignore[list-item]
        lambda: FEW < 3,  # type: ignore[operator]
        lambda: FEW / 9,  # type: ignore[operator]
        lambda: json.dumps({"n": FEW}),
        counted_in_a_sentence,
    ],
)
def test_nothing_prints_it_as_a_number(mistake: Callable[[], Any]) -> None:
    with pytest.raises((TypeError, TemplateSyntaxError)):
        mistake()


def test_types_refuse_what_would_reckon_with_a_count_that_may_be_few(tmp_path: Path) -> None:
    """Each line is a mistake that mypy names; were it an `int` by its type, none would be."""
    shutil.copy(str(module.__file__), tmp_path / "few.py")
    mistakes = ["n + 1", "n < 5", "range(n)", "sum([n])", "f(n)", "n / 2"]
    head = "from few import Count\n\ndef f(n: int) -> None: ...\n\ndef g(n: Count) -> None:\n"
    (tmp_path / "use.py").write_text(head + "".join(f"    {line}\n" for line in mistakes))
    quick = [
        "--strict",
        "--no-site-packages",
        "--ignore-missing-imports",
        "--config-file=",
        "--no-incremental",
    ]
    found = run(
        [sys.executable, "-m", "mypy", *quick, "use.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    first = head.count("\n") + 1
    assert {line for line in range(first, first + len(mistakes)) if f"use.py:{line}: error" in found} == set(
        range(first, first + len(mistakes))
    ), found


def test_a_part_is_no_more_than_its_whole_and_a_whole_no_less_than_its_part() -> None:
    assert [at_most(one, 20) for one in (15, 25, FEW)] == [15, 20, FEW]
    assert at_most(5, FEW) == FEW
    assert [at_least(one, 20) for one in (15, 25, FEW)] == [20, 25, 20]
    assert at_least(20, FEW) == 20
    assert [is_few(one, 5) for one in (0, 1, 4, 5, FEW)] == [False, True, True, False, True]
