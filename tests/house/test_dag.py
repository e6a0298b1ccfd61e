"""Imports, foreign keys and template includes go down the layers; hyperlinks may go anywhere."""

import re
import subprocess
import sys
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


def apps_of_templates() -> dict[str, str]:
    """Which app each template belongs to, by the name under which it is included."""
    return {_name(path): path.relative_to(tree.HUIYIN).parts[0] for path in tree.templates()}


def _name(path: Path) -> str:
    return str(path.relative_to(tree.HUIYIN)).partition("/templates/")[2]


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
    assert "contacts.Assignment.person → people.Resident" in upward_keys(tree.models())


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
