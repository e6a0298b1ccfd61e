"""What authors do about signals: explaining them. Correcting is striking out or entering again, as with any record."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.contacts.models import Signal
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import Official


@transaction.atomic
def explain(*, signal: Signal, words: str, by: Official, at: datetime) -> None:
    """Say what is behind it; the author's own words, once, and then for an inspection to read."""
    if signal.official_id != by.pk:
        raise Refused(_("Only the one whose records these are can explain them."))
    if not words.strip():
        raise Refused(_("Please say in a sentence what is behind it."))
    standing = Signal.objects.open().filter(pk=signal.pk)
    if not standing.update(explained_at=at, explanation=words.strip()):
        raise Refused(_("This has been explained or settled already."))
    audit(by=by.key, deed="signal.explained", on=f"signal:{signal.pk}", at=at)
