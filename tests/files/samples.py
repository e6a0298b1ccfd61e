"""Files as they come: photos with what a telephone puts into them, documents, and what only looks like one."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PLACE_IN_PHOTO = b"GPSGPSGPS"  # lies in the EXIF of the photo below
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def photo(form: str = "JPEG", size: tuple[int, int] = (64, 48), color: str = "red") -> bytes:
    """A picture, upright only if the camera's word is heeded, with a place and a camera in it."""
    image = Image.new("RGB", size, color)
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it
    exif[0x010E] = PLACE_IN_PHOTO.decode()
    exif[0x0110] = "Phone 12"
    out = BytesIO()
    image.save(out, form, exif=exif)
    return out.getvalue()


DOCX, XLSX = "wordprocessingml.document.main", "spreadsheetml.sheet.main"
VBA = "application/vnd.ms-office.vbaProject"


def office(kind: str = DOCX, *, part: str = "word/document.xml", program: str = "", more: str = "") -> bytes:
    """A document or workbook, as small as can be; with a program of that type in it, if it is to have one."""
    types = f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
    if program:
        types += f'<Default Extension="bin" ContentType="{program}"/>'
    table = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>'
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in [
            ("[Content_Types].xml", table),
            (part, "<x/>"),
            *([(more, "<x/>")] if more else []),
        ]:
            packed.writestr(zipfile.ZipInfo(name), content)  # of no moment: its bytes name the test
    return out.getvalue()


def upload(content: bytes, name: str = "照片.jpg") -> SimpleUploadedFile:
    """As a browser sends it, with a type that says nothing."""
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")
