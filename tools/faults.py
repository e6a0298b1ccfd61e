"""Which small faults can be planted in the rules of a room: for `tools.mutants`, which plants them."""

import ast
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PARTS = re.compile(
    r"(^|_)(rules|actions|clock|figures|models|facts|owed|counting|windows|periods|standing|dated|dates|line|tree|silence|"
    r"quota|register|snapshots|chain|many|hearing|calling|rectifying|inspecting|lottery|measures|depth|days|echo|doors|"
    r"charter|limits|calendar|counts|scope|consent|homes|signals|plan|candidates|solving|pool|results|classes|volunteering|"
    r"areas|population|policies|planned)$"
)
NOISE = re.compile(
    r"(batch|chunk)_size=|\bor 0\b|fetchone\(\)\[0\]|TURN|__str__|_LOCK"
)  # lines that decide nothing


@cache
def text_of(path: Path) -> str:
    """A file as it stood when it was first asked for: whoever works on it meanwhile changes nothing here."""
    return path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Fault:
    """One changed place: the file, the function and the statement it stands in, and how the line read before and after."""

    path: str
    function: str
    statement: int
    line: int
    before: str
    after: str
    source: str


def operators() -> list[Any]:
    """Cosmic Ray's kinds of faults that say something about rules, and our two."""
    import parso.python.tree  # noqa: F401 - before Cosmic Ray, which imports it in a ring
    from cosmic_ray.operators.operator import Operator
    from cosmic_ray.operators.provider import OperatorProvider

    class Lookup(Operator):  # type: ignore[misc]
        """The day on the edge: `__lt` and `__lte`, `__gt` and `__gte` in the name of a condition."""

        SWAPS = {"__lt": "__lte", "__lte": "__lt", "__gt": "__gte", "__gte": "__gt"}

        def _ends(self, node: Any) -> str | None:
            if node.type != "name" or node.parent is None or node.parent.type != "argument":
                return None
            return next((end for end in self.SWAPS if node.value.endswith(end)), None)

        def mutation_positions(self, node: Any) -> Iterator[Any]:
            return iter([(node.start_pos, node.end_pos)] if self._ends(node) else [])

        def mutate(self, node: Any, _index: int) -> Any:
            end = self._ends(node) or ""
            node.value = node.value.removesuffix(end) + self.SWAPS[end]
            return node

        @classmethod
        def examples(cls) -> tuple[Any, ...]:
            return ()

    class Condition(Operator):  # type: ignore[misc]
        """One of several conditions of a filter left out."""

        def _conditions(self, node: Any) -> list[int]:
            if node.type != "arglist" or node.parent.type != "trailer":
                return []
            before = node.parent.get_previous_sibling()
            called = (before.get_code() if before is not None else "").strip()
            if not re.search(r"(\.(filter|exclude|get)|^Q)$", called):
                return []
            return [n for n, child in enumerate(node.children) if child.type == "argument"]

        def mutation_positions(self, node: Any) -> Iterator[Any]:
            found = [
                node.children[n] for n in self._conditions(node)
            ]  # all at once: the walk changes them meanwhile
            return iter([(child.start_pos, child.end_pos) for child in found])

        def mutate(self, node: Any, index: int) -> Any:
            n = self._conditions(node)[index]
            first = (
                n if n + 1 < len(node.children) else n - 1
            )  # with the comma after it, or before the last one
            del node.children[first : first + 2]
            return node

        @classmethod
        def examples(cls) -> tuple[Any, ...]:
            return ()

    provider = OperatorProvider()
    return [Lookup(), Condition(), *(provider[name]() for name in sorted(provider) if WANTED.search(name))]


WANTED = re.compile(
    r"Comparison\w*_(Lt_LtE|LtE_Lt|Gt_GtE|GtE_Gt|Eq_NotEq|NotEq_Eq|Is_IsNot|IsNot_Is)$|NumberReplacer|ReplaceTrueWithFalse|"
    r"ReplaceFalseWithTrue|ReplaceAndWithOr|ReplaceOrWithAnd|Delete_Not|AddNot|ZeroIterationForLoop|ReplaceBreakWithContinue|"
    r"Binary\w*_(Add_Sub|Sub_Add|BitAnd_BitOr|BitOr_BitAnd)$"
)


def files_of(room: str) -> list[Path]:
    """The modules of a room that hold rules: by name, or in a package of such a name."""
    here = ROOT / "huiyin" / room
    return [
        path
        for path in sorted(here.rglob("*.py"))
        if path.name != "__init__.py"
        and "migrations" not in path.parts
        and any(PARTS.search(part) for part in (path.stem, *path.relative_to(here).parts[:-1]))
    ]


Place = tuple[Path, Any, int]  # a file, a kind of fault, which of its places


def places(path: Path, kinds: Sequence[Any]) -> list[Place]:
    """Where a fault of each kind can be planted in a file."""
    from cosmic_ray.ast import ast_nodes, get_ast

    nodes = list(ast_nodes(get_ast(text_of(path))))
    return [
        (path, kind, n)
        for kind in kinds
        for n, _place in enumerate(place for node in nodes for place in kind.mutation_positions(node))
    ]


def planted(place: Place) -> Fault | None:
    """The fault, if it lies inside a function: what a module says once, when it is read, cannot be changed later."""
    from cosmic_ray.mutating import mutate_code

    path, kind, occurrence = place
    source = text_of(path)
    changed = mutate_code(source, kind, occurrence) or source
    try:
        whole, other = (functions(compile(text, str(path), "exec")) for text in (source, changed))
    except SyntaxError:
        return None
    where = [name for name, code in whole.items() if name in other and code != other[name]]
    if len(where) != 1:
        return None
    rows = zip(source.splitlines(), changed.splitlines(), strict=False)
    line, before, after = next((n, a, b) for n, (a, b) in enumerate(rows, 1) if a != b)
    if NOISE.search(f"{where[0]} {before}") or before == after.replace("strict=False", "strict=True"):
        return None
    statement = statement_at(source, line)
    return Fault(str(path), where[0], statement, line, before.strip(), after.strip(), changed)


def statement_at(source: str, line: int) -> int:
    """The line on which the innermost statement around this one begins."""
    around = [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    return max(around)


def chosen_of(room: str, each: int, seed: int) -> tuple[list[Fault], int]:
    """So many faults of a room, the same for the same seed, and among how many places they were chosen."""
    kinds = operators()
    every = [place for path in files_of(room) for place in places(path, kinds)]
    random.Random(f"{seed}:{room}").shuffle(every)  # noqa: S311 - nothing secret
    found: list[Fault] = []
    for place in every:
        fault = planted(place) if len(found) < each else None
        found += [fault] if fault is not None else []
    return sorted(found, key=lambda fault: (fault.path, fault.line)), len(every)


def functions(code: CodeType) -> dict[str, CodeType]:
    """The functions of a module and the methods of its classes, by name and number of their namesakes before."""
    found: dict[str, CodeType] = {}

    def walk(inside: CodeType) -> None:
        for const in inside.co_consts:
            if not isinstance(const, CodeType):
                continue
            if const.co_flags & 2:  # CO_NEWLOCALS: a function, not the body of a class
                n = sum(name.split("#")[0] == const.co_qualname for name in found)
                found[f"{const.co_qualname}#{n}"] = const
            else:
                walk(const)

    walk(code)
    return found
