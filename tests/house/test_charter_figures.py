"""Whatever a charter may state is read by somebody, or waits by name for what will read it.

A figure that nothing reads promises what the program does not do. `WAITING` may only become shorter.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from huiyin.lib.charter import DEFAULT_PROFILE
from huiyin.lib.charter_shape import CLOCKS, FIGURES, LISTS, NEEDS, OPTIONAL_FIGURES, PROFILE_SAYS, PROFILES
from tests.house import tree

# Which module reads it; where several do, the first in the order of the rooms.
READ = {
    "contact_matter.supervise": "supervision/rules.py",
    "list.trigger": "supervision/actions.py",
    "aid.problems_per_year": "help/aid_rules.py",
    "aid.visits_per_year": "help/aid_rules.py",
    "answers.explanation_min": "matters/rules/replying.py",
    "breadth.officials_min": "reach/mirror.py",
    "breadth.unvisited_days": "reach/mirror.py",
    "burden.required_max": "reports/burden_views.py",
    "contact.activity_sheets_per_year": "accounts/rules.py",
    "contact.households_min": "lib/charter.py",
    "contact.households_target": "register/views.py",
    "contact.research_days_per_year": "reports/contact_views.py",
    "inspection.answer_wd": "inspection/rules.py",
    "inspection.answering_share": "inspection/models/inspection.py",
    "inspection.call_tries": "inspection/actions/calling.py",
    "inspection.confidence": "inspection/models/inspection.py",
    "inspection.false_share": "inspection/models/inspection.py",
    "inspection.spot_size": "inspection/models/inspection.py",
    "keeping.account_soon_wd": "accounts/echo.py",
    "keeping.dormant_days": "register/silence.py",
    "keeping.matter_soon_wd": "matters/dates.py",
    "keeping.need_valid_days": "help/need_rules.py",
    "keeping.code_checks_min": "matters/rules/renewing.py",
    "keeping.paper_oldest_days": "intake/desk/rules.py",
    "keeping.paper_wd": "contacts/rules.py",
    "keeping.promise_chase_days": "contacts/promise_clock.py",
    "keeping.promise_remind_days": "contacts/promise_clock.py",
    "keeping.record_days_max": "contacts/rules.py",
    "keeping.register_keep_days": "privacy/clock.py",
    "keeping.talk_note_days": "contacts/talk_clock.py",
    "keeping.withdrawn_keep_days": "privacy/actions.py",
    "lots.panels": "lots/actions.py",
    "lots.proposal_months": "lots/visits.py",
    "lots.rest_months": "lots/actions.py",
    "meetings.forums_per_half_min": "forums/counting.py",
    "meetings.forums_per_half_target": "forums/counting.py",
    "meetings.village_rep_per_year": "villages/meetings.py",
    "privacy.counts_min": "reach/mirror.py",
    "privacy.opinions_min": "reach/mirror.py",
    "quota.county_min": "lib/charter_parts.py",
    "quota.town_min": "lib/charter_parts.py",
    "quota.village_min": "lib/charter_parts.py",
    "reception.book_ahead_days": "receptions/rules.py",
    "reception.notice_days": "receptions/rules.py",
    "reception.per_month_min": "receptions/pages.py",
    "reception.representatives_max": "receptions/rules.py",
    "reception.slot_minutes": "receptions/actions/sessions.py",
    "reception.substitution_days": "receptions/rules.py",
    "reopening.handle_share": "lib/charter.py",
    "reporting.branch_due_wd": "accounts/rules.py",
    "reporting.branch_per_year": "accounts/rules.py",
    "reporting.committee_due_wd": "accounts/rules.py",
    "reporting.committee_per_year": "accounts/rules.py",
    "reporting.inspections_per_year": "inspection/rules.py",
    "reporting.official_due_wd": "accounts/rules.py",
    "reporting.official_per_year": "accounts/rules.py",
    "rounds.between_minutes": "rounds/travel.py",
    "rounds.breadth_worth": "rounds/rules.py",
    "rounds.detour_percent": "rounds/travel.py",
    "rounds.keep_days": "rounds/clock.py",
    "rounds.matter_worth": "rounds/rules.py",
    "rounds.overdue_worth": "rounds/rules.py",
    "rounds.promise_worth": "rounds/rules.py",
    "rounds.seconds": "rounds/clock.py",
    "rounds.silence_worth": "rounds/rules.py",
    "rounds.speed_kmh": "rounds/travel.py",
    "rounds.visit_minutes": "rounds/rules.py",
    "rounds.wanted_worth": "rounds/candidates.py",
    "rounds.within_minutes": "rounds/travel.py",
    "signals.bulk_count": "contacts/looking.py",
    "signals.bulk_hours": "contacts/looking.py",
    "signals.compared_days": "contacts/looking.py",
    "signals.copied_share": "contacts/looking.py",
    "signals.visits_per_day": "contacts/looking.py",
    # The clocks of a profile. A `Deadline` keeps one for each of its kinds, started by `huiyin.matters.dates`.
    "contact_matter.adjudicate": "matters/models/deadline.py",
    "contact_matter.chase": "matters/dates.py",
    "contact_matter.decline": "matters/rules/ways_out.py",
    "contact_matter.extension_max": "matters/rules/extending.py",
    "contact_matter.first_contact": "matters/models/deadline.py",
    "contact_matter.handle": "matters/models/deadline.py",
    "contact_matter.handle_reopened_min": "lib/charter.py",
    "contact_matter.object": "matters/rules/hand_back.py",
    "contact_matter.rating": "matters/models/deadline.py",
    "contact_matter.remind": "matters/dates.py",
    "contact_matter.reopen": "matters/rules/reopening.py",
    "contact_matter.route": "matters/models/deadline.py",
    "contact_matter.sign": "matters/models/deadline.py",
    "contact_matter.triage": "matters/models/deadline.py",
    # The same of other procedures, asked for by the profile of the matter.
    "inquiry.handle": "matters/models/deadline.py",
    "inquiry.route": "matters/models/deadline.py",
    "petition.extension_max": "matters/rules/extending.py",
    "petition.handle": "matters/models/deadline.py",
    "petition.object": "matters/rules/hand_back.py",
    "petition_simple.handle": "matters/models/deadline.py",
    "suggestion.handle": "matters/models/deadline.py",
    # The lists of named things.
    "list.decline_reason": "matters/rules/ways_out.py",
    "list.form": "contacts/pages.py",
    "list.help_field": "contacts/facts.py",
    "list.legal_route": "matters/rules/ways_out.py",
    "list.means": "contacts/facts.py",
    "list.purpose": "contacts/facts.py",
    "list.source_org": "contacts/facts.py",
    "list.theme": "contacts/models/meetings.py",
}

# What is to be built for this row of the seed, or article, is going to read it.
WAITING = {
    "awareness.answers_min": "S56",
    "awareness.target": "S56",
    "consultation.hearing_papers": "S61",
    "consultation.legality_review": "S61",
    "consultation.public_comment": "S61",
    "contact_matter.callback": "S49",
    "contact_matter.delivery": "S46",
    "contact_matter.effect": "S49",
    "contact_matter.hand_over": "S52",
    "contact_matter.interim": "S46",
    "contact_matter.supplement": "S46",
    "disclosure.extension_max": "S58",
    "disclosure.proactive": "S58",
    "disclosure.reply": "S58",
    "legal_route.notify": "S51",
    "list.kind": "S40",
    "list.unhappy": "S49",
    "list.urgent_kind": "art. 25",
    "need.action": "I-14",
    "need.basis": "I-15",
    "need.due_date": "I-16",
    "need.reason": "S66",
    "petition.notify": "S46",
    "petition.recheck_decide": "S46",
    "petition.recheck_request": "S46",
    "petition.review_decide": "S46",
    "petition.review_request": "S46",
    "petition.transfer": "S41",
    "petition_simple.notify": "S46",
    "privacy.audit_log_keep_days": "CSL 21",
    "privacy.impact_assessment_keep_years": "PIPL 56",
    "profile.letter": "art. 32",
    "profile.on_the_spot": "S46",
    "profile.printed": "S34",
    "profile.review": "art. 35",
    "role.max": "S53",
    "role.min": "S53",
    "sealed_report.hand_over": "S52",
    "stays.days_per_month": "S21",
    "stays.long_stay_days": "S21",
}
MOST_WAITING = 40
SHAPE = {
    "lib/charter_shape.py",
    "lib/charter_check.py",
    "lib/charter_floors.py",
}  # know them without reading them
# How a charter is asked, and for what; and the modules that name what another one asks for.
ASKING = {"clock": "clock", "figure": "figure", "listed": "list", "named": "list"}
HANDS_ON = {
    "accounts/rules.py": "figure",
    "lib/charter_parts.py": "figure",
    "matters/models/deadline.py": "clock",
}
# A word of these modules, which ask for other lists by name, means another thing there.
ANOTHER_KIND = {("contacts/rules.py", "list.kind"), ("reports/classes.py", "list.kind")}


def stated() -> set[str]:
    """Everything that a charter may state, with its part in front."""
    others = {"list": LISTS, "need": NEEDS, "profile": PROFILE_SAYS, "role": ("min", "max")}
    parts = [*FIGURES.items(), *OPTIONAL_FIGURES.items(), *CLOCKS.items(), *others.items()]
    return {f"{part}.{name}" for part, names in parts for name in names}


@cache
def words(module: str) -> frozenset[str]:
    """The strings in a module's code; a sentence that mentions a figure is a longer one."""
    code = tree.parsed(tree.HUIYIN / module)
    found = (node.value for node in ast.walk(code) if isinstance(node, ast.Constant))
    return frozenset(value for value in found if isinstance(value, str))


def named(kind: str, said: frozenset[str], *, by_profile: bool) -> Iterator[str]:
    """What is meant by these words: whole, by its name where the part goes in front, by the part where the name follows."""
    if kind == "list":
        yield from (f"list.{name}" for name in LISTS if name in said)
        return
    sections = {section for profile in PROFILES.values() for section in profile}
    bare = CLOCKS if kind == "clock" else {**FIGURES, **OPTIONAL_FIGURES}
    for part, names in bare.items():
        alone = kind != "clock" or part == DEFAULT_PROFILE or (by_profile and part in sections)
        for name in names:
            if f"{part}.{name}" in said or (alone and name in said) or (part == "quota" and "quota." in said):
                yield f"{part}.{name}"


@cache
def asked(module: str) -> frozenset[str]:
    """What a module asks a charter for, or names for another that does.

    Where what is asked for is no plain word but put together or handed on, it may be any word of the module.
    """
    found = set(named(HANDS_ON[module], words(module), by_profile=True)) if module in HANDS_ON else set()
    for node in ast.walk(tree.parsed(tree.HUIYIN / module)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if node.func.attr in ASKING:
            first, others = node.args[0], [*node.args[1:], *node.keywords]
            is_plain = isinstance(first, ast.Constant)
            said = frozenset([str(first.value)]) if is_plain else words(module)
            found.update(named(ASKING[node.func.attr], said, by_profile=bool(others)))
    return frozenset(found)


def test_every_figure_is_read_or_waits() -> None:
    assert set(READ) | set(WAITING) == stated()
    assert not set(READ) & set(WAITING)
    assert len(WAITING) <= MOST_WAITING


@pytest.mark.parametrize("figure", sorted(READ))
def test_who_is_said_to_read_it_does(figure: str) -> None:
    assert figure in asked(READ[figure])


def test_what_waits_is_asked_for_by_nobody() -> None:
    modules = {path.relative_to(tree.HUIYIN).as_posix() for path in tree.python_files()} - SHAPE
    found = {
        (module, one) for module in modules for one in (words(module) | asked(module)).intersection(WAITING)
    }
    assert found == ANOTHER_KIND, "somebody reads it now; say who in READ"


@pytest.mark.parametrize(
    ("code", "one"),
    [
        ('charter.clock("callback").n', "contact_matter.callback"),
        ('charter.clock("notify", matter.profile)', "petition.notify"),
        ('charter.clock("consultation.public_comment")', "consultation.public_comment"),
        ('for name in ("sign", "interim"):\n    charter.clock(name)', "contact_matter.interim"),
        ('charter.figure("awareness.target")', "awareness.target"),
        ('charter.figure(f"stays.{name}") if name == "long_stay_days" else 0', "stays.long_stay_days"),
        ('charter.named("unhappy", code)', "list.unhappy"),
    ],
)
def test_what_waits_and_is_asked_for_is_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, one: str
) -> None:
    module = f"{tmp_path.name}.py"  # another one each time: what a module says is kept
    (tmp_path / module).write_text(code, encoding="utf-8")
    monkeypatch.setattr(tree, "HUIYIN", tmp_path)
    assert one in asked(module) & set(WAITING)
