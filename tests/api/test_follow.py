"""A system follows what it handed in, with the answer; of other matters it learns how they stand, or nothing."""

from huiyin.api.models import System
from huiyin.audit.scope import county_scope
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from tests import make
from tests.api.conftest import Platform, platform
from tests.world import AT, World


def own_answered(world: World, hotline: Platform) -> Matter:
    """Handed in by the platform, and answered."""
    reference = hotline.lodge(place=world.village.code).json()["reference"]
    with county_scope(world.county.pk):
        return answered(world, Matter.objects.get(reference=reference), desk=world.liu)


def answered(world: World, row: Matter, *, desk: Official) -> Matter:
    """Brought to its answer by the building office."""
    row = actions.route(
        matter=row, to=world.office, topic=row.topic or "road", version=row.version, by=desk, at=AT
    )
    row = actions.accept(matter=row, handler=world.he, version=row.version, by=world.gao, at=AT)
    row = actions.start(matter=row, words="到现场看了", version=row.version, by=world.he, at=AT)
    actions.draft_reply(matter=row, version=row.version, by=world.he, at=AT, **make.REPLY)
    row.refresh_from_db()
    actions.approve(matter=row, version=row.version, by=world.gao, at=AT)
    return row


def test_what_it_handed_in_is_followed_to_the_answer(world: World, hotline: Platform) -> None:
    row = own_answered(world, hotline)
    said = hotline.get(f"matters/{row.reference}/").json()
    assert (said["state"], said["number"], said["outcome"]) == ("replied", "GD-1", "resolved")
    assert said["answer"]["opinion"] == make.REPLY["opinion"]
    assert len(said["steps"]) > 3
    assert hotline.get("by-number/?number=GD-1").json() == said


def test_what_others_raised_does_not_exist_for_it(world: World, hotline: Platform) -> None:
    other = make.routed(world)
    assert hotline.get(f"matters/{other.reference}/").json()["error"] == "not_found"
    assert hotline.get("by-number/?number=GD-2").status_code == 404
    assert hotline.get("by-number/?number=%00").json()["error"] == "unreadable"


def test_a_system_of_a_unit_learns_how_its_matters_stand_and_nothing_that_was_said(
    world: World, administered: dict[str, Official], hotline: Platform
) -> None:
    portal = platform(administered["security"], "portal", "unit", unit=world.town)
    row = own_answered(world, hotline)
    told = portal.get(f"matters/{row.reference}/")
    said = told.json()
    assert (said["state"], said["unit"]) == ("replied", "柳林镇村镇建设办公室")
    assert (said["number"], said["steps"], said["answer"]) == ("", [], None)
    assert "路灯" not in told.content.decode()
    elsewhere = platform(administered["security"], "far", "unit", unit=world.sibling)
    assert elsewhere.get(f"matters/{row.reference}/").status_code == 404
    assert portal.get("by-number/?number=GD-1").status_code == 403
    with county_scope(world.county.pk):
        Matter.objects.filter(pk=row.pk).update(complained_unit=world.office)
    assert portal.get(f"matters/{row.reference}/").status_code == 404, "it is about the unit"


def test_what_turned_out_to_be_a_report_is_gone_also_for_who_brought_it(
    world: World, hotline: Platform
) -> None:
    make.entered(world)
    reference = hotline.lodge(body="举报：某干部收了红包，请查处。", place=world.village.code).json()[
        "reference"
    ]
    with county_scope(world.county.pk):
        row = Matter.objects.get(reference=reference)
        actions.seal(matter=row, version=row.version, by=world.liu, at=AT)
    assert hotline.get(f"matters/{reference}/").status_code == 404
    assert hotline.get("by-number/?number=GD-1").status_code == 404
    again = hotline.lodge(body="举报：某干部收了红包，请查处。", place=world.village.code)
    assert again.status_code == 404
    with county_scope(world.county.pk):
        assert not Matter.objects.filter(source="api:hotline").exists(), "it was not entered once more"


def test_lists_say_what_may_be_sent(world: World, hotline: Platform) -> None:
    said = hotline.get("lists/").json()
    assert {"code": world.village.code, "name": "上河村", "under": "柳林镇"} in said["places"]
    assert "streetlight" in {one["code"] for one in said["topics"]}
    assert said["kinds"]


def test_scopes_say_what_a_key_opens(world: World, administered: dict[str, Official]) -> None:
    only = platform(administered["security"], "only", System.Scope.LODGE)
    reference = only.lodge().json()["reference"]
    refused = only.get(f"matters/{reference}/")
    assert (refused.status_code, refused.json()["error"]) == (403, "not_allowed")
    reads = platform(administered["security"], "reads", System.Scope.OWN)
    assert reads.lodge().status_code == 403
