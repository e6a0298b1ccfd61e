"""Handling: routing to one lead unit, acceptance with a handler and an accountable head, and the work itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.contacts.models import Contact
from huiyin.files.checking import Checked
from huiyin.lib.refusal import Refused, refuse
from huiyin.matters.actions.advance import advance, claim
from huiyin.matters.actions.filing import audience_of, keep_files
from huiyin.matters.actions.procedures import classify
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter, Step
from huiyin.matters.rules import hearing, life, line_of, replying, routing
from huiyin.orgs.models import Official, Unit

Deed = Step.Deed


@transaction.atomic
def route(
    *,
    matter: Matter,
    to: Unit,
    topic: str,
    version: int,
    by: Official,
    at: datetime,
    note: str = "",
    kind: str = "",
    profile: str = "",
) -> Matter:
    """Give the matter one lead unit (T04). The unit that holds it goes on holding it until the other accepts (I-05).

    Kind and procedure may be said with it: the procedure that the kind suggests, where none is named.
    """
    row = claim(matter, version)
    refuse(life.objection(Deed.ROUTE, row, by, at))
    classify(row, profile, kind, by, at)
    facts = {"to": to.code, **reclassified(row, topic)}
    refuse(routing.objection_to_routing(row, to, by, at, why=note))
    facts |= pushed_down(row, to)
    before = row.lead_unit
    advance(row, Deed.ROUTE, at=at, by=by, unit=to, note=note, facts=facts, lead_unit=to, level=to.level)
    tell_the_heads(row, to, at)
    if before is not None:
        tell_it_left(row, before, at)
    return row


def tell_it_left(row: Matter, unit: Unit, at: datetime) -> None:
    """The heads who had not signed for it hear that it is not theirs any more; they cannot open it now."""
    for head in line_of.heads(row, unit, at):
        tell(to=head, kind="recalled", of=row, at=at, where=reverse("matters:list"))


def tell_the_heads(row: Matter, to: Unit, at: datetime) -> None:
    """The unit's heads hear of it; of what is pushed down to a village those above it too, whose approval it waits for."""
    above = (
        line_of.heads(row, to.parent, at) if to.parent is not None and routing.needs_approval(row, to) else []
    )
    readers = dict.fromkeys(line_of.heads(row, to, at), False) | dict.fromkeys(above, True)
    for head, is_above in readers.items():
        kind = "pushed_down" if is_above else "routed"
        tell(to=head, kind=kind, of=row, at=at, unit=to.short_name)


def pushed_down(row: Matter, to: Unit) -> dict[str, object]:
    """For the trail: that it is to go down to a village, or that this has been approved by who takes it over there."""
    return {"pushed_down": True} if routing.needs_approval(row, to) else {}


def reclassified(row: Matter, topic: str) -> dict[str, object]:
    """Give it another topic, if one is named; the trail keeps what it was before (S30)."""
    if not topic or topic == row.topic:
        return {}
    before, row.topic = row.topic, topic
    return {"topic": [before, topic]}


@transaction.atomic
def accept(
    *, matter: Matter, handler: Official, version: int, by: Official, at: datetime, note: str = ""
) -> Matter:
    """Take the matter over (T12): named handler, accountable head, and from now on the holding unit."""
    row = claim(matter, version)
    refuse(life.objection(Deed.ACCEPT, row, by, at))
    refuse(routing.objection_to_handler(handler, row, at))
    unit = row.lead_unit
    assert unit is not None  # noqa: S101 - the database refuses a routed matter without one
    head = accountable_head(row, unit, by, at)
    advance(
        row,
        Deed.ACCEPT,
        at=at,
        by=by,
        unit=unit,
        note=note,
        facts={"handler": handler.pk, "head": head.pk, **pushed_down(row, unit)},
        handler=handler,
        accountable_head=head,
        holding_unit=unit,
    )
    if handler.pk != by.pk:
        tell(to=handler, kind="assigned", of=row, at=at)
    return row


def accountable_head(row: Matter, unit: Unit, by: Official, at: datetime) -> Official:
    """Who answers for what the unit takes over: the one who takes it over, else its first head (S44)."""
    heads = line_of.heads(row, unit, at)
    if not heads:
        raise Refused(
            _("No head is on record for this unit or any above it; please have the post filled first.")
        )
    return next((head for head in heads if head.pk == by.pk), heads[0])


@transaction.atomic
def reassign(
    *, matter: Matter, handler: Official, version: int, by: Official, at: datetime, note: str = ""
) -> Matter:
    """Give the matter to another handler, for instance because the first has left; no clock moves."""
    row = claim(matter, version)
    refuse(life.objection(Deed.REASSIGN, row, by, at))
    refuse(routing.objection_to_handler(handler, row, at))
    if handler.pk == row.handler_id:
        raise Refused(_("This person is handling the matter already."))
    before = row.handler
    facts: dict[str, object] = {"from": row.handler_id, "handler": handler.pk}
    advance(row, Deed.REASSIGN, at=at, by=by, unit=row.lead_unit, note=note, facts=facts, handler=handler)
    if handler.pk != by.pk:
        tell(to=handler, kind="assigned", of=row, at=at)
    if before is not None and before.pk != by.pk:
        tell(to=before, kind="unassigned", of=row, at=at, where=reverse("matters:list"))
    return row


@transaction.atomic
def start(
    *,
    matter: Matter,
    words: str,
    version: int,
    by: Official,
    at: datetime,
    means: Sequence[str] = (),
    help_fields: Sequence[str] = (),
    files: Sequence[Checked] = (),
    show_files: bool = False,
) -> Matter:
    """Log the first real action (T13): a call, a visit, an order, a meeting; without one nothing has begun."""
    row = act(Deed.START, matter, words, version, by, at, classes=Classes(means, help_fields))
    keep_files(row, files, by=by, at=at, audience=audience_of(show_files))
    return row


@transaction.atomic
def note(
    *,
    matter: Matter,
    words: str,
    version: int,
    by: Official,
    at: datetime,
    means: Sequence[str] = (),
    help_fields: Sequence[str] = (),
    files: Sequence[Checked] = (),
    show_files: bool = False,
) -> Matter:
    """Log a further action (T15)."""
    row = act(Deed.NOTE, matter, words, version, by, at, classes=Classes(means, help_fields))
    keep_files(row, files, by=by, at=at, audience=audience_of(show_files))
    return row


@transaction.atomic
def inform(*, matter: Matter, words: str, version: int, by: Official, at: datetime) -> Matter:
    """Tell the person how far it is, on their page; the next time counts from here (T15)."""
    row = claim(matter, version)
    refuse(life.objection(Deed.INFORM, row, by, at))
    if len(words.strip()) < hearing.MIN_WORDS:
        raise Refused(_("Please write what the person is told."))
    advance(row, Deed.INFORM, at=at, by=by, unit=row.lead_unit, note=words.strip())
    return row


@dataclass(frozen=True)
class Classes:
    """By which means and in which fields an action helps: codes of the charter, none needed (S29, S32)."""

    means: Sequence[str] = ()
    help_fields: Sequence[str] = ()

    def facts(self) -> dict[str, object]:
        """What of it the step remembers."""
        named = {"means": list(self.means), "help_fields": list(self.help_fields)}
        return {name: codes for name, codes in named.items() if codes}


def act(
    deed: str,
    matter: Matter,
    words: str,
    version: int | None,
    by: Official,
    at: datetime,
    *,
    classes: Classes | None = None,
    contact: Contact | None = None,
) -> Matter:
    """Begin, or go on: a real action, in words; `contact` is the trip at which it was taken."""
    row = claim(matter, version)
    refuse(life.objection(deed, row, by, at))
    if len(words.strip()) < hearing.MIN_WORDS:
        raise Refused(_("Please say in a few words what was done."))
    classes = classes or Classes()
    refuse(replying.objection_to_classes(row, classes.means, classes.help_fields))
    facts = classes.facts()
    advance(row, deed, at=at, by=by, unit=row.lead_unit, note=words.strip(), facts=facts, contact=contact)
    return row
