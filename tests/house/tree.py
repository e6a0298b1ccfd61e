"""What the house tests look at: the files of the tree, its layers, its models and its templates."""

import ast
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]
HUIYIN = ROOT / "huiyin"
_AWAY = {".git", ".venv", "var", "node_modules", "__pycache__"}


@cache
def tracked() -> tuple[Path, ...]:
    """The files that belong to the tree: known to git or not ignored by it; all of an unpacked release."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        names = sorted(set(done.stdout.split("\0")) - {""})
        return tuple(path for path in (ROOT / name for name in names) if path.is_file())
    found = (path for path in ROOT.rglob("*") if not _AWAY & set(path.relative_to(ROOT).parts))
    return tuple(sorted(path for path in found if path.is_file()))


def python_files(*, tests: bool = False) -> list[Path]:
    """Our Python without migrations; with `tests`, the tests instead of the application."""
    top = "tests" if tests else "huiyin"
    found = [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] == top]
    return [path for path in found if "migrations" not in path.parts]


def templates() -> list[Path]:
    """Every template of every app."""
    return [path for path in tracked() if path.suffix == ".html" and HUIYIN in path.parents]


def sheets_and_scripts() -> list[Path]:
    """Every style sheet and script of our own."""
    return [path for path in tracked() if path.suffix in {".css", ".js"} and HUIYIN in path.parents]


def short(path: Path) -> str:
    """A path as one says it."""
    return str(path.relative_to(ROOT))


@cache
def layers() -> dict[str, int]:
    """Each package under huiyin with its rank in pyproject's contract; 0 is the lowest."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    found = {}
    for rank, row in enumerate(reversed(contract["layers"])):
        for name in row.replace(":", "|").split("|"):
            found[name.strip()] = rank
    return found


def may_use(above: str, below: str) -> bool:
    """Whether one app may know another: itself, or one that lies lower."""
    return above == below or layers()[above] > layers()[below]


def models() -> list[type[Model]]:
    """Our models."""
    return [model for model in apps.get_models() if model.__module__.startswith("huiyin.")]


def name_of(model: type[Model]) -> str:
    """A model as the documents name it: `matters.Matter`."""
    return f"{model._meta.app_label}.{model.__name__}"


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a syntax tree."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def nothing(found: Iterable[object], hint: str = "") -> None:
    """Fail with one line for each thing found."""
    lines = [str(line) for line in found]
    assert not lines, "\n".join([f"{len(lines)} found. {hint}".rstrip(), *lines])
