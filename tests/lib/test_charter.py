"""Charters: the shipped one is right, and whatever is wrong in a file is told by line, in both languages."""

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.lib.charter import CharterError, floors, load, parse, problems, shipped

FILE = shipped()["direct-contact"]
TEXT = FILE.read_text(encoding="utf-8")
CHARTER = load(FILE)


def changed(old: str, new: str) -> str:
    assert TEXT.count(old) >= 1, old
    return TEXT.replace(old, new, 1)


def without(*sections: str) -> str:
    """The shipped text without these sections, as a county may have it."""
    text = TEXT
    for section in sections:
        text = re.sub(rf"^\[{re.escape(section)}\]\n(?:[^\[\n].*\n|\n)*", "", text, flags=re.M)
        assert f"[{section}]" not in text
    return text


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def petition(**clocks: str) -> str:
    return with_section("petition", **clocks)


def with_section(section: str, **clocks: str) -> str:
    """The shipped text with these clocks alone in a section."""
    words = 'zh_Hans = "甲", en = "A", source = "x"'
    return (
        without(f"clock.{section}")
        + f"[clock.{section}]\n"
        + "\n".join(f"{name} = {{ {body}, {words} }}" for name, body in clocks.items())
    )


def test_every_shipped_charter_is_right() -> None:
    assert set(shipped()) == {"direct-contact"}
    for path in shipped().values():
        assert problems(path.read_text(encoding="utf-8")) == []


def test_the_head() -> None:
    assert (CHARTER.slug, CHARTER.version, CHARTER.effective_from) == (
        "direct-contact",
        "1.0",
        date(2026, 1, 1),
    )
    assert CHARTER.time_zone == "Asia/Shanghai"
    assert CHARTER.title.in_language("zh-hans") == "领导干部直接联系群众制度"
    assert CHARTER.title.in_language("en") == "Officials in direct contact with residents"
    assert CHARTER.text == TEXT
    assert CHARTER.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize(
    ("name", "n", "unit", "runs_from"),
    [
        ("triage", 1, "wd", "received"),
        ("route", 5, "wd", "received"),
        ("decline", 5, "wd", "received"),
        ("sign", 1, "wd", "routed"),
        ("object", 5, "wd", "routed"),
        ("first_contact", 2, "wd", "accepted"),
        ("handle", 30, "wd", "received"),
        ("extension_max", 15, "wd", "handle_due"),
        ("handle_reopened_min", 5, "wd", "reopened"),
        ("rating", 10, "wd", "delivered"),
        ("reopen", 30, "d", "delivered"),
        ("remind", 3, "wd", "before_due"),
        ("chase", 3, "wd", "overdue"),
    ],
)
def test_the_clocks_of_a_contact_matter(name: str, n: int, unit: str, runs_from: str) -> None:
    clock = CHARTER.clock(name)
    assert (clock.n, clock.unit, clock.runs_from) == (n, unit, runs_from)
    assert CHARTER.clock(f"contact_matter.{name}") == clock


def test_an_extension_is_given_once() -> None:
    assert CHARTER.clock("extension_max").times == 1
    assert CHARTER.clock("handle").times is None


@pytest.mark.parametrize(("handle", "reopened"), [(30, 15), (15, 8), (8, 5), (3, 5)])
def test_a_reopened_matter_has_half_the_time_but_five_days_at_least(handle: int, reopened: int) -> None:
    clock = parse(changed("handle = { n = 30", f"handle = {{ n = {handle}")).reopened_handle()
    assert (clock.n, clock.unit, clock.runs_from) == (reopened, "wd", "reopened")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("contact.households_min", 1),
        ("contact.households_target", 2),
        ("contact.activity_sheets_per_year", 4),
        ("contact.research_days_per_year", 60),
        ("reporting.official_per_year", 12),
        ("reporting.branch_per_year", 4),
        ("reporting.committee_per_year", 2),
        ("reporting.inspections_per_year", 2),
        ("meetings.forums_per_half_min", 1),
        ("meetings.forums_per_half_target", 2),
        ("meetings.village_rep_per_year", 4),
        ("awareness.target", 0.85),
    ],
)
def test_the_figures_of_the_institution(name: str, value: float) -> None:
    assert CHARTER.figure(name).value == value


def test_every_figure_names_its_source_and_has_words_in_both_languages() -> None:
    for one in [*CHARTER.clocks.values(), *CHARTER.figures.values()]:
        assert one.source
        assert re.search("[\u4e00-\u9fff]", one.words.zh_hans)
        assert one.words.en.isascii()
    for coded in [*CHARTER.topics, *CHARTER.groups, *CHARTER.outcomes, *CHARTER.roles]:
        assert re.search("[\u4e00-\u9fff]", coded.words.zh_hans)
        assert coded.words.en.isascii()


def test_figures_that_a_law_fixes_carry_their_floor() -> None:
    floor = CHARTER.figure("meetings.village_rep_per_year").floor
    assert floor is not None
    assert (floor.limit, floor.direction) == (4, "min")
    assert "村民委员会组织法" in floor.article
    assert CHARTER.clock("route").floor is None


def test_topics() -> None:
    first = [topic.code for topic in CHARTER.topics if not topic.parent]
    assert first[:5] == ["mobility", "schooling", "medical", "water", "dispute"]
    assert first[5:] == ["job", "housing", "social_security", "environment", "land", "other"]
    for code in first:
        assert [topic for topic in CHARTER.topics if topic.parent == code], f"{code} has no second level"
    assert CHARTER.topic("medical_insurance").duty == "county"
    assert CHARTER.topic("streetlight").duty == ""
    with pytest.raises(KeyError):
        CHARTER.topic("nothing")


def test_groups_outcomes_and_roles() -> None:
    assert len(CHARTER.groups) == 12
    assert [group.code for group in CHARTER.groups if group.via_guardian] == ["left_behind_child"]
    assert CHARTER.group("farmer").words.en == "Farmers"
    explained = {outcome.code for outcome in CHARTER.outcomes if outcome.counts_as == "explained"}
    assert explained == {"explained_policy", "explained_no_basis"}
    assert CHARTER.outcome("explained_policy").needs == {"basis"}
    assert CHARTER.outcome("promised").needs == {"due_date"}
    assert [(role.code, role.least, role.most) for role in CHARTER.roles] == [
        ("head", 1, 1),
        ("deputy", 1, None),
        ("member", 0, None),
    ]


@pytest.mark.parametrize(
    ("old", "new", "where", "says"),
    [
        (
            'unit = "wd", from = "received", zh_Hans = "甄别"',
            'unit = "weeks", from = "received", zh_Hans = "甄别"',
            "clock.contact_matter.triage.unit",
            "weeks",
        ),
        ("triage = { n = 1", "triage = { n = 0", "clock.contact_matter.triage.n", "≥ 1"),
        ("triage = { n = 1", "triage = { n = 1.5", "clock.contact_matter.triage.n", "whole number"),
        ("triage = { n = 1", "triage = { n = true", "clock.contact_matter.triage.n", "whole number"),
        ('from = "routed"', 'from = "dawn"', "clock.contact_matter.sign.from", "dawn"),
        ("times = 1", "times = 0", "clock.contact_matter.extension_max.times", "≥ 1"),
        ("times = 1", "times = 2", "clock.contact_matter.extension_max.times", "happens once"),
        (
            'from = "delivered", times = 1',
            'from = "delivered", times = 3',
            "clock.contact_matter.reopen.times",
            "happens once",
        ),
        (
            'from = "routed", zh_Hans = "签收"',
            'from = "routed", times = 1, zh_Hans = "签收"',
            "clock.contact_matter.sign.times",
            "no effect",
        ),
        (
            'en = "Signing for it", source = "design"',
            'en = "Signing for it"',
            "clock.contact_matter.sign.source",
            "missing",
        ),
        ('zh_Hans = "签收", ', "", "clock.contact_matter.sign.zh_Hans", "Chinese text"),
        ('en = "Workers"', 'en = " "', "group.worker.en", "English text"),
        ('en = "Workers"', "en = 7", "group.worker.en", "quotation"),
        ('en = "Officials in direct contact with residents"\n', "", "title.en", "English text"),
        (
            "households_min = { value = 1",
            'households_min = { value = "one"',
            "figure.contact.households_min.value",
            "whole number",
        ),
        (
            "households_min = { value = 1",
            "households_min = { value = 3",
            "figure.contact.households_target",
            "less than",
        ),
        (
            "research_days_per_year = { value = 60",
            "research_days_per_year = { value = 400",
            "figure.contact.research_days_per_year",
            "0–365",
        ),
        ("target = { value = 0.85", "target = { value = 85", "figure.awareness.target", "0–1"),
        ("households_target = {", "households_goal = {", "figure.contact.households_goal", "not known"),
        ("[figure.contact]", "[figure.contacts]", "figure.contacts", "not known"),
        ("chase = {", "hunt = {", "clock.contact_matter.hunt", "not known"),
        ("[clock.contact_matter]", "[clock.village_matter]", "clock.village_matter", "not known"),
        ('time_zone = "Asia/Shanghai"', 'timezone = "Asia/Shanghai"', "timezone", "not known"),
        ("format = 1", "format = 2", "format", "allowed"),
        ("effective_from = 2026-01-01", 'effective_from = "2026-01-01"', "effective_from", "date"),
        ('duty = "county"', 'duty = "province"', "topic.bridge.duty", "province"),
        ('road = { parent = "mobility"', 'road = { parent = "travel"', "topic.road", "does not exist"),
        ('bridge = { parent = "mobility"', 'bridge = { parent = "road"', "topic.bridge", "two levels"),
        (
            "via_guardian = true",
            'via_guardian = "yes"',
            "group.left_behind_child.via_guardian",
            "true or false",
        ),
        ("none = true", 'none = "yes"', "group.ordinary.none", "true or false"),
        (
            "reception = { anywhere = true",
            "reception = { anywhere = 1",
            "form.reception.anywhere",
            "true or false",
        ),
        ("learn = { zh_Hans", "learn = { anywhere = true, zh_Hans", "purpose.learn.anywhere", "not known"),
        ('counts_as = "concluded"', 'counts_as = "done"', "outcome.resolved.counts_as", "done"),
        ('needs = ["action"]', 'needs = ["luck"]', "outcome.resolved.needs", "luck"),
        ('needs = ["action"]', 'needs = ["action", "action"]', "outcome.resolved.needs", "twice"),
        ('needs = ["action"]', 'needs = "action"', "outcome.resolved.needs", "list"),
        ("head = { min = 1, max = 1", "head = { min = 2, max = 1", "role.head", "less than"),
        ("deputy = {", "assistant = {", "role.assistant", "not known"),
        ("veteran_member = { zh_Hans", "Veteran-1 = { zh_Hans", "group.Veteran-1", "a-z"),
        (
            "handle_share = { value = 0.5",
            "handle_share = { value = 0.5, floor = 1",
            "figure.reopening.handle_share.floor",
            "no law",
        ),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(old: str, new: str, where: str, says: str) -> None:
    text = changed(old, new)
    found = [problem for problem in problems(text) if problem.where == where]
    assert found, problems(text)
    assert any(says in problem.sentence_en for problem in found)
    # A thing that is missing is told at its table; of two figures in the wrong order, the second.
    elsewhere = {"title.en": "[title]", "figure.contact.households_target": "households_target ="}
    assert found[0].line == line_of(TEXT, elsewhere.get(where, old))
    for problem in found:
        assert re.search("[\u4e00-\u9fff]", problem.sentence_zh)
        assert problem.sentence_zh.endswith(("。", "？"))
        assert problem.sentence_en.endswith(".")
    with pytest.raises(CharterError, match=f"line {found[0].line}: "):
        parse(text)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("streetlight = {", "road = {", "defined twice"),
        ("former_village_officer = {", "worker = {", "defined twice"),
        ('en = "Workers" }', 'en = "Workers }', "quotation mark"),
        ("worker = {", "worker {", "equals sign"),
        ('time_zone = "Asia/Shanghai"', "time_zone = Asia/Shanghai", "not written rightly"),
        ("[group]", "[topic]", "defined twice"),
        ("[group]", "[group", "TOML"),
    ],
)
def test_files_that_are_no_toml_are_told_by_line(old: str, new: str, says: str) -> None:
    text = changed(old, new)
    (problem,) = problems(text)
    assert problem.line == line_of(TEXT, old)
    assert says in problem.sentence_en
    assert re.search("[\u4e00-\u9fff]", problem.sentence_zh)


def test_an_empty_file_lacks_everything() -> None:
    missing = {problem.where for problem in problems("")}
    assert {"slug", "version", "title", "clock", "figure", "topic", "group", "outcome", "role"} <= missing
    assert {
        "clock.contact_matter.handle",
        "figure.meetings",
        "role.head",
        "profile.contact_matter",
    } <= missing


def test_the_village_meeting_floor_names_its_article() -> None:
    text = changed("village_rep_per_year = { value = 4", "village_rep_per_year = { value = 2")
    (problem,) = problems(text)
    assert problem.line == line_of(text, "village_rep_per_year")
    assert "《村民委员会组织法》第26条" in problem.sentence_zh
    assert "不能少于4" in problem.sentence_zh
    assert "《村民委员会组织法》第26条" in problem.sentence_en
    assert problems(changed("village_rep_per_year = { value = 4", "village_rep_per_year = { value = 6")) == []


def test_a_floor_that_the_file_misstates_is_refused() -> None:
    (problem,) = problems(changed("floor = 4", "floor = 2"))
    assert problem.where == "figure.meetings.village_rep_per_year.floor"


@pytest.mark.parametrize(
    ("clock", "body", "right"),
    [
        ("notify", 'n = 15, unit = "d", from = "received"', True),
        ("notify", 'n = 10, unit = "d", from = "received"', True),
        ("notify", 'n = 16, unit = "d", from = "received"', False),
        ("notify", 'n = 10, unit = "wd", from = "received"', False),
        ("notify", 'n = 15, unit = "d", from = "accepted"', False),
        ("handle", 'n = 60, unit = "d", from = "accepted"', True),
        ("handle", 'n = 61, unit = "d", from = "accepted"', False),
        ("extension_max", 'n = 30, unit = "d", from = "handle_due", times = 1', True),
        ("extension_max", 'n = 30, unit = "d", from = "handle_due", times = 2', False),
        ("extension_max", 'n = 30, unit = "d", from = "handle_due"', False),
        ("review_request", 'n = 29, unit = "d", from = "delivered"', False),
        ("review_request", 'n = 45, unit = "d", from = "delivered"', True),
    ],
)
def test_petition_clocks_may_be_stricter_never_looser(clock: str, body: str, right: bool) -> None:
    found = problems(petition(**{clock: body}))
    assert (found == []) == right, found
    for problem in found:
        assert problem.where == f"clock.petition.{clock}"
        assert "信访工作条例" in problem.sentence_zh
        assert problem.line == without("clock.petition").count("\n") + 2


@pytest.mark.parametrize("at", sorted(floors()))
def test_every_floor_binds(at: str) -> None:
    """Each floor stands at a place which the program knows, and refuses one step beyond its limit."""
    floor = floors()[at]
    kind, part, name = at.split(".")
    for step, right in ((0, True), (1 if floor.direction == "max" else -1, False)):
        value = int(floor.limit) + step
        if kind == "figure":
            text = re.sub(rf"(?m)^({name} = {{ value = )\d+", rf"\g<1>{value}", TEXT)
        else:
            times = f", times = {floor.times}" if floor.times else ""
            body = f'n = {value}, unit = "{floor.unit}", from = "{floor.runs_from or "received"}"{times}'
            text = with_section(part, **{name: body})
        assert ([problem.where for problem in problems(text)] == []) == right, problems(text)


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, TEXT.count("\n") - 1), st.sampled_from(["", "x", "= =", "[topic]", 'a = "', "]", "'''"])
)
def test_any_broken_line_is_told_and_never_crashes(at: int, instead: str) -> None:
    lines = TEXT.splitlines()
    lines[at] = instead
    for problem in problems("\n".join(lines)):
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.sentence_zh
        assert problem.sentence_en


@settings(deadline=None)
@given(
    st.recursive(
        st.sampled_from(["1", '"a"', "true", "[]", "2026-01-01"]),
        lambda inner: st.builds(
            lambda key, value: f"{{ {key} = {value} }}",
            st.sampled_from(["zh_Hans", "en", "n", "needs"]),
            inner,
        ),
        max_leaves=3,
    ),
    st.sampled_from(["title", "clock", "figure", "topic", "group", "outcome", "role", "profile"]),
)
def test_any_value_in_any_place_is_told_and_never_crashes(value: str, place: str) -> None:
    for text in (
        f"{place} = {value}",
        f"[{place}]\na = {value}",
        f"[{place}.contact_matter]\nhandle = {value}",
    ):
        assert problems(text)


def test_lines_after_long_texts_and_lists_are_still_right(tmp_path: Path) -> None:
    text = changed(
        'needs = ["action"], zh_Hans = "已解决"',
        'needs = [\n  "action", # a comment with ] and "\n], zh_Hans = """已\n[group]\n解决"""',
    )
    assert problems(text) == []
    text = text.replace('counts_as = "explained"', 'counts_as = "told"', 1)
    (problem,) = problems(text)
    assert problem.line == line_of(text, 'counts_as = "told"')
    (tmp_path / "c.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CharterError) as caught:
        load(tmp_path / "c.toml")
    assert caught.value.problems == (problem,)
