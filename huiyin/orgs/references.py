"""Reference numbers: drawn from a sequence, so that nobody waits for anybody; gaps are allowed."""

from datetime import datetime
from enum import StrEnum, unique
from typing import Final

from django.db import connection

from huiyin.lib.reference import make
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County


@unique
class Register(StrEnum):
    """What draws numbers here: by the letter behind the county's one knows at sight what a number is of."""

    MATTER = ""  # what people ask for most has the shortest number
    REPORT = "B"  # huibao
    INSPECTION = "C"  # cha, as J is taken
    DATA_REQUEST = "G"  # geren xinxi
    RECEPTION = "J"  # jiefang
    CONTACT = "L"  # lianxi
    SEALED_REPORT = "M"  # mifeng
    ROUND = "P"  # pai zoufang
    DRAW = "Q"  # chouqian
    RECTIFICATION = "T"  # taizhang
    BOOKING = "Y"  # yuyue
    FORUM = "Z"  # zuotanhui


LETTERS: Final = {one.value: one for one in Register}


def register_of(reference: str, county: County) -> Register | None:
    """What a number of this county is of; none where it is no number of this county's."""
    prefix = reference.partition("-")[0]
    return LETTERS.get(prefix.removeprefix(county.prefix)) if prefix.startswith(county.prefix) else None


def next_reference(county: County, at: datetime, register: Register = Register.MATTER) -> str:
    """The next free number of a register, such as QH-2026-004213-K."""
    return next_references(county, at, 1, register)[0]


def next_reference_with_key(county: County, at: datetime, keys: str) -> tuple[str, int]:
    """The next number of a matter, and in the same question the next key of that sequence, for the row that bears it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('orgs_reference'), nextval(%s::regclass)", [keys])
        number, key = cursor.fetchone()
    return make(county.prefix + Register.MATTER, local_day(at, county).year, number), key


def next_references(
    county: County, at: datetime, count: int, register: Register = Register.MATTER
) -> list[str]:
    """So many free numbers at once, in one question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('orgs_reference') FROM generate_series(1, %s)", [count])
        numbers = [row[0] for row in cursor.fetchall()]
    return [make(county.prefix + register, local_day(at, county).year, number) for number in numbers]
