"""What is kept ready for answers in the demo, and what is put to matters: photos, for the person too, and a record."""

from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from huiyin.demo import texts
from huiyin.demo.days import Days, Life
from huiyin.demo.founding import Realm
from huiyin.files.checking import Checked, checked
from huiyin.lib.paper import Paper
from huiyin.matters import actions
from huiyin.matters.models import Matter, State
from huiyin.orgs.models import Unit

KEPT, ALTERED, SEEN, SENT = 60, 40, 2, 1  # working days before the last one
HOUR, EVENING = time(10, 50), time(17, 5)
DUSK, GROUND, ROAD = (38, 46, 66), (58, 62, 60), (84, 84, 86)
LAMPS = (150, 430, 760)  # where they stand; the second is dark


def keep_ready(realm: Realm, days: Days) -> Life:
    """Each by who coordinates or heads its unit; one of them in other words later on."""
    said = texts.ready()
    at = datetime.combine(days.back(KEPT), HOUR, tzinfo=days.zone)
    yield at
    former = _kept(realm, said["former"], at)
    for one in said["template"][1:]:
        _kept(realm, one, at)
    at = datetime.combine(days.back(ALTERED), HOUR, tzinfo=days.zone)
    yield at
    first = {name: value for name, value in said["template"][0].items() if name != "unit"}
    actions.change_template(template=former, by=former.by, at=at, **first)


def _kept(realm: Realm, one: dict[str, Any], at: datetime) -> Any:
    key = one["unit"]
    by = realm.people[realm.heads.get(key) or realm.desks[key]]
    words = {name: value for name, value in one.items() if name != "unit"}
    return actions.keep_template(unit=realm.units[key], by=by, at=at, **words)


def put_files(realm: Realm, days: Days) -> Life:
    """The handler puts a photo there for the person too, and a record for the units; the person sends another photo."""
    said, at = texts.ready(), datetime.combine(days.back(SEEN), HOUR, tzinfo=days.zone)
    yield at
    found = _in_progress(realm.units["lh.build"], at)
    if found is None or found.handler is None:
        return
    photo, record = said["photo"], said["record"]
    given: dict[str, Any] = {"by": found.handler, "at": at, "version": None}
    seen = _checked(photo["by_staff"], _street(dark=1))
    actions.attach(matter=found, files=[seen], show_files=True, **given)
    noted = _checked(record["name"], _paper(record["title"], record["body"]))
    actions.attach(matter=found, files=[noted], **given)
    at = datetime.combine(days.back(SENT), EVENING, tzinfo=days.zone)
    yield at
    found = Matter.objects.get(pk=found.pk)
    if found.state == State.IN_PROGRESS:
        sent = _checked(photo["name"], _street(dark=2))
        actions.send_files(matter=found, files=[sent], words=photo["words"], at=at)


def _in_progress(unit: Unit, at: datetime) -> Matter | None:
    """What the office works on, the newest that has been under way for a day."""
    rows = Matter.objects.open().filter(state=State.IN_PROGRESS, lead_unit=unit)
    return rows.filter(received_at__lt=at - timedelta(days=1)).order_by("-pk").first()


def _checked(name: str, content: bytes) -> Checked:
    return checked(SimpleUploadedFile(name, content))


def _street(*, dark: int) -> bytes:
    """A village road at dusk, drawn: of three lamps so many are dark."""
    image = Image.new("RGB", (960, 640), DUSK)
    draw = ImageDraw.Draw(image)
    for y in range(360):
        draw.line((0, y, 960, y), fill=tuple(part + y // 9 for part in DUSK))
    draw.rectangle((0, 360, 960, 640), fill=GROUND)
    draw.polygon(((380, 360), (520, 360), (820, 640), (120, 640)), fill=ROAD)
    for number, x in enumerate(LAMPS):
        shines = number >= dark
        if shines:
            draw.ellipse((x - 70, 90, x + 70, 230), fill=(104, 100, 84))
        draw.rectangle((x - 5, 150, x + 5, 420), fill=(30, 32, 36))
        draw.ellipse((x - 18, 140, x + 18, 168), fill=(250, 232, 170) if shines else (44, 46, 52))
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def _paper(title: str, lines: list[str]) -> bytes:
    paper = Paper("plain").title(title)
    for line in lines:
        paper.body(line)
    return paper.save()
