"""Photos on their way to a matter that is sealed: into the envelope with them, or a line that they are not in it."""

import base64

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huiyin.files.checking import checked, kind_of
from huiyin.intake.models import Picture
from huiyin.intake.wechat.sentences import name_of_picture
from huiyin.lib.refusal import NotNow, Refused
from huiyin.matters.actions.sealing import Underway
from huiyin.matters.models import Matter
from huiyin.sealed.letter import Enclosed


def given_out(matter: Matter) -> Underway:
    """All of them, and nothing of them stays here; of a claimed matter, so that none is put to it meanwhile."""
    underway = Underway()
    rows = Picture.objects.select_for_update().filter(matter=matter)
    for row in rows:
        if row.media:
            _give_out(row, underway)
    rows.delete()
    return underway


def _give_out(row: Picture, underway: Underway) -> None:
    content, name = base64.b64decode(row.content), name_of_picture()
    told = {"moment": f"{localtime(row.made_at):%Y-%m-%d %H:%M}"}
    if not content:
        underway.lines.append(
            _("%(moment)s a photo sent by WeChat had not been fetched yet and is not in here.") % told
        )
        return
    try:
        file = checked(SimpleUploadedFile(name, content))
        underway.files.append(Enclosed(file.name, file.kind, file.content))
    except NotNow:
        underway.files.append(Enclosed(name, kind_of(content), content))
        underway.lines.append(
            _("%(moment)s a photo sent by WeChat is in here as it came; nothing looked through it.") % told
        )
    except Refused as no:
        line = _("%(moment)s a photo sent by WeChat is not in here: %(why)s")
        underway.lines.append(line % {**told, "why": no.sentence})
