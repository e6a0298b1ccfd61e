"""A request about one's own data, and who answers it, for the tests of this room."""

from datetime import datetime
from typing import Any

from huiyin.orgs.models import Official
from huiyin.privacy import requesting
from huiyin.privacy.models import DataRequest
from huiyin.privacy.requesting import Asked
from tests.world import AT, World, official

WORDS = "想知道你们这里登记了我哪些信息"


def officer(world: World) -> Official:
    """Ding, who is responsible for personal data in the county."""
    there = Official.objects.filter(username="ding").first()
    return there or official("ding", "丁宁", world.root, "个人信息保护负责人", "data_officer")


def asked(world: World, *, at: datetime = AT, address: str = "", **fields: Any) -> DataRequest:
    """Wang asks by the public form."""
    fields = {"kind": "access", "words": WORDS, "name": "王秀兰", "phone": "19900001234", **fields}
    return requesting.ask(asked=Asked(**fields), unit=world.root, address=address, at=at)


def checked(world: World, *, at: datetime = AT, proof: str = "rung", **fields: Any) -> DataRequest:
    """The same, rung back by Ding."""
    found = asked(world, at=at, **fields)
    return requesting.prove(found=found, proof=proof, version=found.version, by=officer(world), at=at)
