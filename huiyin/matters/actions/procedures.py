"""The procedure a matter goes by: changed with a word to the person, or in passing where nobody waits longer for it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.lib.refusal import Refused, refuse
from huiyin.matters.actions.advance import advance, claim
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter, Step
from huiyin.matters.rules import life, procedures
from huiyin.notices.actions import tell_page
from huiyin.orgs.models import Official

Deed = Step.Deed


@transaction.atomic
def reclassify(
    *,
    matter: Matter,
    profile: str,
    words: str,
    version: int,
    by: Official,
    at: datetime,
    kind: str = "",
    told: str = "",
) -> Matter:
    """Let it go by another procedure (I-12): the clocks are read anew, and the person reads why and until when.

    Where the answer may come later `told` says how they have that in writing; there is a paper for it.
    """
    row = claim(matter, version)
    refuse(life.objection(Deed.RECLASSIFY, row, by, at))
    refuse(procedures.objection_to_procedure(row, profile, kind))
    if profile == row.profile:
        raise Refused(_("It goes by this procedure already."))
    refuse(procedures.objection_to_telling(words))
    refuse(procedures.objection_to_way(row, profile, told))
    later = procedures.may_come_later(row, profile)
    change(row, profile, kind or row.kind, words.strip(), by, at, told if later else "")
    if row.handler is not None and row.handler_id != by.pk:
        tell(to=row.handler, kind="reclassified", of=row, at=at)
    return row


def classify(row: Matter, profile: str, kind: str, by: Official, at: datetime) -> None:
    """What is said of it while it is passed on: its kind, and the procedure, its own or the one that the kind suggests."""
    kind = kind or row.kind
    wanted = profile or (procedures.suggested(row.charter.charter, kind) if kind != row.kind else row.profile)
    if wanted == row.profile and kind == row.kind:
        return
    refuse(procedures.objection_to_procedure(row, wanted, kind))
    if wanted == row.profile:
        row.kind = kind
        return
    refuse(procedures.objection_in_passing(row, wanted))
    change(row, wanted, kind, "", by, at)


def change(
    row: Matter, profile: str, kind: str, words: str, by: Official, at: datetime, told: str = ""
) -> None:
    """The step itself; its facts say which procedure, and, where it moves, which day went to which."""
    facts: dict[str, object] = {"profile": [row.profile, profile]}
    if kind != row.kind:
        facts["kind"] = [row.kind, kind]
    if told:
        facts["told"] = told
    advance(
        row,
        Deed.RECLASSIFY,
        at=at,
        by=by,
        unit=row.unit_in_turn,
        note=words,
        facts=facts,
        profile=profile,
        kind=kind,
    )
    for other in row.merged.all():  # whom its dates concern as well
        tell_page(page=other.reference, kind="told", at=at, deed=Deed.RECLASSIFY)
