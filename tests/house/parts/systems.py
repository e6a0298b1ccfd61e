"""Another system with a key, and what it did."""

from huiyin.api.actions import enter_system, give_key
from huiyin.api.door import note_call
from huiyin.api.hook_views import DEEDS as OF_HOOKS
from huiyin.api.hook_views import secret_address
from huiyin.api.hooking import keep_hook
from huiyin.api.views import DEEDS, key_address
from huiyin.contacts.models import Contact
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from tests.house.parts import Part
from tests.world import AT, World


def stand(world: World, contact: Contact) -> Part:
    """Let in by the security administrator, who stands there already."""
    by = Official.objects.get(username="an")
    made = enter_system(
        code="hotline", name="县热线平台", scopes=["lodge", "own"], unit=None, per_minute=60, by=by, at=AT
    )
    given = give_key(system=made, by=by, at=AT)
    note_call(made, "lodge", 201, given.key.tail, AT)
    shown = key_address(given, AT)
    hook = keep_hook(system=made, address="https://hotline.example.gov.cn/hook", by=by, at=AT)
    secret = secret_address(hook, AT)
    return Part(
        {
            ("systems", "system"): [str(made.pk)],
            ("systems", "key"): [str(given.key.pk)],
            ("systems", "noun"): sorted({**DEEDS, **OF_HOOKS}),
            ("systems:secret", "token"): [secret.rstrip("/").rsplit("/", 1)[1]],
            ("systems", "token"): [shown.rstrip("/").rsplit("/", 1)[1]],
            ("api", "reference"): ["HY-2026-000001-A"],
            ("api", "rest"): ["no-such-thing/"],
            ("open311", "form"): ["json", "xml"],
            ("open311", "code"): ["streetlight"],
            ("open311", "reference"): [Matter.objects.latest("pk").reference],
        }
    )
