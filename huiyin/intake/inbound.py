"""The one shape of what comes in, whatever the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from huiyin.files.checking import Checked
from huiyin.matters.actions import GoesBy, Lodged
from huiyin.matters.actions.hearing import ORDINARY, lodge_within
from huiyin.matters.rules.hearing import desk_over, intake_unit_for
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.tree import county_desk
from huiyin.people.actions import enter_resident
from huiyin.people.models import Resident


@dataclass(frozen=True)
class Inbound:
    """One demand as it arrived; a name and a way to be reached only if the person gave them.

    `raised_by` took it down for the person, and may print the receipt; the `note` is that official's own.
    """

    body: str
    channel: str
    place: Unit | None = None
    place_words: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    told_by: str = ""
    wechat: str = ""
    language: str = ""
    title: str = ""
    topic: str = ""
    received_at: datetime | None = None
    source: str = ""
    external_id: str = ""
    raised_by: Official | None = None
    note: str = ""
    files: Sequence[Checked] = ()
    goes_by: GoesBy = ORDINARY


def take_in(inbound: Inbound, *, root: Unit | None, by: str, at: datetime) -> Lodged:
    """Lodge what came in with the desk that serves its village; nobody is entered when nobody gave a name or number.

    What no desk serves goes to `root`, or to the county's own. `by` enters it: `RESIDENT` who wrote it, who took it down,
    or who put in a file on the word of its source. Whoever calls it undoes all of it where it is refused.
    """
    person: Resident | None = None
    if inbound.name.strip() or inbound.phone.strip() or inbound.email.strip() or inbound.wechat:
        person = enter_resident(
            name=inbound.name,
            phone=inbound.phone,
            email=inbound.email,
            told_by=inbound.told_by,
            wechat=inbound.wechat,
            language=inbound.language,
            place=inbound.place,
            by=by,
            source=inbound.source,
            at=at,
        )
    return lodge_within(
        body=inbound.body,
        channel=inbound.channel,
        intake_unit=_desk(inbound.place, root, at),
        at=at,
        entered_by=by,
        title=inbound.title,
        topic=inbound.topic,
        place=inbound.place,
        place_words=inbound.place_words,
        resident=person,
        raised_by=inbound.raised_by,
        received_at=inbound.received_at,
        source=inbound.source,
        external_id=inbound.external_id,
        note=inbound.note,
        files=inbound.files,
        goes_by=inbound.goes_by,
    )


def _desk(place: Unit | None, root: Unit | None, at: datetime) -> Unit:
    """Which desk takes it in; the county's own is looked for only where it is needed."""
    if (
        root is None
        and place is not None
        and (over := desk_over(place, local_day(at, place.county))) is not None
    ):
        return over
    root = root or county_desk()
    return intake_unit_for(place, root, local_day(at, root.county))
