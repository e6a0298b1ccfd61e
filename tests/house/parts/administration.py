"""The three administrators, each an account without a post; and one who has a slip."""

from huiyin.contacts.models import Contact
from huiyin.orgs import actions as orgs
from huiyin.orgs.administrators import name_administrator
from huiyin.orgs.slips import give_slip
from tests.house.parts import Part
from tests.world import AT, PASSWORD, World

WHO = {"system": ("xi", "席远"), "security": ("an", "安洁"), "audit": ("shen", "申明")}


def stand(world: World, contact: Contact) -> Part:
    """Named as at the founding; a new official is to come in."""
    for duty, (login, name) in WHO.items():
        official = orgs.enrol(username=login, name=name, password=PASSWORD, by="test", at=AT)
        name_administrator(official=official, duties=[duty], by="test", at=AT)
    new = orgs.enrol(username="xin", name="辛一", password=None, by="test", at=AT)
    given = give_slip(official=new, by="test", at=AT)
    return Part({("slips", "link"): [given.link]})
