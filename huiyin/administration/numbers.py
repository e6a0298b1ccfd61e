"""The telephone numbers that public pages and papers of a county name: its own, and hotlines by name."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.lib.public_number import NUMBER, number_of
from huiyin.lib.refusal import Beside, refuse
from huiyin.lib.words import narrow
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import County, Official

_LINE: Final = re.compile(rf"({NUMBER})[\s:,\u3001]+(\S.{{0,39}})")


def hotlines_of(text: str) -> tuple[list[tuple[str, str]], list[int]]:
    """A line each: the number, then what it is for; and which lines are neither empty nor that."""
    found, bad = [], []
    for n, line in enumerate(text.splitlines(), start=1):
        plain = " ".join(narrow(line).split())
        if not plain:
            continue
        match = _LINE.fullmatch(plain)
        if match is None:
            bad.append(n)
        else:
            found.append((match[1].strip(), match[2]))
    return found, bad


def objection_to_numbers(phone: str, hotlines: Sequence[tuple[str, str]], at: datetime) -> str | None:
    """What is no number, what stands there twice, and more than anybody reads."""
    if phone and number_of(phone) is None:
        return Beside("phone", _("This is no telephone number."))
    most = int(charter_of(at).figure("administration.hotlines_max").value)
    if len(hotlines) > most:
        return Beside("hotlines", _("At most %(n)d lines, please.") % {"n": most})
    numbers = [re.sub(r"[^0-9]", "", number) for number, _name in hotlines]
    if len(set(numbers)) < len(numbers):
        return Beside("hotlines", _("A number stands here twice."))
    return None


@transaction.atomic
def keep_numbers(*, phone: str, hotlines: Sequence[tuple[str, str]], by: Official, at: datetime) -> County:
    """What public pages and papers name from now on."""
    refuse(objection_to_numbers(phone, hotlines, at))
    county = County.objects.select_for_update().get(pk=by.county.pk)
    county.phone = number_of(phone) or ""
    county.hotlines = "\n".join(f"{number}\t{name}" for number, name in hotlines)
    county.save(update_fields=["phone", "hotlines"])
    record(
        by=by.key,
        deed="county.numbers_kept",
        on=f"county:{county.slug}",
        at=at,
        phone=county.phone,
        hotlines=[f"{number} {name}" for number, name in hotlines],
    )
    return county
