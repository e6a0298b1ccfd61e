"""The estate: the cast, with one thing of every kind that somebody from elsewhere must not see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC
from functools import cached_property
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.test import Client

from huiyin.audit.scope import county_scope
from huiyin.contacts.actions import Promised, Raised
from huiyin.contacts.models import Contact, Promise
from huiyin.files.checking import Checked, checked
from huiyin.files.models import Attachment
from huiyin.matters import actions
from huiyin.matters.actions import Lodged
from huiyin.matters.deeds.parts import PARTS
from huiyin.matters.models import Matter, SubTask
from huiyin.matters.written_notices import EVERY
from huiyin.orgs.actions import appoint
from huiyin.orgs.models import Official, Post
from huiyin.recording.actions import Entry, record_entry
from huiyin.sealed.actions import receive
from huiyin.sealed.letter import Letter
from huiyin.sealed.models import SealedReport
from huiyin.supervision.actions import supervise
from huiyin.supervision.models import Supervision
from huiyin.supervision.sponsoring import sponsor
from tests import make, make_states
from tests.database import TestServer
from tests.files.samples import photo, upload
from tests.house.doors import FIGURES, NOUNS, Address, for_nobody, paths, together
from tests.house.parts import Part, everything
from tests.sealed.keys import entered
from tests.world import AT, LONG_AGO, World, build

WORDS = "上河村口的路灯坏了三盏"
SUPERVISED = "请说明路灯为什么还没有修"
PROMISE = "周五前回话说明路灯何时修好"


@dataclass
class Estate:
    """What stands in Heyang: a visit with a matter in progress and a promise, and a message still unread."""

    world: World
    contact: Contact
    promise: Promise
    matter: Matter  # in progress, raised at the visit by Chen, handled by He
    fresh: Lodged  # came in by the public form, anonymous
    told: Lodged  # another, whose resident has the link
    answered: Lodged  # and one that was replied to
    others: list[Matter]  # in the other states, open and ended
    parts: list[SubTask]  # asked of the county's traffic department, of three more matters
    file: Attachment  # at the matter in progress, for the person too
    supervision: Supervision  # of the matter in progress, not answered
    report: SealedReport  # handed in at the public door
    part: Part  # everything else

    @property
    def secrets(self) -> list[str]:
        """Words and numbers that may appear on no page of somebody from elsewhere."""
        world = self.world
        references = [self.contact.reference, self.matter.reference, self.fresh.matter.reference]
        known = [WORDS, PROMISE, SUPERVISED, "村口的路灯坏了三盏", "王秀兰", "19900001234", world.home.code]
        return [*references, *known, *self.part.secrets]

    def values(self) -> dict[tuple[str, str], list[str]]:
        """What each kwarg of an address stands for: our own things."""
        matters = [self.matter.reference, self.fresh.matter.reference]
        found = {
            ("matters", "ref"): [*matters, self.answered.matter.reference, self.parts[0].matter.reference],
            ("matters", "noun"): NOUNS,
            ("matters", "paper"): sorted(EVERY),
            ("matters", "part"): [str(part.pk) for part in self.parts],
            ("matters", "step"): sorted(PARTS),
            ("*", "digest"): [self.file.digest],
            ("*", "size"): ["whole", "small"],
            ("reports", "figure"): FIGURES,
            ("reports", "kpi"): ["median_days", "on_time", "promises_kept", "satisfaction"],
            ("contacts", "ref"): [self.contact.reference],
            ("contacts", "pk"): [str(self.promise.pk)],
            ("people", "key"): [str(self.world.home.key), str(self.world.wang.key)],
            ("portal", "ref"): matters,
            ("say", "ref"): matters,
            ("supervision", "ref"): [*matters, self.others[2].reference],  # the last in a leader's care
            ("sealed", "ref"): [self.report.reference],
            ("supervision", "supervision"): [str(self.supervision.pk)],
            ("intake", "what"): ["visit", "reception"],
            ("reach", "figure"): [
                "new",
                "steady",
                "familiar",
                "differing",
                "promises_due",
                "raised",
                "rated",
            ],
            ("imports", "kind"): [
                "units",
                "officials",
                "households",
                "register",
                "population",
                "travel",
                "sites",
            ],
            ("*", "county"): [self.world.county.slug],
            ("portal", "token"): ["a-token-that-was-never-given"],
            ("say", "token"): ["a-token-that-was-never-given"],
        }
        for kwarg, values in self.part.values.items():
            found[kwarg] = [*found.get(kwarg, []), *values]
        return found

    def all_values(self) -> dict[tuple[str, str], list[str]]:
        """The same; the page of a matter and its deeds with one in every state of its life."""
        found, more = self.values(), [self.told.matter, *self.others]
        every = [*found["matters", "ref"], *(matter.reference for matter in more)]
        found["matters:see", "ref"] = found["matters:do", "ref"] = every
        return found

    def paths(self, address: Address, values: dict[tuple[str, str], list[str]]) -> list[str]:
        """The address with each combination of the values that belong together."""
        if address.name == "matters:together":
            return together(routing=self.fresh.matter, handler=self.matter)
        return [url for url in paths(address, values) if url not in self._for_nobody]

    @cached_property
    def _for_nobody(self) -> set[str]:
        with county_scope(self.world.county.pk):
            states = dict(Matter.objects.values_list("reference", "state"))
        close_the_wall()
        return for_nobody(states, self.parts)


def close_the_wall() -> None:
    """As at the beginning of a real request: in no county's scope."""
    connection.cursor().execute("SELECT set_config('huiyin.county', '', false)")


def ask(client: Client, method: str, url: str) -> Any:
    """One request, begun with the county wall closed as every real one is."""
    close_the_wall()
    return client.post(url, {}) if method == "POST" else client.get(url)


@pytest.fixture
def estate(db: None, server: TestServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Estate]:
    """The estate, seen from outside: the wall of its county is closed again."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT.astimezone(UTC))
    close_the_wall()
    found: Estate = server.cast()
    yield found
    close_the_wall()


def standing() -> Estate:
    """Put everything where it stands, at `AT`; the wall is closed afterwards."""
    world = build()
    with county_scope(world.county.pk):
        carries = Post.objects.create(
            unit=world.root, title="机要员", capacities=["sealed_clerk"], valid_from=LONG_AGO
        )
        appoint(official=world.sun, post=carries, from_on=LONG_AGO, by="test", at=AT)
        visit = Entry(
            place=world.village,
            held_on=AT.date(),
            points=[Raised(WORDS, "matter", "streetlight"), Raised("村口路窄", "noted")],
            promises=[Promised(text=PROMISE, due_on=AT.date())],
            household=world.home,
            person=world.wang,
        )
        contact, (lodged,) = record_entry(visit, root=world.root, by=world.chen, at=AT)
        found = lodged.matter
        found = actions.route(
            matter=found, to=world.office, topic="streetlight", version=found.version, by=world.liu, at=AT
        )
        found = actions.accept(matter=found, handler=world.he, version=found.version, by=world.gao, at=AT)
        found = actions.start(matter=found, words="到现场看了线路", version=found.version, by=world.he, at=AT)
        actions.attach(
            matter=found, files=[photo_of_ours()], version=found.version, by=world.he, at=AT, show_files=True
        )
        fresh = make.lodged(world)
        promise = contact.promises.get()
        part = everything(world, contact)
        told, answered = make.lodged(world), an_answered_matter(world)
        others = [make.routed(world), make.disputed(world), make.accepted(world), make.drafted(world)]
        others += [make.more_time_asked(world), make.to_be_told(world), make.to_be_called(world)]
        others += [make.urgent(world), make.asked(world), make.handed_over(world)]
        others += [*make_states.in_review(world), make.record_asked(world, make.merged(world))]
        others += [make.redirected(world), make.withdrawn(world), make.to_be_corrected(world)]
        sponsor(matter=others[2], official=world.ma, words="请牵头协调", by=world.sun, at=AT)
        parts = [make.part_asked(world), make.part_taken(world), make.put_above(world)]
        others += [part.matter for part in parts]
        file = Attachment.objects.get()
        report = a_report(world)
        asked = supervise(matter=found, trigger="overdue", words=SUPERVISED, by=world.sun, at=AT)
    close_the_wall()
    things = (others, parts, file, asked, report, part)
    return Estate(world, contact, promise, found, fresh, told, answered, *things)


def a_report(world: World) -> SealedReport:
    """One that came in at the public door, shut for a reader."""
    entered(world)
    letter = Letter(words="某人收了红包", received_at=AT)
    return receive(letter=letter, county=world.county, at=AT)


def photo_of_ours() -> Checked:
    """A photo as it is kept."""
    return checked(upload(photo(), "路灯.jpg"))


def an_answered_matter(world: World) -> Lodged:
    """One that its resident may rate."""
    told = make.lodged(world)
    row = told.matter
    row = actions.route(matter=row, to=world.office, topic="road", version=row.version, by=world.liu, at=AT)
    row = actions.accept(matter=row, handler=world.he, version=row.version, by=world.gao, at=AT)
    row = actions.start(matter=row, words="到现场看了", version=row.version, by=world.he, at=AT)
    actions.draft_reply(matter=row, version=row.version, by=world.he, at=AT, **make.REPLY)
    row.refresh_from_db()
    actions.approve(matter=row, version=row.version, by=world.gao, at=AT)
    return told


def signed_in(official: Official, *, csrf: bool = False) -> Client:
    """A browser in which this official has logged in."""
    client = Client(enforce_csrf_checks=csrf, raise_request_exception=False)
    session = client.session
    session[SESSION_KEY] = str(official.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = official.get_session_auth_hash()
    session["county"] = official.county_id
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """Sign somebody in, each in a browser of their own."""
    return signed_in
