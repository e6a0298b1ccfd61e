"""Requests about one's own data: one whose check is still missing something, and one that has been answered."""

from huiyin.contacts.models import Contact
from huiyin.orgs.actions import appoint
from huiyin.orgs.models import Official, Post
from huiyin.privacy import deciding, requesting
from tests.house.parts import Part
from tests.privacy.asking import WORDS, asked
from tests.world import AT, LONG_AGO, World

ANSWER = "您的信息都列在下面，请核对后告诉我们。"


def stand(world: World, contact: Contact) -> Part:
    """Sun, who is responsible, has told the one what is missing, and answered the other, who is Wang."""
    post = Post.objects.create(
        unit=world.root, title="个人信息保护负责人", capacities=["data_officer"], valid_from=LONG_AGO
    )
    appoint(official=world.sun, post=post, from_on=LONG_AGO, by="test", at=AT)
    sun = Official.objects.get(pk=world.sun.pk)
    waits = asked(world, name="周小妹", phone="19977776666")
    requesting.say_missing(
        found=waits, missing="请持证件到县政务大厅核对", version=waits.version, by=sun, at=AT
    )
    told = asked(world)
    told = requesting.prove(found=told, proof="rung", version=told.version, by=sun, at=AT)
    deciding.answer(found=told, result="granted", answer=ANSWER, version=told.version, by=sun, at=AT)
    references = [waits.reference, told.reference]
    return Part(
        {
            ("privacy", "ref"): references,
            ("privacy", "paper"): ["answer", "identity", "receipt"],
            ("portal:data_request", "ref"): references,
            ("portal:leave_data_request", "ref"): references,
        },
        [*references, WORDS, ANSWER, "周小妹"],
    )
