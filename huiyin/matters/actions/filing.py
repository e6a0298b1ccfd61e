"""Keeping the files that come with what somebody says or does, under the key of the matter."""

from collections.abc import Sequence
from datetime import datetime

from huiyin.files import actions as files_of
from huiyin.files.checking import Checked
from huiyin.files.models import Attachment
from huiyin.lib.sealing import DataKey
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official

Audience = Attachment.Audience


def keep_files(
    matter: Matter,
    files: Sequence[Checked],
    *,
    by: Official | None,
    at: datetime,
    audience: str = Audience.PERSON,
    who: str = "",
) -> int:
    """Keep what came with a deed, under the key of the matter; gives how many are new there."""
    if not files:
        return 0
    return files_of.attach(
        about=matter.reference,
        key=DataKey(matter.data_key),
        files=files,
        audience=audience,
        by=by,
        who=by.key if by else who,
        at=at,
    )


def audience_of(show_files: bool) -> str:
    """For the person as well, or for the units only."""
    return Audience.PERSON if show_files else Audience.STAFF
