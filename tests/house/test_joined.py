"""What stands beside each other in a sentence is joined as its language does: a mark between things is a word like others."""

import ast

from tests.house import tree

# Marks that are no part of a sentence, and why.
FOR_MACHINES = {
    "huiyin/ui/csp.py": "a header",
    "huiyin/audit/adding.py": "SQL",
    "huiyin/matters/fetching.py": "SQL",
    "huiyin/matters/trodden.py": "SQL",
    "huiyin/orgs/charter.py": "SQL",
    "huiyin/orgs/counts.py": "SQL",
    "huiyin/orgs/entering.py": "SQL",
    "huiyin/lib/charter_entries.py": "the text of an error that nobody reads",
    "huiyin/site/administrator_options.py": "options of a command, as they are typed",
}
MARKS = {", ", "; "}


def joins(code: str) -> bool:
    """Whether a text sets such a mark between things without asking what it is in the reader's language."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
            found.append(node.func.value)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            found += [node.left, node.right]
    return any(isinstance(one, ast.Constant) and one.value in MARKS for one in found)


def test_no_sentence_is_joined_by_a_mark_of_one_language() -> None:
    found = {tree.short(path) for path in tree.python_files() if joins(path.read_text(encoding="utf-8"))}
    tree.nothing(sorted(found ^ FOR_MACHINES.keys()))


def test_a_mark_of_one_language_is_noticed_and_a_translated_one_is_not() -> None:
    planted = ('"; ".join(parts)', 'words + "; " + more', '", " + name', '", ".join(names)')
    assert all(joins(text) for text in planted)
    assert not joins('_("; ").join(parts) + pgettext("between names", ", ").join(names)')
