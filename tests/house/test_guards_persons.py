"""What is never known of a person: closed lists of fields, no web, no child, no label, no way out."""

import ast
import re

import pytest
from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, models, transaction

from huiyin.audit.actions import RESIDENT
from huiyin.contacts.models import Contact
from huiyin.intake.inbound import Inbound, take_in
from huiyin.people.models import ConsentRecord, Household, Resident
from huiyin.reach.models import Tally
from tests.house import tree
from tests.world import AT, World


def test_no_file_photo_or_place_is_asked_for() -> None:
    kinds = (models.FileField, models.ImageField, models.GenericIPAddressField)
    held = [
        f"{tree.name_of(model)}.{field.name}"
        for model in tree.models()
        for field in model._meta.concrete_fields
        if isinstance(field, kinds)
    ]
    assert held == []
    texts = {path: path.read_text(encoding="utf-8") for path in (*tree.python_files(), *tree.templates())}
    asked = re.compile(
        r"forms\.(?:File|Image|MultipleFile)Field|type=[\"']file|capture=|navigator\.geolocation"
    )
    bringing = {
        tree.HUIYIN
        / "files/fields.py",  # what somebody wants to show; never needed, as the tests of files say
        tree.HUIYIN / "sheets/views.py",  # a workbook of the county's own, read and not kept
        tree.HUIYIN / "administration/holiday_forms.py",  # the days off of a year, read and not kept
        tree.HUIYIN / "reach/map_views.py",  # outlines of villages, of an office; about nobody
    }
    tree.nothing(
        tree.short(path) for path, text in texts.items() if asked.search(text) and path not in bringing
    )


def test_log_ins_are_counted_for_nobody() -> None:
    """Django would keep each official's last log-in; nothing writes it and nothing may read it."""
    texts = {path: path.read_text(encoding="utf-8") for path in (*tree.python_files(), *tree.templates())}
    reads = re.compile(r"last_login(?!\s*=\s*None)|user_logged_in")
    tree.nothing(tree.short(path) for path, text in texts.items() if reads.search(text))
    assert not any(issubclass(model, AbstractUser) for model in tree.models())


def test_a_person_has_these_fields_and_no_others() -> None:
    """Name or alias, a way to be reached, a village: whatever is added needs a purpose first (G17)."""
    fields = {field.name for field in Resident._meta.concrete_fields}
    assert fields == {
        "id",
        "county",
        "key",
        "household",
        "place",
        "wechat",
        "wechat_index",
        "name",
        "phone",
        "phone_index",
        "email",  # where word of their own matters goes, if they ask for it; gone at one click
        "language",  # in which they wrote, so that word comes in a language they read
        "told_by",  # by which way they chose to hear of their own matters, if by any; gone at one click
        "created_at",
        "withheld_at",
        "anonymised_at",
        "erase_asked_at",  # that the person asked to be forgotten, until it is done
    }
    home = {field.name for field in Household._meta.concrete_fields}
    assert home == {
        "id",
        "county",
        "key",
        "place",
        "code",
        "address",
        "address_index",  # a keyed index: whether the same door is on record
        "counts_as",  # and with which household it counts then
        "is_counted",  # not, while it seems to be an official's own
        "groups",
        "created_at",
        "voided_at",
        "void_reason",
        "turned_at",  # when it was last taken off the register or put back
    }


def test_no_web_of_persons() -> None:
    """No relation leads from one resident to another, and none stands between many and many."""
    pairs = [(model, field) for model in tree.models() for field in model._meta.get_fields()]
    assert [f.name for m, f in pairs if m is Resident and f.is_relation and f.related_model is Resident] == []
    assert [f"{tree.name_of(m)}.{f.name}" for m, f in pairs if f.many_to_many] == []


def test_a_differing_view_belongs_to_the_occasion() -> None:
    labels = {
        tree.name_of(m)
        for m in tree.models()
        for f in m._meta.concrete_fields
        if re.search("differ|dissent|oppos", f.name)
    }
    # a tally counts the occasions of a whole village
    assert labels == {tree.name_of(Contact), tree.name_of(Tally)}
    assert isinstance(Contact._meta.get_field("differing_view"), models.BooleanField)


def test_a_contact_person_is_an_adult(world: World) -> None:
    with pytest.raises(IntegrityError, match="contact_person_is_adult"), transaction.atomic():
        ConsentRecord.objects.create(
            resident=world.wang,
            words_version="1",
            words_sha256="",
            method="face",
            is_adult=False,
            given_at=AT,
            taken_by=world.chen,
        )


def test_the_public_pages_know_no_household() -> None:
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in tree.tracked()
        if "portal" in path.parts and path.suffix in {".py", ".html"}
    }
    tree.nothing(
        tree.short(path)
        for path, text in texts.items()
        if re.search(r"\bHousehold\b|\.household\b|masked_name", text)
    )


def test_nothing_fetches_from_outside() -> None:
    outside = {"requests", "httpx", "urllib.request", "aiohttp", "smtplib", "ftplib"}
    to_the_countys_own = {"huiyin/outbox/transports/mail.py": "smtplib"}  # the mail server that it entered
    found = []
    for path in tree.python_files():
        for node in ast.walk(tree.parsed(path)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names = [name for name in names if name != to_the_countys_own.get(tree.short(path))]
            found += [f"{tree.short(path)}:{node.lineno} {name}" for name in names if name in outside]  # type: ignore[attr-defined]
    tree.nothing(found)


def test_an_anonymous_matter_leads_to_nobody(world: World) -> None:
    """I-22: no row, and no way round by a point, a visit or a household."""
    before = Resident.objects.count()
    matter = take_in(
        Inbound(body="村口的路灯坏了", channel="web", place=world.village),
        root=world.root,
        by=RESIDENT,
        at=AT,
    ).matter
    assert (matter.resident_id, matter.household_id, matter.point_id, matter.raised_by_id) == (
        None,
        None,
        None,
        None,
    )
    assert Resident.objects.count() == before
