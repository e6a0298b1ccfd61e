"""The burden meter (S77): what each form of the system asks for. The table is drawn from the pages by a test, not typed."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("burden.toml")


@dataclass(frozen=True)
class Asked:
    """One form: where it stands, the words on its button in both languages, how many inputs, how many required."""

    address: str
    zh: str
    en: str
    inputs: int
    required: int


@cache
def forms() -> tuple[Asked, ...]:
    """Every form, in the order of the addresses."""
    raw = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(Asked(**row) for row in raw.get("form", []))


def written(rows: list[Asked]) -> str:
    """The table as its file holds it."""
    head = "# Drawn from the rendered pages by tests/house/test_burden.py; BURDEN_WRITE=1 writes it anew. Do not edit.\n"
    parts = [
        f'\n[[form]]\naddress = "{row.address}"\nzh = "{row.zh}"\nen = "{row.en}"\n'
        f"inputs = {row.inputs}\nrequired = {row.required}\n"
        for row in rows
    ]
    return head + "".join(parts)
