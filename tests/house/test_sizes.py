"""Budgets of length: short files, short functions, short templates; what is longer says why."""

import ast
from pathlib import Path

from tests.house import tree

FILE, FUNCTION, VIEW, TEMPLATE, TEST_FILE = 400, 50, 30, 220, 250
WIDTH = 120  # characters of a line in a template, a style sheet or a script

# What may be longer, and why.
LONGER: dict[str, str] = {
    "tests/lib/test_workdays.py": "every vector of the calendar stands in one table",
    "tests/lib/test_charter.py": "every floor and every kind of mistake in a charter stands in one table",
    "tests/lib/test_paper.py": "the measures of GB/T 9704 element by element",
}


def long_files(files: list[Path], most: int) -> list[str]:
    """Files over their budget."""
    counts = {tree.short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    return [
        f"{name}: {count} lines"
        for name, count in sorted(counts.items())
        if count > most and name not in LONGER
    ]


def wide_lines(files: list[Path]) -> list[str]:
    """Lines wider than one reads without moving."""
    return [
        f"{path.relative_to(tree.ROOT) if tree.ROOT in path.parents else path.name}:{n}: {len(line)} characters"
        for path in files
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > WIDTH
    ]


def long_functions(module: ast.Module, own: str, *, views: bool) -> list[str]:
    """Functions over their budget; in a module of views a function that takes the request is a view."""
    found = []
    for node in tree.functions(module):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        is_view = views and bool(node.args.args) and node.args.args[0].arg == "request"
        name = f"{own}:{node.name}"
        if length > (VIEW if is_view else FUNCTION) and name not in LONGER:
            found.append(f"{name}: {length} lines")
    return found


def _has_views(path: Path) -> bool:
    return path.stem == "views" or path.stem.endswith("_views") or path.stem in {"desk", "session", "ops"}


def test_files_are_short() -> None:
    tree.nothing(long_files(tree.python_files(), FILE))


def test_functions_and_views_are_short() -> None:
    found = []
    for path in tree.python_files():
        found += long_functions(tree.parsed(path), tree.short(path), views=_has_views(path))
    tree.nothing(found)


def test_templates_are_short() -> None:
    tree.nothing(long_files(tree.templates(), TEMPLATE))


def test_templates_sheets_and_scripts_are_narrow() -> None:
    tree.nothing(wide_lines([*tree.templates(), *tree.sheets_and_scripts()]))


def test_test_files_are_short() -> None:
    files = [path for path in tree.python_files(tests=True) if "stories" not in path.parts]
    tree.nothing(long_files(files, TEST_FILE))


def test_what_may_be_longer_still_is() -> None:
    """An exception that nobody needs any more goes."""
    for name in LONGER:
        path = tree.ROOT / name.partition(":")[0]
        assert path.exists(), name
        if ":" not in name:
            assert len(path.read_text(encoding="utf-8").splitlines()) > (
                TEST_FILE if "tests/" in name else FILE
            ), name


def test_length_is_noticed(tmp_path: Path) -> None:
    body = "\n".join(f"    x = {n}" for n in range(31))
    module = ast.parse(f"def page(request):\n{body}\n\ndef helper(x):\n{body}\n")
    assert long_functions(module, "v.py", views=True) == ["v.py:page: 32 lines"]
    assert long_functions(module, "v.py", views=False) == []
    assert long_files([tree.ROOT / "pyproject.toml"], 3) != []
    (tmp_path / "wide.css").write_text(f"a {{\n{'x' * (WIDTH + 1)}\n}}\n", encoding="utf-8")
    assert [line.partition(":")[2] for line in wide_lines([tmp_path / "wide.css"])] == ["2: 121 characters"]


def test_names_that_say_nothing_are_refused() -> None:
    refused = {
        "utils",
        "util",
        "helpers",
        "core",
        "common",
        "manager",
        "managers",
        "service",
        "services",
        "misc",
    }
    assert [tree.short(path) for path in tree.python_files() if {path.stem, path.parent.name} & refused] == []


def test_every_module_opens_with_a_sentence() -> None:
    files = [
        path for path in (*tree.python_files(), *tree.python_files(tests=True)) if path.read_text().strip()
    ]
    assert [tree.short(path) for path in files if not ast.get_docstring(tree.parsed(path))] == []
