"""The three administrators, each an account without a post; one who has a slip, and one whose account is locked."""

from huiyin.administration.logo import offer_logo, show_logo
from huiyin.administration.official_views import DEEDS, slip_address
from huiyin.contacts.models import Contact
from huiyin.files.checking import Checked
from huiyin.orgs import actions as orgs
from huiyin.orgs.accounts import lock
from huiyin.orgs.administrators import name_administrator
from huiyin.orgs.founding_door import address
from huiyin.orgs.models import Unit
from huiyin.orgs.slips import give_slip
from huiyin.publish.documents import keep_document
from huiyin.publish.models import InstitutionDocument
from tests.files.samples import PDF, photo
from tests.house.parts import Part
from tests.orgs import lists
from tests.world import AT, PASSWORD, World

WHO = {"system": ("xi", "席远"), "security": ("an", "安洁"), "audit": ("shen", "申明")}


def stand(world: World, contact: Contact) -> Part:
    """Named as at the founding; a new official is to come in."""
    for duty, (login, name) in WHO.items():
        official = orgs.enrol(username=login, name=name, password=PASSWORD, by="test", at=AT)
        name_administrator(official=official, duties=[duty], by="test", at=AT)
    new = orgs.enrol(username="xin", name="辛一", password=None, by="test", at=AT)
    given = give_slip(official=new, by="test", at=AT)
    gone = orgs.enrol(username="shi", name="史二", password=None, by="test", at=AT)
    lock(official=gone, reason="away", by=world.sun, at=AT)
    shown = slip_address(given, AT)
    lists.stand(lists.OURS)
    held = [world.chen.appointments.get(), world.he.appointments.get()]
    station = Unit.objects.get(kind="station")
    values = {
        ("slips", "link"): [given.link],
        ("founding", "token"): [address(AT).strip("/").rpartition("/")[2]],
        ("administration", "official"): [str(one.pk) for one in (new, gone, world.chen)],
        ("administration", "noun"): sorted(DEEDS),
        ("administration", "token"): [shown.rstrip("/").rsplit("/", 1)[1]],
        ("administration", "unit"): [str(one.pk) for one in (world.office, world.town, station)],
        ("administration", "appointment"): [str(one.pk) for one in held],
    }
    values[("*", "document")] = [str(_document(world).pk)]
    values[("*", "digest")] = [_logo(world)]
    return Part(values)


def _logo(world: World) -> str:
    """One that is shown."""
    made = offer_logo(files=[Checked("a.png", "png", photo("PNG"), b"")], by=world.liu, at=AT)
    show_logo(logo=made, by=world.liu, at=AT)
    return made.digest


def _document(world: World) -> InstitutionDocument:
    """One of the five, in force."""
    return keep_document(
        unit=world.root,
        kind=1,
        title="工作制度",
        version="1",
        effective_on=AT.date(),
        files=[Checked("工作制度.pdf", "pdf", PDF, b"")],
        by=world.liu,
        at=AT,
    )
