"""Of the other forms of contact: a field stay and a personal talk of Chen's."""

from typing import Any

from huiyin.contacts.actions import record
from huiyin.contacts.models import Contact, TalkNote
from tests.house.parts import Part
from tests.world import AT, World

TALKED = "谈到家里的难处，只留给自己看"


def stand(world: World, contact: Contact) -> Part:
    """Chen stayed in the village, and talked with somebody."""
    own: dict[str, Any] = {"place": world.village, "points": [], "promises": [], "by": world.chen, "at": AT}
    talk = record(kind="talk", held_on=AT.date(), own=TalkNote(text=TALKED), **own)
    stay = record(kind="field_stay", held_on=AT.date(), note="看了水渠", **own)
    return Part(
        {("reports", "ref"): [stay.reference], ("intake", "ref"): [talk.reference]},
        [TALKED, stay.reference, talk.reference],
    )
