"""What is taken is decided by the content; photos are drawn anew without what the camera added."""

from io import BytesIO

import pytest
from PIL import Image

from huiyin.files.checking import EDGE, LIMIT, SMALL, checked
from huiyin.lib.refusal import Refused
from tests.files.samples import PDF, PLACE_IN_PHOTO, office, photo, upload


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (photo("JPEG"), "jpeg"),
        (photo("PNG"), "png"),
        (photo("WEBP"), "webp"),
        (PDF, "pdf"),
        (office(), "docx"),
        (office("xl/workbook.xml"), "xlsx"),
    ],
)
def test_a_kind_is_known_by_its_content_whatever_its_name(content: bytes, kind: str) -> None:
    assert checked(upload(content, "a.exe")).kind == kind


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
        office("unknown/part.xml"),
        office("word/document.xml", "word/vbaProject.bin"),
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
        ("../../etc/passwd", "passwd"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
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
