"""What an issue of a village needs, who of the village decides, which states there are, and who sees it."""

import pytest

from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official
from huiyin.villages import actions, rules
from huiyin.villages.models import VillageIssue
from tests import world as cast
from tests.world import AT, World


def raised(world: World, **fields: object) -> VillageIssue:
    given = {"village": world.village, "field": "industry", "text": " 建保鲜库 ", **fields}
    return actions.put_forward(by=world.chen, at=AT, **given)  # type: ignore[arg-type]


def decide(issue: VillageIssue, head: Official, state: str, version: int = 1, decision: str = "通过") -> None:
    actions.decide(issue=issue, state=state, decision=decision, version=version, by=head, at=AT)


def test_an_issue_is_of_a_field_says_something_and_belongs_to_a_village(world: World) -> None:
    assert raised(world).text == "建保鲜库"
    for fields in ({"field": "other"}, {"text": " "}):
        with pytest.raises(Refused, match="in which field"):
            raised(world, **fields)
    for place in (world.town, world.office, world.root):
        with pytest.raises(Refused, match="choose the village"):
            raised(world, village=place)


def test_only_a_post_in_that_village_itself_decides(world: World) -> None:
    here = cast.official("fang", "方明", world.village, "村主任", "unit_head")
    next_door = cast.official("ding", "丁一", world.hamlet, "村主任", "unit_head")
    issue = raised(world)
    assert rules.is_of_the_village(world.village, here, AT)
    assert not rules.is_of_the_village(world.hamlet, here, AT)
    assert rules.objection_to_deciding(issue, here, AT) is None
    assert "village decides" in (rules.objection_to_deciding(issue, next_door, AT) or "")


def test_a_decision_is_a_state_with_how_it_came_about(world: World) -> None:
    head = cast.official("fang", "方明", world.village, "村主任", "unit_head")
    issue, other = raised(world), raised(world)
    for state in ("raised", "forgotten", ""):
        with pytest.raises(Refused, match="what the village decided"):
            decide(issue, head, state)
    with pytest.raises(Refused, match="by which meeting"):
        decide(issue, head, "agreed", decision=" ")
    for n, state in enumerate(("agreed", "doing", "done", "set_aside"), 1):
        decide(issue, head, state, n, " 代表会议通过 ")
    issue.refresh_from_db()
    other.refresh_from_db()
    assert (issue.state, issue.decision, issue.decided_at, issue.version) == (
        "set_aside",
        "代表会议通过",
        AT,
        5,
    )
    assert (other.state, other.version) == ("raised", 1)


def test_what_is_done_or_set_aside_is_no_longer_open(world: World) -> None:
    head = cast.official("fang", "方明", world.village, "村主任", "unit_head")
    issues = {state: raised(world) for state in ("raised", "agreed", "doing", "done", "set_aside")}
    for state, issue in issues.items():
        if state != "raised":
            decide(issue, head, state)
    assert set(VillageIssue.objects.open()) == {issues[state] for state in ("raised", "agreed", "doing")}


def test_advice_says_something(world: World) -> None:
    issue = raised(world)
    with pytest.raises(Refused, match="your advice"):
        actions.advise(issue=issue, text=" ", by=world.liu, at=AT)
    assert actions.advise(issue=issue, text=" 先看补贴 ", by=world.liu, at=AT).text == "先看补贴"


def test_issues_are_seen_in_the_township_and_at_the_county(world: World) -> None:
    ours, theirs = raised(world), raised(world, village=world.far_village)
    sees = {
        name: set(VillageIssue.objects.visible_to(getattr(world, name), AT))
        for name in ("chen", "he", "sun", "qian")
    }
    assert sees == {"chen": {ours}, "he": {ours}, "sun": {ours, theirs}, "qian": {theirs}}
