"""What must never be built (G01 to G20), as far as it can already fail; each guard names its test."""

import ast
import re
from pathlib import Path

from tests.house import doors, tree

# Where each guard is held. A guard that has nothing to fail yet says so.
HELD = {
    "G01": "test_no_word_of_ranking_or_profiling, test_nobody_is_ordered_by_a_figure",
    "G02": "test_reports_are_read_only",
    "G03": "test_no_file_photo_or_place_is_asked_for",
    "G04": "test_no_word_of_ranking_or_profiling, test_log_ins_are_counted_for_nobody",
    "G05": "test_a_person_has_these_fields_and_no_others",
    "G06": "test_no_web_of_persons",
    "G07": "test_no_word_of_ranking_or_profiling",
    "G08": "test_a_differing_view_belongs_to_the_occasion",
    "G09": "not built: the sealed hand-over comes later; until then no channel for it is open",
    "G10": "test_a_contact_person_is_an_adult",
    "G11": "test_the_public_pages_know_no_household",
    "G12": "test_no_word_of_ranking_or_profiling",
    "G13": "text only, nothing to build",
    "G14": "test_no_word_of_ranking_or_profiling",
    "G15": "test_nothing_fetches_from_outside",
    "G16": "test_no_word_of_ranking_or_profiling",
    "G17": "test_a_person_has_these_fields_and_no_others, test_an_identity_number_is_turned_away",
    "G18": "test_the_clock_decides_nothing",
    "G19": "test_no_word_of_ranking_or_profiling",
    "G20": "test_no_word_of_ranking_or_profiling",
}
FORBIDDEN = re.compile(
    r"""(?:^|_)(?:rank(?:s|ed|ing|ings)?|leaderboards?|league|scores?|scoring|merits?|badges?|stars?|check_?ins?|streaks?
    |geo|geolocation|latitude|longitude|gps|geofence|nfc|online_time|login_count|mood|thoughts?|emotions?|sentiment|loyalty
    |politic(?:s|al)|party_member(?:ship)?|religion|religious|ethnicity|beliefs?|troublemaker|black_?list|red_?list|watch_?list
    |risk_level|influence[rs]?|ringleader|dissident|stability|biometrics?|fingerprint|faces?|face_id|selfie|photos?|income
    |id_card|id_number|identity_number|exam|army|soldier|ideolog(?:y|ical)|persuasion|points_total|reputation)(?:_|$)""",
    re.VERBOSE,
)
# Names in which such a word means something else, and why.
MEANT = {
    "_is_id_card": "finds identity numbers in a text so that they can be turned away",
}
WORDS = (
    "排名",
    "排行",
    "积分",
    "打卡",
    "签到",
    "红黑榜",
    "黑名单",
    "缠访",
    "思想动态",
    "忠诚度",
    "政治面貌",
    "宗教信仰",
    "维稳",
    "在线时长",
)


def bad_names(names: dict[str, str]) -> list[str]:
    """Names in which a forbidden word stands by itself; `names` says where each was found."""
    found = []
    for name, where in sorted(names.items()):
        plain = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()
        if name not in MEANT and FORBIDDEN.search(plain):
            found.append(f"{where}: {name}")
    return found


def names_of_the_tree() -> dict[str, str]:
    """Models, fields, addresses, functions, classes and templates."""
    names: dict[str, str] = {}
    for model in tree.models():
        names[model.__name__] = "model"
        names.update({field.name: f"field of {model.__name__}" for field in model._meta.get_fields()})
    for address in doors.addresses():
        names.update({part: f"address {address.name}" for part in address.name.split(":")})
    for path in tree.templates():
        names[path.stem] = tree.short(path)
    for path in tree.python_files():
        for node in ast.walk(tree.parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                names[node.name] = f"{tree.short(path)}:{node.lineno}"
    return names


def test_every_guard_is_held_somewhere() -> None:
    assert list(HELD) == [f"G{n:02}" for n in range(1, 21)]
    texts = "".join(
        path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_guards*.py")
    )
    named = [
        name
        for held in HELD.values()
        for name in re.findall(r"test_\w+", held)
        if name != "test_guards_forms"
    ]
    assert [name for name in named if f"def {name}(" not in texts] == []


def test_no_word_of_ranking_or_profiling() -> None:
    tree.nothing(bad_names(names_of_the_tree()))
    planted = [
        "rankOfficials",
        "is_blacklist",
        "mood",
        "latitude",
        "check-in",
        "party_member",
        "Leaderboard",
        "surface",
        "score",
    ]
    assert bad_names(dict.fromkeys(planted, "x")) == [
        f"x: {name}" for name in sorted(set(planted) - {"surface"})
    ]


def test_no_page_speaks_of_it() -> None:
    files = [
        path
        for path in tree.tracked()
        if path.suffix in {".html", ".po", ".toml"} and "tests" not in path.parts
    ]
    texts = {tree.short(path): path.read_text(encoding="utf-8") for path in files}
    tree.nothing(f"{name}: {word}" for name, text in texts.items() for word in WORDS if word in text)


def ordered_by_figure(text: str, own: str) -> list[str]:
    """Orderings by a count, a sum, a rate or an average, whatever it is called."""
    found, module = [], ast.parse(text)
    calls = [
        node
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    figures = {
        keyword.arg
        for call in calls
        if ast.unparse(call.func).endswith((".annotate", ".alias"))
        for keyword in call.keywords
        if re.match(r"(models\.)?(Count|Sum|Avg)\(", ast.unparse(keyword.value))
    }
    for call in calls:
        if not ast.unparse(call.func).endswith(".order_by"):
            continue
        inside = [node for arg in call.args for node in ast.walk(arg)]
        keys = [
            node.value for node in inside if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        named = re.compile(r"(^-?|_)(counts?|number_of|sum|total|rate|average|share)$")
        bad = [repr(key) for key in keys if named.search(key) or key.lstrip("-") in figures]
        bad += [
            ast.unparse(node.func)
            for node in inside
            if isinstance(node, ast.Call) and _IS_FIGURE.search(ast.unparse(node.func))
        ]
        found += [f"{own}:{call.lineno} order_by({key})" for key in bad if (own, key) not in NOT_PEOPLE]
    return found


# Ordered by a figure, but not people, and why.
NOT_PEOPLE = {
    ("huiyin/reports/work_summary.py", repr("-n")): "the most frequent topics first",
}
_IS_FIGURE = re.compile(r"(^|\.)(Count|Sum|Avg)$")


def test_nobody_is_ordered_by_a_figure() -> None:
    found = []
    for path in tree.python_files():
        found += ordered_by_figure(path.read_text(encoding="utf-8"), tree.short(path))
    tree.nothing(found)
    planted = "q.annotate(n=Count('x')).order_by('-visit_count', 'name', '-n')\nq.order_by(Count('x').desc())"
    wanted = ["p.py:1 order_by('-visit_count')", "p.py:1 order_by('-n')", "p.py:2 order_by(Count)"]
    assert ordered_by_figure(planted, "p.py") == wanted
