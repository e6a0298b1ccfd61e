"""What is taken is decided by the content; photos are drawn anew without what the camera added."""

import zipfile
from io import BytesIO

import pytest
from PIL import Image

from huiyin.files.checking import EDGE, LIMIT, SMALL, checked
from huiyin.lib.refusal import Refused
from tests.files.samples import DOCX, PDF, PLACE_IN_PHOTO, VBA, XLSX, office, photo, upload


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [
        (photo("JPEG"), "jpeg", "a.jpg"),
        (photo("PNG"), "png", "a.png"),
        (photo("WEBP"), "webp", "a.webp"),
        (PDF, "pdf", "a.pdf"),
        (office(), "docx", "a.docx"),
        (office(part="word/document2.xml"), "docx", "a.docx"),
        (office(XLSX, part="xl/workbook.xml"), "xlsx", "a.xlsx"),
    ],
)
def test_a_kind_is_known_by_its_content_and_the_name_ends_in_it_whatever_it_was(
    content: bytes, kind: str, name: str
) -> None:
    found = checked(upload(content, "a.exe"))
    assert (found.kind, found.name) == (kind, name)


def test_a_paper_that_is_also_a_program_is_called_a_paper() -> None:
    sent = b"%PDF-1.7 <script language=vbscript>MsgBox 1</script> %%EOF"
    assert checked(upload(sent, "证明.hta")).name == "证明.pdf"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00 a program",
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + b"\0" * 40,
        b"%PDF-1.7 broken off",
        b"PK\x03\x04 no archive",
        office("presentationml.presentation.main"),
        office(program=VBA, more="word/x.bin"),
        office(program=VBA.replace("P", "&#80;"), more="word/x.bin"),
        office(DOCX, program="application/vnd.ms-excel.macrosheet"),
        office(more="[content_types].xml"),
        office(more="word/Document.xml"),
    ],
)
def test_everything_else_is_refused_in_a_sentence_that_names_it(content: bytes) -> None:
    with pytest.raises(Refused, match=r"证明\.pdf"):
        checked(upload(content, "证明.pdf"))


def test_a_heic_photo_is_told_how_it_would_do() -> None:
    with pytest.raises(Refused, match="HEIC"):
        checked(upload(b"\x00\x00\x00\x18ftypheic" + b"\0" * 64, "IMG.HEIC"))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_where_and_with_what_a_photo_was_taken_is_left_out_and_it_stands_upright(form: str) -> None:
    sent = photo(form, (64, 48))
    assert PLACE_IN_PHOTO in sent
    found = checked(upload(sent))
    for kept in (found.content, found.small):
        assert PLACE_IN_PHOTO not in kept
        image = Image.open(BytesIO(kept))
        assert not image.getexif()
        assert image.size == (48, 64), "turned as the camera said"


def test_a_large_photo_is_made_as_small_as_one_needs() -> None:
    found = checked(upload(photo("JPEG", (4000, 1000))))
    assert max(Image.open(BytesIO(found.content)).size) == EDGE
    assert max(Image.open(BytesIO(found.small)).size) == SMALL


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(Refused, match="too large a picture"):
        checked(upload(out.getvalue()))


def test_a_photo_of_a_great_many_points_is_read_at_a_smaller_scale_and_a_drawing_of_as_many_is_refused() -> (
    None
):
    many = Image.new("L", (8000, 6000), 90)
    as_photo, as_drawing = BytesIO(), BytesIO()
    many.save(as_photo, "JPEG")
    many.save(as_drawing, "PNG")
    assert Image.open(BytesIO(checked(upload(as_photo.getvalue())).content)).size == (EDGE, 1920)
    with pytest.raises(Refused, match="too large a picture"):
        checked(upload(as_drawing.getvalue()))


def test_a_drawing_with_a_palette_keeps_what_is_clear_in_it() -> None:
    out = BytesIO()
    drawing = Image.new("P", (3000, 10), 1)
    drawing.putpalette([0, 0, 0, 255, 0, 0])
    drawing.save(out, "PNG", transparency=1)
    found = Image.open(BytesIO(checked(upload(out.getvalue())).content))
    assert (found.mode, found.size[0]) == ("RGBA", EDGE)
    assert found.getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_a_damaged_picture_is_refused() -> None:
    with pytest.raises(Refused, match="is damaged"):
        checked(upload(photo()[:200]))


def test_the_limit_is_asked_of_the_size() -> None:
    assert checked(upload(PDF[:-6] + b"\0" * (LIMIT - len(PDF)) + b"%%EOF\n")).kind == "pdf"
    with pytest.raises(Refused, match="10 MB"):
        checked(upload(PDF[:-6] + b"\0" * (LIMIT - len(PDF) + 1) + b"%%EOF\n"))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\he\\证明.pdf", "证明.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("a\u202efdp.exe", "afdp.pdf"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
        ("证明.pdf.exe", "证明.pdf"),
        ("证明.hta. ", "证明.hta.pdf"),
        (".pdf", "file.pdf"),
        ("3.2号楼", "3.2号楼.pdf"),
    ],
)
def test_a_name_is_kept_without_its_path_and_without_what_is_not_seen(given: str, kept: str) -> None:
    sent = upload(PDF)
    sent._name = given  # type: ignore[attr-defined]
    assert checked(sent).name == kept


def test_what_ends_in_fingerprints_of_forms_does_not_say_the_name() -> None:
    found = checked(upload(PDF, "举报张三.pdf"))
    assert "张三" not in repr(found)
    assert found.sha256 in repr(found)


@pytest.mark.parametrize(
    "changed", [{17: 21}, {29: 74}, {17: 26, 35: 180}, {29: 26}, {56: 129, 29: 31}], ids=str
)
def test_odd_notes_of_a_camera_spoil_no_photo(changed: dict[int, int]) -> None:
    """Bytes of the notes, counted from where they begin, that a decoder reads but cannot write again."""
    sent = bytearray(photo())
    begin = sent.index(b"Exif")
    for at, value in changed.items():
        sent[begin + at] = value
    found = checked(upload(bytes(sent)))
    assert sorted(Image.open(BytesIO(found.content)).size) == [48, 64]


def test_whatever_a_decoder_fails_with_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise TypeError("not of this world")

    monkeypatch.setattr(Image, "open", broken)
    with pytest.raises(Refused, match="is damaged"):
        checked(upload(photo()))


def test_a_document_that_lies_about_its_parts_is_refused() -> None:
    strange = office().replace(b"<Types", b'<?xml version="1.0" encoding="foo"?><Types')
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(office())) as plain, zipfile.ZipFile(out, "w") as packed:
        table = plain.read("[Content_Types].xml")
        packed.writestr("[Content_Types].xml", b'<?xml version="1.0" encoding="foo"?>' + table)
    longer = bytearray(office())
    entry = longer.index(b"PK\x01\x02")
    for at in (entry + 20, entry + 24):  # the sizes in the directory, packed and unpacked
        longer[at : at + 4] = (60_000).to_bytes(4, "little")
    other = bytearray(office())
    other[8:10] = other[entry + 10 : entry + 12] = (14).to_bytes(2, "little")
    for content in (strange, out.getvalue(), bytes(longer), bytes(other)):
        with pytest.raises(Refused, match="none of the kinds"):
            checked(upload(content, "a.docx"))
