"""What a file is, by its content: the few kinds that are taken, and what is left out of them."""

import hashlib
import unicodedata
import warnings
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from threading import Lock
from typing import Any, Final
from xml.etree import ElementTree

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import ExifTags, Image

from huiyin.files import clamd
from huiyin.lib.refusal import Refused

LIMIT: Final = 10 * 1024 * 1024  # bytes of one file
MOST: Final = 9  # files with one form
EDGE, SMALL = 2560, 320  # pixels of the longer edge: enough to read a page by, and to recognise it by
PIXELS: Final = {
    "jpeg": 120_000_000,
    "png": 30_000_000,
    "webp": 20_000_000,
}  # a JPEG is opened at a smaller scale
DRAWING: Final = Lock()  # one picture at a time in a process: each takes up to some hundred megabytes
UNPACKED: Final = 200 * 1024 * 1024
TABLE: Final = "[Content_Types].xml"  # what an office file says each of its parts is
TABLE_LIMIT: Final = 1024 * 1024
MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
PROGRAMS: Final = ("vba", "macro")  # in the type of a part: it holds a program, whatever it is called
PICTURES = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
ENDINGS = {"jpeg": "jpg"}  # where a file does not end in the name of its kind
TURNS: Final = {  # what a camera notes, and what stands the photo upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
TYPES = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Checked:
    """A file that is taken: its name without a path and ending in what it is, and its bytes as they will be kept."""

    name: str
    kind: str
    content: bytes = field(repr=False)
    small: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """Of what will be kept."""
        return hashlib.sha256(self.content).hexdigest()

    def __repr__(self) -> str:
        return f"<Checked {self.kind} {self.sha256}>"  # ends in fingerprints of forms: not the name


def checked(upload: "UploadedFile[Any]") -> Checked:
    """Read it, or refuse it with a sentence that names it. The name it came with decides nothing."""
    name = _name(upload.name or "")
    if (upload.size or 0) > LIMIT:
        raise Refused(_("“%(name)s” is larger than %(n)d MB.") % {"name": name, "n": LIMIT // 1024 // 1024})
    content = upload.read()
    kind = kind_of(content)
    if kind == "heic":
        raise Refused(
            _("“%(name)s” is a HEIC photo, which many machines cannot show; please send it as JPEG.")
            % {"name": name}
        )
    if not kind:
        raise Refused(
            _("“%(name)s” is none of the kinds we take: JPEG, PNG, WebP, PDF, docx, xlsx.") % {"name": name}
        )
    clamd.look_through(content, name)
    small = b""
    if kind in PICTURES:
        try:
            with DRAWING, warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what a decoder finds odd in foreign bytes is no news
                content, small = _picture(content, kind)
        except Exception as error:  # a decoder of foreign bytes may fail in any way
            raise Refused(_("“%(name)s” is damaged or too large a picture.") % {"name": name}) from error
    return Checked(_named_by_kind(name, kind), kind, content, small)


def _name(given: str) -> str:
    """Without a path and without characters that are not seen or turn others round."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(one for one in last if unicodedata.category(one)[0] != "C").strip()
    return seen[-120:] or _("file")


def _named_by_kind(name: str, kind: str) -> str:
    """What it is stands at the end, whatever it was called: who opens it opens no program."""
    ending = "." + ENDINGS.get(kind, kind)
    stem, dot, said = name.rpartition(".")
    if dot and said.isascii() and said.isalnum():
        name = stem
    return (name.removesuffix(ending).rstrip(". ") or _("file")) + ending


def kind_of(content: bytes) -> str:
    """One of the kinds, `heic`, or nothing."""
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim"):
        return "heic"
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return "pdf"
    return _office_kind(content) if content.startswith(b"PK\x03\x04") else ""


def _office_kind(content: bytes) -> str:
    """A document or workbook of the open kind, without programs in it and of a size that can be unpacked."""
    try:
        packed = zipfile.ZipFile(BytesIO(content))
        parts = packed.infolist()
        called = Counter(part.filename.lower() for part in parts)
        if sum(part.file_size for part in parts) > UNPACKED or max(called.values(), default=0) > 1:
            return ""
        if packed.getinfo(TABLE).file_size > TABLE_LIMIT:
            return ""
        table = ElementTree.fromstring(packed.read(TABLE))  # noqa: S314 - small, and expat bounds what entities make of it
    except Exception:  # foreign bytes: unpacking and reading them may fail in any way
        return ""
    types = [entry.get("ContentType", "").lower() for entry in table.iter()]
    if any(word in one for one in types for word in PROGRAMS):
        return ""
    return next((MAIN_PARTS[one] for one in types if one in MAIN_PARTS), "")


def _picture(content: bytes, kind: str) -> tuple[bytes, bytes]:
    """Drawn anew, upright, no larger than one needs: place, hour, camera and whatever else it carried are left out."""
    image: Image.Image = Image.open(BytesIO(content), formats=[PICTURES[kind]])
    if image.width * image.height > PIXELS[kind]:
        raise ValueError("too many pixels")
    if image.mode == "P":  # a palette cannot be scaled
        image = image.convert("RGBA" if _is_clear_in_places(image) else "RGB")
    image.draft("RGB", (EDGE, EDGE))
    image.thumbnail((EDGE, EDGE))  # before anything copies it: nothing is held twice at its full size
    image = _upright(image)
    image = image.convert("RGBA" if kind != "jpeg" and _is_clear_in_places(image) else "RGB")
    image.info.clear()
    whole = _saved(image, PICTURES[kind])
    image.thumbnail((SMALL, SMALL))
    return whole, _saved(image, PICTURES[kind])


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera said, where it can be read; nothing of what it said is written anew."""
    try:
        turned = TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # damaged notes of a camera spoil no photo
        return image
    return image if turned is None else image.transpose(turned)


def _is_clear_in_places(image: Image.Image) -> bool:
    return "A" in image.mode or "transparency" in image.info


def _saved(image: Image.Image, form: str) -> bytes:
    out = BytesIO()
    image.save(out, form, **({} if form == "PNG" else {"quality": 85}))
    return out.getvalue()
