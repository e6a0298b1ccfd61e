"""Words that the building office keeps ready for its answers, and a list that the desk keeps."""

from huiyin.contacts.models import Contact
from huiyin.matters.actions import keep_list, keep_template
from tests.house.parts import Part
from tests.world import AT, World

WORDS = "您反映的路灯已由建设办派人修好"


def stand(world: World, _contact: Contact) -> Part:
    """One template, kept by the head of the office, and Liu's list."""
    keep_list(name="在办的", query="list=open", by=world.liu, at=AT)
    one = keep_template(
        unit=world.office, title="路灯修好", words=WORDS, topic="streetlight", by=world.gao, at=AT
    )
    return Part({("matters", "template"): [str(one.pk)]}, [WORDS])
