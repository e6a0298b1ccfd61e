"""Each room says in words what its notices tell: every kind that is told, none that nobody tells, each in one room."""

import ast
from collections import Counter
from collections.abc import Iterator

from huiyin.matters import channels
from huiyin.notices import words as notices
from huiyin.notices.models import Notice
from huiyin.site import words
from tests.house import tree

TELL = ("tell", "tell_all", "tell_page")
AT_ITS_PLACE = {"tell_who_raised": 0}  # of a room, called from its other modules
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _named(call: ast.Call) -> str:
    called = call.func
    return (
        called.id
        if isinstance(called, ast.Name)
        else called.attr
        if isinstance(called, ast.Attribute)
        else ""
    )


def _given(call: ast.Call, place: int | None) -> ast.expr | None:
    """What a call gives as the kind: by keyword, or at its place."""
    for keyword in call.keywords:
        if keyword.arg == "kind":
            return keyword.value
    return call.args[place] if place is not None and len(call.args) > place else None


def _constants(value: ast.expr) -> Iterator[str]:
    """The kinds a value may have, where it is written as words; `?` where it cannot be read."""
    match value:
        case ast.Constant(value=str(kind)):
            yield kind
        case ast.IfExp(body=one, orelse=other):
            yield from _constants(one)
            yield from _constants(other)
        case _:
            yield f"? {ast.unparse(value)}"


def _local(function: Function, name: str) -> list[ast.expr]:
    """What is assigned to a name inside a function."""
    return [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        and any(isinstance(t, ast.Name) and t.id == name for t in node.targets)
    ]


def kinds_told(source: str) -> set[str]:
    """Every kind that a module tells, also through functions of its own that are handed the kind."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, Function)]
    tellers: dict[str, int | None] = dict.fromkeys(TELL) | AT_ITS_PLACE
    found: set[str] = set()
    waiting = list(tellers)
    while waiting:
        teller = waiting.pop()
        for function in functions:
            names = [arg.arg for arg in (*function.args.args, *function.args.kwonlyargs)]
            calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
            for value in (_given(call, tellers[teller]) for call in calls if _named(call) == teller):
                if isinstance(value, ast.Name) and value.id in names:
                    if function.name not in tellers:
                        place = names.index(value.id)
                        tellers[function.name] = place - (names[0] == "self")
                        waiting.append(function.name)
                elif isinstance(value, ast.Name) and _local(function, value.id):
                    found.update(kind for one in _local(function, value.id) for kind in _constants(one))
                elif value is not None:
                    found.update(_constants(value))
    return found


def _told() -> dict[str, set[str]]:
    """The kinds told in each room."""
    rooms: dict[str, set[str]] = {}
    for path in tree.python_files():
        room = path.relative_to(tree.HUIYIN).parts[0]
        if room not in ("lib", "notices", "site"):
            rooms.setdefault(room, set()).update(kinds_told(path.read_text(encoding="utf-8")))
    return {room: kinds for room, kinds in rooms.items() if kinds}


def test_every_notice_that_is_told_has_words_and_no_words_are_left_over() -> None:
    told = set().union(*_told().values())
    said = Counter(kind for of_room in words.NOTICES for kind in of_room)
    tree.nothing(sorted(told - set(said)), "told without words")
    tree.nothing(sorted(set(said) - told), "words that nobody tells")
    tree.nothing(kind for kind, times in said.items() if times > 1)


def test_every_room_with_words_is_put_together() -> None:
    files = [path for path in tree.python_files() if path.name == "notice_words.py"]
    assert len(files) == len(words.NOTICES)
    assert set(notices.WORDS) == {kind for of_room in words.NOTICES for kind in of_room}
    assert set(channels.WORDS) == {channel for of_door in words.CHANNELS for channel in of_door}


def test_a_kind_without_words_is_noticed() -> None:
    planted = """
def _both(to, kind, at):
    other = "left" if at else "right"
    tell(to=to, kind=kind, about="x", at=at)
    tell(to=to, kind=other, about="x", at=at)
    tell(to=to, kind=KINDS[at], about="x", at=at)

class Clock:
    def _say(self, row, kind):
        _both(row, kind, 1)

    def turn(self, row):
        self._say(row, "up" if row else "down")
"""
    assert kinds_told(planted) == {"left", "right", "up", "down", "? KINDS[at]"}


def test_a_kind_of_a_room_that_is_gone_shows_its_code() -> None:
    assert Notice(kind="of_long_ago").words == "of_long_ago"
