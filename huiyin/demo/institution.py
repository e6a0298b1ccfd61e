"""The documents by which the demo county works, entered as files by its system administrator."""

import tomllib
from datetime import datetime, time, timedelta

from huiyin.administration.numbers import keep_numbers
from huiyin.demo.cast import ADMINISTRATORS
from huiyin.demo.days import Days, Life
from huiyin.demo.founding import Realm
from huiyin.demo.texts import HERE
from huiyin.files.checking import Checked
from huiyin.lib.paper import Paper
from huiyin.orgs.models import Official
from huiyin.publish.documents import keep_document

HOTLINE = ("12345", "政务服务便民热线")
HOUR = time(9, 30)
ENTERED = 60  # working days ago


def enter_documents(realm: Realm, days: Days) -> Life:
    """Four of the five; each is a version of the year, in force some days later."""
    at = datetime.combine(
        days.back(ENTERED), HOUR, tzinfo=days.zone
    )  # nothing drawn, so other lives stay as they are
    yield at
    keep_numbers(phone=realm.county.phone, hotlines=[HOTLINE], by=_system(), at=at)
    by = _system()
    for row in tomllib.loads((HERE / "institution.toml").read_text(encoding="utf-8"))["document"]:
        paper = Paper("plain").title(row["title"])
        for line in row["lines"]:
            paper.body(line)
        keep_document(
            unit=realm.units["root"],
            kind=row["kind"],
            title=row["title"],
            version=str(at.year),
            effective_on=at.date() + timedelta(days=5),
            files=[Checked(f"{row['title']}.docx", "docx", paper.save(), b"")],
            by=by,
            at=at,
        )


def _system() -> Official:
    found: Official = Official.objects.get(username=ADMINISTRATORS["system"].username)
    return found
