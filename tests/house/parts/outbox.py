"""The mailbox of the county, a mail that was not sent, the link at its foot, and a letter that waits."""

import base64
import json

from huiyin.contacts.models import Contact
from huiyin.intake.models import Arrival, Picture
from huiyin.lib.signing import new_secret
from huiyin.orgs.keys import ring
from huiyin.outbox.models import Gateway, Mailbox, Outgoing
from huiyin.outbox.wording import stop_address
from tests.files.samples import photo
from tests.house.parts import Part
from tests.world import AT, World

LETTER = {
    "from": "zhu@example.org",
    "name": "朱",
    "subject": "河堤上的来信",
    "text": "河堤塌了",
    "files": ["a.txt"],
}


def stand(world: World, contact: Contact) -> Part:
    """Sent in vain to Zhu, who gave an address for it."""
    Mailbox.objects.create(host="127.0.0.1", port=9, sender="xinxi@heyang.example.gov.cn", is_on=True)
    world.zhu.email = "zhu@example.org"
    world.zhu.save(update_fields=["email"])
    told = {"transport": "mail", "kind": "answered", "about": "HY-2026-000001-A", "resident": world.zhu}
    state = {"state": "given_up", "reason": "no_such", "answered": "550", "tries": 1}
    found = Outgoing.objects.create(key="mail:1", made_at=AT, **told, **state)
    Gateway.objects.create(address="http://127.0.0.1:9/", secret=new_secret(), sign="禾阳县", is_on=True)
    secret = ring().seal(json.dumps([Gateway.objects.get().secret, int(AT.timestamp())]), "outbox.secret")
    token = stop_address(world.zhu, world.county).strip("/").rpartition("/")[2]
    waits = Arrival.objects.create(
        key="1", came_at=AT, state="waits", reason="empty", words=json.dumps(LETTER)
    )
    picture = Picture.objects.create(arrival=waits, media="x", made_at=AT)
    picture.content = base64.b64encode(photo()).decode()
    picture.save()
    return Part(
        {
            ("outbox", "outgoing"): [str(found.pk)],
            ("letters", "arrival"): [str(waits.pk)],
            ("letters", "picture"): [str(picture.pk)],
            ("portal:stop_mail", "token"): [token],
            ("portal:brief_link", "brief"): ["26-1-A"],
            ("outbox", "token"): [secret],
            ("outbox", "transport"): ["sms"],
            ("outbox", "kind"): ["answered"],
            ("outbox", "language"): ["zh-hans"],
        },
        ["zhu@example.org", LETTER["subject"]],
    )
