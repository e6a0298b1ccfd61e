"""A photo that came by WeChat, looked at as every file is before anybody sees it."""

import base64

from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.files.checking import Checked, checked
from huiyin.intake.models import Picture
from huiyin.intake.wechat.sentences import name_of_picture
from huiyin.lib.refusal import NotNow, Refused


def looked_at(row: Picture) -> Checked | None:
    """The picture as it will be kept; None where it is none that is taken. NotNow where nothing can be said yet."""
    try:
        content = base64.b64decode(row.content)
        return checked(SimpleUploadedFile(name_of_picture(), content)) if content else None
    except NotNow:
        raise
    except Refused:
        return None
