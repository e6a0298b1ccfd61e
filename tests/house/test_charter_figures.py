"""Whatever a charter may state is read by somebody, or waits by name for what will read it.

A figure that nothing reads promises what the program does not do. `WAITING` may only become shorter.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from huiyin.lib.charter import DEFAULT_PROFILE
from huiyin.lib.charter_shape import CLOCKS, FIGURES, LISTS, NEEDS, OPTIONAL_FIGURES, PROFILE_SAYS, PROFILES
from tests.house import tree
from tests.house.charter_figures import READ, WAITING

MOST_WAITING = 12
SHAPE = {
    "lib/charter_shape.py",
    "lib/charter_check.py",
    "lib/charter_floors.py",
}  # know them without reading them
# How a charter is asked, and for what; and the modules that name what another one asks for.
ASKING = {"clock": "clock", "clock_or_none": "clock", "figure": "figure", "listed": "list", "named": "list"}
HANDS_ON = {
    "accounts/rules.py": "figure",
    "lib/charter_parts.py": "figure",
    "matters/models/deadline.py": "clock",
    "reports/kpis/declared.py": "figure",
}
# A word of these modules, which ask for other lists by name, means another thing there.
ANOTHER_KIND: set[tuple[str, str]] = set()


def stated() -> set[str]:
    """Everything that a charter may state, with its part in front."""
    others = {"list": LISTS, "need": NEEDS, "profile": PROFILE_SAYS, "role": ("min", "max")}
    parts = [*FIGURES.items(), *OPTIONAL_FIGURES.items(), *CLOCKS.items(), *others.items()]
    return {f"{part}.{name}" for part, names in parts for name in names}


@cache
def words(module: str) -> frozenset[str]:
    """The strings in a module's code; a sentence that mentions a figure is a longer one."""
    code = tree.parsed(tree.HUIYIN / module)
    found = (node.value for node in ast.walk(code) if isinstance(node, ast.Constant))
    return frozenset(value for value in found if isinstance(value, str))


def named(kind: str, said: frozenset[str], *, by_profile: bool) -> Iterator[str]:
    """What is meant by these words: whole, by its name where the part goes in front, by the part where the name follows."""
    if kind == "list":
        yield from (f"list.{name}" for name in LISTS if name in said)
        return
    sections = {section for profile in PROFILES.values() for section in profile}
    bare = CLOCKS if kind == "clock" else {**FIGURES, **OPTIONAL_FIGURES}
    for part, names in bare.items():
        alone = kind != "clock" or part == DEFAULT_PROFILE or (by_profile and part in sections)
        for name in names:
            if f"{part}.{name}" in said or (alone and name in said) or (part == "quota" and "quota." in said):
                yield f"{part}.{name}"


def said_of(node: ast.AST) -> Iterator[str]:
    """What an outcome needs, what a procedure says of itself, how many a role has: each is asked for in its own way."""
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "asks_for":
        yield from (f"need.{one.value}" for one in node.args if isinstance(one, ast.Constant))
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Call):
        of = getattr(node.value.func, "attr", "")
        yield from (f"profile.{node.attr}" for said in PROFILE_SAYS if (of, node.attr) == ("profile", said))
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "role":
        yield from {"least": ["role.min"], "most": ["role.max"]}.get(node.attr, [])


@cache
def asked(module: str) -> frozenset[str]:
    """What a module asks a charter for, or names for another that does.

    Where what is asked for is no plain word but put together or handed on, it may be any word of the module.
    """
    found = set(named(HANDS_ON[module], words(module), by_profile=True)) if module in HANDS_ON else set()
    for node in ast.walk(tree.parsed(tree.HUIYIN / module)):
        found.update(said_of(node))
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if node.func.attr in ASKING:
            first, others = node.args[0], [*node.args[1:], *node.keywords]
            is_plain = isinstance(first, ast.Constant)
            said = frozenset([str(first.value)]) if is_plain else words(module)
            found.update(named(ASKING[node.func.attr], said, by_profile=bool(others)))
    return frozenset(found)


def test_every_figure_is_read_or_waits() -> None:
    assert set(READ) | set(WAITING) == stated()
    assert not set(READ) & set(WAITING)
    assert len(WAITING) <= MOST_WAITING


@pytest.mark.parametrize("figure", sorted(READ))
def test_who_is_said_to_read_it_does(figure: str) -> None:
    assert figure in asked(READ[figure])


def test_what_waits_is_asked_for_by_nobody() -> None:
    modules = {path.relative_to(tree.HUIYIN).as_posix() for path in tree.python_files()} - SHAPE
    found = {
        (module, one) for module in modules for one in (words(module) | asked(module)).intersection(WAITING)
    }
    assert found == ANOTHER_KIND, "somebody reads it now; say who in READ"


@pytest.mark.parametrize(
    ("code", "one"),
    [
        ('charter.clock("interim").n', "contact_matter.interim"),
        ('charter.clock("notify", matter.profile)', "petition.notify"),
        ('charter.clock("consultation.public_comment")', "consultation.public_comment"),
        ('for name in ("sign", "interim"):\n    charter.clock(name)', "contact_matter.interim"),
        ('charter.figure("awareness.target")', "awareness.target"),
        ('charter.figure(f"stays.{name}") if name == "long_stay_days" else 0', "stays.long_stay_days"),
        ('charter.named("kind", code)', "list.kind"),
        ("len(seated) < role.least", "role.min"),
        ("charter.profile(matter.profile).letter", "profile.letter"),
    ],
)
def test_what_waits_and_is_asked_for_is_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, one: str
) -> None:
    module = f"{tmp_path.name}.py"  # another one each time: what a module says is kept
    (tmp_path / module).write_text(code, encoding="utf-8")
    monkeypatch.setattr(tree, "HUIYIN", tmp_path)
    assert one in asked(module)
