"""Who sits at a desk and who leads a unit is said once, beside the standing of an official."""

import ast
from pathlib import Path

from huiyin.orgs.standing import DESK
from tests.house import tree

EVERY_CAPACITY = {"lib/charter_shape.py", "orgs/models/official.py"}  # lists of all there are


def spelled_out(path: Path) -> list[str]:
    """Where a module names the capacities of a desk one by one."""
    found = []
    for node in ast.walk(tree.parsed(path)):
        parts = node.elts if isinstance(node, ast.Tuple | ast.List) else getattr(node, "args", [])
        named = (
            {one.value for one in parts if isinstance(one, ast.Constant)}
            if isinstance(parts, list)
            else set()
        )
        if set(DESK) <= named:
            found.append(f"{tree.short(path)}:{node.lineno}")
    return found


def test_the_posts_of_a_desk_are_named_once() -> None:
    own = {tree.HUIYIN / "orgs/standing.py", *(tree.HUIYIN / path for path in EVERY_CAPACITY)}
    files = [path for path in tree.python_files() if path not in own and "migrations" not in path.parts]
    tree.nothing((line for path in files for line in spelled_out(path)), "say huiyin.orgs.standing.DESK")
    assert spelled_out(tree.HUIYIN / "orgs/standing.py")
