"""Imports, foreign keys, related names and template includes go down the layers; hyperlinks may go anywhere."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from django.db.models import Model

from tests.house import tree

_LITERAL = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")
_ANY = re.compile(r"{%-?\s*(?:include|extends)\s+(\S+)")
_LOADS = re.compile(r"{%-?\s*load\s+([^%]+?)\s*%}")

# Includes whose template is chosen by what is drawn, and why.
CHOSEN = {
    (
        "huiyin/ui/templates/ui/forms/chips.html",
        "option.template_name",
    ): "a widget names the template of its options",
}


@cache
def apps_of_templates() -> dict[str, str]:
    """Which app each template belongs to, by the name under which it is included."""
    return {_name(path): path.relative_to(tree.HUIYIN).parts[0] for path in tree.templates()}


def _name(path: Path) -> str:
    return str(path.relative_to(tree.HUIYIN)).partition("/templates/")[2]


@cache
def apps_of_tags() -> dict[str, str]:
    """Which of our apps each library of template tags belongs to."""
    files = [
        path for path in tree.python_files() if path.parent.name == "templatetags" and path.stem != "__init__"
    ]
    return {path.stem: path.relative_to(tree.HUIYIN).parts[0] for path in files}


def upward_keys(models: list[type[Model]]) -> list[str]:
    """Relations that lead to an app above their own, or beside it."""
    found = []
    for model in models:
        for field in model._meta.get_fields():
            target = field.related_model if field.concrete and field.is_relation else None
            if target is None or not isinstance(target, type) or target not in tree.models():
                continue
            if not tree.may_use(model._meta.app_label, target._meta.app_label):
                found.append(f"{tree.name_of(model)}.{field.name} → {tree.name_of(target)}")
    return found


@cache
def names_of_above(app: str) -> set[str]:
    """Related names by which models of this app, or of one below it, lead to an app above: only that one may use them."""
    below, above = set(), set()
    for model in tree.models():
        if tree.may_use(app, model._meta.app_label):
            for field in model._meta.get_fields():
                other = field.related_model if field.is_relation else None
                known = not isinstance(other, type) or tree.may_use(app, other._meta.app_label)
                (below if known or field.concrete else above).add(field.name)
    return above - below


def upward_names(own: str, app: str, module: ast.Module) -> list[str]:
    """Where Python reaches a model of an app above through a related name, as an attribute or inside a look-up."""
    above, found = names_of_above(app), []
    for node in ast.walk(module):
        said: list[str] = []
        if isinstance(node, ast.Attribute):
            said = [] if isinstance(node.value, ast.Name) and node.value.id == "self" else [node.attr]
        elif isinstance(node, ast.keyword) and node.arg and "__" in node.arg:
            said = node.arg.split("__")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "__" in node.value:
            said = node.value.split("__")
        found += [f"{own}:{node.lineno} {name}" for name in said if name in above]  # type: ignore[attr-defined]
    return found


def upward_names_of_page(own: str, app: str, text: str) -> list[str]:
    """Where a template does."""
    tags = " ".join(re.findall(r"{[{%](.*?)[%}]}", text))
    return [f"{own} {name}" for name in sorted(names_of_above(app)) if re.search(rf"\.{name}\b", tags)]


def upward_includes(own: str, app: str, text: str) -> list[str]:
    """Includes, parents and tag libraries of one template that lie above it, or beside it."""
    homes, tags, found = apps_of_templates(), apps_of_tags(), []
    for written in _ANY.findall(text):
        if written[0] not in "\"'" and (own, written) not in CHOSEN:
            found.append(f"{own}: {written} is not a literal name")
    for name in _LITERAL.findall(text):
        home = homes.get(name, "django" if name.startswith("django/") else "?")
        if home != "django" and (home == "?" or not tree.may_use(app, home)):
            found.append(f"{own} → {name}")
    for name in " ".join(_LOADS.findall(text)).split():
        if name in tags and not tree.may_use(app, tags[name]):
            found.append(f"{own} → tags of {tags[name]}")
    return found


def test_every_app_has_its_layer() -> None:
    apps = {path.parent.name for path in tree.HUIYIN.glob("*/__init__.py")}
    assert apps - set(tree.layers()) == set()


def test_imports_go_down() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=tree.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_foreign_keys_go_down() -> None:
    tree.nothing(upward_keys(tree.models()))


def test_a_foreign_key_upward_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    turned = {**tree.layers(), "people": 99}
    monkeypatch.setattr(tree, "layers", lambda: turned)
    assert "register.Assignment.person → people.Resident" in upward_keys(tree.models())


def test_related_names_lead_down() -> None:
    apps, found = {model._meta.app_label for model in tree.models()}, []
    for path in tree.python_files():
        app = path.relative_to(tree.HUIYIN).parts[0]
        if app in apps:
            found += upward_names(tree.short(path), app, tree.parsed(path))
    for path in tree.templates():
        app = path.relative_to(tree.HUIYIN).parts[0]
        if app in apps:
            found += upward_names_of_page(tree.short(path), app, path.read_text(encoding="utf-8"))
    tree.nothing(found)


def test_a_related_name_upward_is_noticed() -> None:
    planted = """
point.matter
Household.objects.filter(assignments__official=1)
rows.values("assignments__official__stood_in_for")
"""
    names = ["a.py:2 matter", "a.py:3 assignments", "a.py:4 assignments", "a.py:4 stood_in_for"]
    assert sorted(upward_names("a.py", "contacts", ast.parse(planted))) == names
    assert sorted(upward_names("a.py", "people", ast.parse(planted))) == names[1:]
    assert upward_names("a.py", "register", ast.parse(planted)) == []
    assert upward_names("a.py", "duties", ast.parse(planted)) == []
    assert upward_names_of_page("a.html", "contacts", "{% if point.matter %}{{ point.text }}{% endif %}") == [
        "a.html matter"
    ]


def elsewhere(names: list[str]) -> list[str]:
    """Templates and sheets that lie in another room than their name says; pages of errors have no room in their name.

    `ui` lays out Django's own fields anew: those templates keep Django's names.
    """
    found = []
    for name in names:
        parts = name.split("/")
        if name.startswith("huiyin/ui/templates/django/"):
            continue
        if len(parts) > 4 and parts[2] in ("templates", "static") and parts[3] != parts[1]:
            found.append(name)
    return found


def test_templates_and_sheets_lie_in_the_room_that_their_name_says() -> None:
    tree.nothing(elsewhere([tree.short(path) for path in tree.tracked() if tree.HUIYIN in path.parents]))
    planted = [
        "huiyin/duties/templates/inspection/call.html",
        "huiyin/portal/templates/404.html",
        "huiyin/ui/templates/django/forms/widgets/select.html",
        "huiyin/ui/apps.py",
    ]
    assert elsewhere(planted) == planted[:1]


def test_includes_go_down() -> None:
    found = []
    for path in tree.templates():
        app = path.relative_to(tree.HUIYIN).parts[0]
        found += upward_includes(tree.short(path), app, path.read_text(encoding="utf-8"))
    tree.nothing(found)


def test_an_include_upward_is_noticed() -> None:
    text = (
        '{% load i18n ui %}{% include "matters/about.html" %}{% include choice %}{% extends "nowhere.html" %}'
    )
    assert upward_includes("a.html", "people", text) == [
        "a.html: choice is not a literal name",
        "a.html → matters/about.html",
        "a.html → nowhere.html",
    ]
    assert upward_includes("a.html", "site", '{% include "matters/about.html" %}') == []
