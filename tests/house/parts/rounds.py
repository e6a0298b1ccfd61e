"""Plans of visits for the sweep: one being put together, one waiting, one worked out with Chen's household and an appointment."""

from datetime import time

from huiyin.contacts.models import Contact
from huiyin.rounds.actions import Wish, ask
from tests.house.parts import Part
from tests.rounds.planned import begun, computed
from tests.world import AT, World

WORDS = "到村委会碰头商量路灯"


def stand(world: World, contact: Contact) -> Part:
    """Chen's three plans."""
    done = computed(
        begun(world, [Wish("appointment", place=world.hamlet, begins=time(10), words=WORDS)], ends=time(12))
    )
    draft, waiting = begun(world), begun(world)
    ask(plan=waiting, version=waiting.version, by=world.chen, at=AT)
    references = [done.reference, draft.reference, waiting.reference]
    values = {
        ("rounds", "ref"): references,
        ("rounds", "noun"): ["keep", "revise", "discard"],
        ("rounds", "number"): ["1"],
    }
    return Part(values, [*references, WORDS])
