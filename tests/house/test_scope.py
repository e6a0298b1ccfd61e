"""The door is the scope: a module with views reaches rows only through `visible_to(...)`."""

import ast
import inspect
import re
from pathlib import Path

from tests.house import doors, tree

# Reached without a scope from a module with views, and why.
WITHOUT_SCOPE = {
    (
        "huiyin/site/session.py",
        "County",
    ): "before a login there is nobody to ask for; shows only whether a demo is there",
}
_WIDE = {"_default_manager", "_base_manager", "get_queryset"}
_SHORTCUTS = {"get_object_or_404", "get_list_or_404", "aget_object_or_404"}


def modules_with_views() -> set[Path]:
    """Modules the URLconf takes views from, and every module that is named like one."""
    named = {path for path in tree.python_files() if path.stem == "views" or path.stem.endswith("_views")}
    behind = (inspect.unwrap(address.view) for address in doors.addresses())
    used = {Path(inspect.getfile(view)) for view in behind if view.__module__.startswith("huiyin.")}
    return named | used


def unscoped(text: str, own: str) -> list[str]:
    """Every place where rows are reached otherwise than by `Model.objects.visible_to(...)`."""
    module = ast.parse(text)
    above = {id(child): node for node in ast.walk(module) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            model = ast.unparse(node.value)
            follows, called = above.get(id(node)), None
            if isinstance(follows, ast.Attribute) and follows.attr == "visible_to":
                called = above.get(id(follows))
            if not isinstance(called, ast.Call) and (own, model) not in WITHOUT_SCOPE:
                found.append(f"{own}:{node.lineno} {model}.objects without visible_to")
        elif isinstance(node, ast.Attribute) and node.attr in _WIDE:
            found.append(f"{own}:{node.lineno} {ast.unparse(node)}")
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in _SHORTCUTS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Name) and first.id[:1].isupper():
                found.append(f"{own}:{node.lineno} {ast.unparse(node.func)}({first.id}) without visible_to")
    return sorted(found)


def test_views_reach_rows_only_through_a_scope() -> None:
    found = []
    for path in sorted(modules_with_views()):
        found += unscoped(path.read_text(encoding="utf-8"), tree.short(path))
    tree.nothing(found)


def test_every_exception_is_used() -> None:
    texts = {own: (tree.ROOT / own).read_text(encoding="utf-8") for own, _model in WITHOUT_SCOPE}
    assert [key for key in WITHOUT_SCOPE if f"{key[1]}.objects" not in texts[key[0]]] == []


def test_ways_around_the_scope_are_noticed() -> None:
    planted = """
def page(request):
    good = Matter.objects.visible_to(request.user, request.at).filter(state="routed")
    bad = Matter.objects.filter(pk=1)
    sly = Matter.objects
    also = Matter._default_manager.all()
    one = get_object_or_404(Matter, pk=1)
    right = get_object_or_404(Matter.objects.visible_to(request.user, request.at), pk=1)
"""
    assert unscoped(planted, "v.py") == [
        "v.py:4 Matter.objects without visible_to",
        "v.py:5 Matter.objects without visible_to",
        "v.py:6 Matter._default_manager",
        "v.py:7 get_object_or_404(Matter) without visible_to",
    ]


def test_who_leads_is_said_in_one_place() -> None:
    said = re.compile(
        r'"(?:coordinator|unit_head|supervisor)"(?:,\s*"(?:coordinator|unit_head|supervisor)"){2}'
    )
    lists = [tree.short(p) for p in tree.python_files() if said.search(p.read_text(encoding="utf-8"))]
    own = {"huiyin/orgs/standing.py", "huiyin/orgs/line.py", "huiyin/lib/charter_shape.py"}
    tree.nothing(sorted(set(lists) - own - {"huiyin/orgs/models/official.py"}))
