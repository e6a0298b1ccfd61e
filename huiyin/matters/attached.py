"""The files of a matter as its pages list them."""

from collections.abc import Callable, Iterable

from django.urls import reverse

from huiyin.files.models import Attachment, Attachments
from huiyin.files.reading import Shown, listed, name_of
from huiyin.lib.sealing import DataKey
from huiyin.matters.models import Matter


def to_units(matter: Matter) -> Attachments:
    """All of a matter that its reader may see; none once its key is destroyed, as nobody can open them any more."""
    return Attachment.objects.of(matter.reference) if matter.data_key else Attachment.objects.none()


def to_the_person(matter: Matter) -> Attachments:
    """Those that are the person's to see."""
    return to_units(matter).for_the_person()


def shown_to_staff(matter: Matter, rows: Iterable[Attachment]) -> list[Shown]:
    """These of `to_units`, which are all of them, for the page of the matter."""

    def address(digest: str, size: str) -> str:
        kwargs = {"ref": matter.reference, "digest": digest, "size": size}
        return reverse("matters:file", kwargs=kwargs)

    return _listed(matter, rows, address)


def for_the_person(matter: Matter, county: str) -> list[Shown]:
    """Those that are theirs to see, for their own page."""

    def address(digest: str, size: str) -> str:
        kwargs = {"county": county, "ref": matter.reference, "digest": digest, "size": size}
        return reverse("portal:file", kwargs=kwargs)

    return _listed(matter, to_the_person(matter), address)


def named(matter: Matter, rows: Attachments) -> list[tuple[str, str]]:
    """Digest and name of each, to choose from."""
    if not matter.data_key:
        return []
    key = DataKey(matter.data_key)
    return [(row.digest, name_of(row, key)) for row in rows.defer("content", "small")]


def _listed(matter: Matter, rows: Iterable[Attachment], address: Callable[[str, str], str]) -> list[Shown]:
    return listed(rows, DataKey(matter.data_key), address) if matter.data_key else []
