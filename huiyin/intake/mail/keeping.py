"""The county's letterbox: by which account it is looked into; not before receipts can be sent."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.intake.models import Letterbox
from huiyin.lib.refusal import Beside, refuse
from huiyin.orgs.models import Official
from huiyin.outbox.models import mailbox_in_use


def objection_to_switching_on(is_on: bool) -> str | None:
    """Whoever writes gets number and code by mail, so mail has to leave."""
    if is_on and mailbox_in_use() is None:
        return Beside(
            "is_on", _("Whoever writes gets a receipt by mail: please switch on the mailbox first.")
        )
    return None


@transaction.atomic
def keep_letterbox(
    *,
    host: str,
    port: int,
    security: str,
    username: str,
    password: str,
    folder: str,
    is_on: bool,
    by: Official,
    at: datetime,
) -> Letterbox:
    """Where letters are looked for from now on; an empty password leaves the one there is, for the same account."""
    refuse(objection_to_switching_on(is_on))
    box = Letterbox.objects.select_for_update().first() or Letterbox()
    if (box.host, box.username) != (host, username):
        box.password = ""  # one server never gets the password of another
    if (box.host, box.username, box.folder) != (host, username, folder):
        box.epoch = box.last_uid = 0  # another folder: what arrives there from now on
    box.host, box.port, box.security, box.username = host, port, security, username
    box.password, box.folder, box.is_on, box.trouble = password or box.password, folder, is_on, ""
    box.save()
    said = {"host": host, "port": port, "security": security, "is_on": is_on}
    record(by=by.key, deed="letterbox.kept", on=f"county:{by.county.slug}", at=at, **said)
    return box
