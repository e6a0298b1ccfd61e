"""Every text field says how it is kept; sealed ones are ciphertext in the database; the document says so."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from huiyin.audit.scope import county_scope
from huiyin.contacts.models import Promise
from huiyin.matters.models import Matter
from huiyin.people.fields import SealedField, WordsField
from tests.house import tree
from tests.house.conftest import Estate
from tests.house.test_walls import SHUT
from tests.lying import readable
from tests.make import replied
from tests.make_states import MAKERS
from tests.world import AT, World

OFFICE = (
    "orgs",
    "audit",
    "site",
)  # about units, officials and the machine; what of theirs is about others stands here
ABOUT_OTHERS = ("orgs.Attempt",)
TEXTS = (
    models.CharField,
    models.TextField,
    models.JSONField,
    ArrayField,
    models.FileField,
    models.BinaryField,
)
DOCUMENT = tree.ROOT / "docs" / "personal-data.md"
KEPT_SHUT = ("sealed", "sealed with the matter")
SHORTEST = 28  # a nonce and a tag
_ROW = re.compile(r"^\| `(\w+\.\w+)` \| `(\w+)` \|(.+)\|$", re.MULTILINE)


def ours() -> list[type[models.Model]]:
    """The models near people."""
    return [
        model
        for model in tree.models()
        if model._meta.app_label not in OFFICE or tree.name_of(model) in ABOUT_OTHERS
    ]


def texts(model: type[models.Model]) -> set[str]:
    """The fields that can hold words."""
    return {field.name for field in model._meta.concrete_fields if isinstance(field, TEXTS)}


def undeclared(model: type[models.Model]) -> list[str]:
    """Where a model's PERSONAL and its fields disagree."""
    declared: dict[str, str] = getattr(model, "PERSONAL", {})
    name = tree.name_of(model)
    found = [f"{name}.{field} is not in PERSONAL" for field in sorted(texts(model) - set(declared))]
    found += [f"{name}.{field} is in PERSONAL but no text" for field in sorted(set(declared) - texts(model))]
    for field in model._meta.concrete_fields:
        if isinstance(field, SealedField) and declared.get(field.name) != "sealed":
            found.append(f"{name}.{field.name} is sealed but does not say so")
        if isinstance(field, WordsField) != (declared.get(field.name) == "sealed with the matter"):
            found.append(
                f"{name}.{field.name} and what is said of it do not agree on its being sealed with the matter"
            )
    return found


def documented(text: str) -> dict[tuple[str, str], str]:
    """The rows of the document: (model, field) and what is said of it."""
    return {(model, field): rest for model, field, rest in _ROW.findall(text)}


def test_every_text_says_how_it_is_kept() -> None:
    tree.nothing(line for model in ours() for line in undeclared(model))


def test_a_field_that_says_nothing_is_noticed() -> None:
    class Careless:
        PERSONAL = {"gone": "code"}
        _meta = type(
            "Options", (), {"app_label": "people", "concrete_fields": [models.TextField(name="diary")]}
        )

    assert undeclared(Careless) == [  # type: ignore[arg-type]
        "people.Careless.diary is not in PERSONAL",
        "people.Careless.gone is in PERSONAL but no text",
    ]


def test_every_field_is_in_the_document() -> None:
    rows = documented(DOCUMENT.read_text(encoding="utf-8"))
    fields = {(tree.name_of(model), field) for model in ours() for field in getattr(model, "PERSONAL", {})}
    tree.nothing(sorted(fields - set(rows)), "not in docs/personal-data.md")
    tree.nothing(sorted(set(rows) - fields), "documented, but no longer there")
    thin = [key for key, rest in rows.items() if len([cell for cell in rest.split("|") if cell.strip()]) != 5]
    tree.nothing(thin, "each row says purpose, basis, how kept, who sees it, how long")


def test_the_document_says_sealed_where_it_is() -> None:
    rows = documented(DOCUMENT.read_text(encoding="utf-8"))
    sealed = [
        (tree.name_of(model), field)
        for model in ours()
        for field, how in getattr(model, "PERSONAL", {}).items()
        if how in KEPT_SHUT
    ]
    assert sealed
    assert [key for key in sealed if "sealed" not in rows.get(key, "")] == []


def raw(table: str, column: str) -> list[Any]:
    """What lies in the database, past Django's fields."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM {table} WHERE "{column}"::text <> \'\'')
        return [value for (value,) in cursor.fetchall() if value != b""]


def _can_be_read(value: Any) -> bool:
    """Text, or what would be text: of sealed bytes hardly ever so many in a row are."""
    try:
        return isinstance(value, str) or len(value) < SHORTEST or bool(bytes(value).decode())
    except UnicodeDecodeError:
        return False


def test_sealed_fields_are_ciphertext(estate: Estate) -> None:
    seen = 0
    with county_scope(estate.world.county.pk):
        for model in ours():
            for field, how in getattr(model, "PERSONAL", {}).items():
                if how not in KEPT_SHUT:
                    continue
                column = next(f.column for f in model._meta.concrete_fields if f.name == field)
                values = raw(model._meta.db_table, column or "")
                assert [value for value in values if _can_be_read(value)] == [], (
                    f"{tree.name_of(model)}.{field}"
                )
                seen += len(values)
    assert seen >= 4, "name, telephone, address and a receipt were looked at"


def lying_in_plain(*words: str) -> list[str]:
    """The text columns of the whole database in which one of these words can be read."""
    found = []
    for model in tree.models():
        table = model._meta.db_table
        for field in model._meta.concrete_fields:
            if isinstance(field, TEXTS) and table not in SHUT:
                lies = raw(table, field.column or "")
                lying = " ".join(readable(one) if isinstance(one, bytes) else str(one) for one in lies)
                found += [f"{table}.{field.column}" for word in words if word in lying]
    return found


def test_the_words_lie_nowhere_in_plain(world: World) -> None:
    """A name, a number and an address are looked for in every text column of the whole database."""
    assert lying_in_plain("王秀兰", "19900001234", "东头第三户") == []
    assert world.wang.name == "王秀兰", "while the row opens for who may read it"


@pytest.mark.parametrize("make_one", MAKERS.values(), ids=MAKERS)
def test_the_words_of_a_matter_lie_nowhere_in_plain(world: World, make_one: Callable[..., Matter]) -> None:
    """In whatever state it stands, and when its answer promises something."""
    words = "坡头那口老井的轱辘坏了三个月"
    make_one(world, body=words)
    promised = replied(world, body=words, reply={"outcome": "promised", "promise_due_on": AT.date()})
    assert Promise.objects.filter(about=promised.reference).exists()
    assert lying_in_plain(words, words[:12]) == []


def test_a_number_is_found_by_a_keyed_index_only(world: World) -> None:
    kept = raw("people_resident", "phone_index")
    assert [len(value) for value in kept] == [64, 64]
    assert not {world.wang.phone, world.zhu.phone} & set(kept)
