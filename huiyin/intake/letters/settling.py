"""Somebody has looked at what waited: it is taken in as it is, or they did what was to be done."""

import base64
import logging
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.intake.mail import rules
from huiyin.intake.mail import taking as mail
from huiyin.intake.models import Arrival
from huiyin.intake.wechat import WECHAT
from huiyin.intake.wechat import rules as of_wechat
from huiyin.intake.wechat import taking as wechat
from huiyin.lib.letters import read
from huiyin.lib.refusal import Beside, Refused
from huiyin.matters.rules.hearing import MIN_WORDS
from huiyin.orgs.models import Official

State = Arrival.State
REASONS = {**rules.REASONS, **of_wechat.REASONS}
log = logging.getLogger("huiyin.intake")


@transaction.atomic
def settle(*, arrival: Arrival, outcome: str, by: Official, at: datetime, words: str = "") -> Arrival:
    """It is taken in as it is, or they did what was to be done. Its words are forgotten.

    With `words` of theirs begins what has none of its own.
    """
    row = Arrival.objects.select_for_update().get(pk=arrival.pk)
    if row.state != State.WAITS:
        raise Refused(str(rules.SETTLED_BEFORE))
    if outcome == rules.BEGIN:
        if not row.raw:
            raise Refused(str(rules.REASONS[rules.LARGE]))
        _begin(row, words.strip(), at)
    row.state, row.outcome, row.settled_by, row.settled_at = State.SETTLED, outcome, by, at
    row.words = row.raw = ""
    row.save()
    record(by=by.key, deed="arrival.settled", on=f"arrival:{row.pk}", at=at, outcome=outcome)
    return row


def _begin(row: Arrival, words: str, at: datetime) -> None:
    """As a new matter; whatever goes wrong with it, the letter stays."""
    try:
        with transaction.atomic():
            reason = _reason_against(row, words, at)
    except Refused:
        raise
    except Exception as error:
        log.exception("a letter could not be taken in")
        raise Refused(str(rules.REASONS[rules.UNREAD])) from error
    if reason == rules.EMPTY:
        raise Refused(Beside("words", str(rules.REASONS[reason])))
    if reason:
        raise Refused(str(rules.REASONS[reason]))


def _reason_against(row: Arrival, words: str, at: datetime) -> str:
    """Empty where it has become a matter."""
    told = _("(In the words of the office, as it came without any:) %(words)s") % {"words": words}
    instead = told if len(words) >= MIN_WORDS else ""
    if row.channel == WECHAT:
        return "" if wechat.begin(row, at=at, instead=instead) else rules.EMPTY
    became = mail.begin(read(base64.b64decode(row.raw)), row.key, at, instead=instead)
    return "" if became.state == State.TAKEN else became.reason
