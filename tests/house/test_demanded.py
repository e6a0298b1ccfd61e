"""What a form asks for in some case is never marked as optional."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Where the sentence is about what was given, not about what is missing.
ABOUT_WHAT_WAS_GIVEN = {
    "intake/desk/forms.py keep",
    "matters/narrowing.py until",
    "receptions/forms.py last",
    # Who asks to be told by SMS is asked for a mobile number, by that choice; all others may leave it out.
    "intake/desk/forms.py phone",
    "intake/web/forms.py phone",
    "intake/web/forms.py email",  # shown only to who chose it, and then not marked (`SayForm._offer_ways`)
}


def classes() -> Iterator[tuple[Path, ast.ClassDef]]:
    """Every class of the forms, with its file."""
    for path in sorted((ROOT / "huiyin").rglob("*.py")):
        text = path.read_text("utf-8")
        if "add_error(" in text:
            for node in ast.parse(text).body:
                if isinstance(node, ast.ClassDef):
                    yield path.relative_to(ROOT / "huiyin"), node


def optional_fields(found: ast.ClassDef) -> set[str]:
    """The fields that are declared without being required, and whose mark says so."""
    return {
        target.id
        for line in found.body
        if isinstance(line, ast.Assign)
        and isinstance(line.value, ast.Call)  # in `sometimes(…)` the keywords stand one call deeper
        for target in line.targets
        if isinstance(target, ast.Name)
        and any(
            word.arg == "required" and isinstance(word.value, ast.Constant) and word.value.value is False
            for word in line.value.keywords
        )
    }


def demanded(found: ast.ClassDef) -> set[str]:
    """The fields of which the class says by name that something is wrong or missing."""
    return {
        call.args[0].value
        for call in ast.walk(found)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "add_error"
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def test_what_a_form_demands_in_some_case_is_not_marked_as_optional() -> None:
    met = {f"{path} {name}" for path, found in classes() for name in optional_fields(found) & demanded(found)}
    assert sorted(met - ABOUT_WHAT_WAS_GIVEN) == []
    assert len({name for _path, found in classes() for name in demanded(found)}) > 12, "the reader reads"
