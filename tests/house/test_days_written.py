"""Days are written as people write them, not as machines do: in templates by `day` or `moment`, in sentences by their format."""

import re

from tests.house import tree

# Templates in which a day stands as machines write it, and why.
FOR_MACHINES = {"huiyin/accounts/templates/accounts/mine.html": "the day is a part of an address"}
_IN_A_TEMPLATE = re.compile(r'date:"Y-m')
_IN_A_SENTENCE = re.compile(r'"day": [^,}\n]*\.isoformat\(\)|\{"day": str\(')


def test_no_template_shows_a_day_as_machines_write_it() -> None:
    found = [tree.short(path) for path in tree.templates() if _IN_A_TEMPLATE.search(path.read_text())]
    tree.nothing(set(found) ^ FOR_MACHINES.keys())


def test_no_sentence_is_given_a_day_as_machines_write_it() -> None:
    tree.nothing(tree.short(path) for path in tree.python_files() if _IN_A_SENTENCE.search(path.read_text()))
    assert _IN_A_SENTENCE.search('_("since %(day)s") % {"day": unit.valid_from.isoformat()}')
