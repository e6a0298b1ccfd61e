"""What the desk, the person and the clock do before a matter is passed on, for the histories."""

from datetime import datetime

from huiyin.matters import actions
from huiyin.matters.models import Matter
from tests.world import AT, World


def move(deed: str, found: Matter, world: World, at: datetime) -> bool:
    """The deed by somebody who may, if it is one of these."""
    version = found.version
    match deed:
        case "ask_more":
            actions.ask_more(
                matter=found, questions="哪一段？", told="page", version=version, by=world.liu, at=at
            )
        case "name_complained":
            actions.name_complained(
                matter=found, unit=world.far_village, official=None, version=version, by=world.liu, at=at
            )
        case "take_away":
            actions.name_complained(
                matter=found, unit=found.lead_unit, official=None, version=version, by=world.sun, at=at
            )
        case "supply":
            actions.supply(matter=found, words="村口那一段", at=at)
        case "go_on":
            actions.go_on(matter=found, at=at)
        case "decline":
            reason = {"reason": "outside_county", "words": "不属于本县", "told": "phone"}
            actions.decline(matter=found, version=version, by=world.liu, at=at, **reason)
        case "hand_over":
            notice = {"way": "post", "organ": "县法院", "words": "已移送县法院", "told": "page"}
            actions.hand_over(matter=found, version=version, by=world.liu, at=at, **notice)
        case "note_receipt":
            receipt = {"number": "2026-7", "received_on": at.astimezone(AT.tzinfo).date()}
            actions.note_receipt(matter=found, version=version, by=world.liu, at=at, **receipt)
        case "seal":
            actions.seal(matter=found, version=version, by=world.liu, at=at)
        case "recuse":
            actions.recuse(matter=found, version=version, by=world.xia, at=at)
        case "flag_urgent":
            actions.flag_urgent(
                matter=found, kind="fire", words="已报119", version=version, by=world.liu, at=at
            )
        case _:
            return False
    return True
