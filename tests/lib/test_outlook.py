"""Mail of Outlook whose files came packed: they are found under their names, its words too, and nothing it holds raises."""

import struct
from email.message import EmailMessage

from hypothesis import given
from hypothesis import strategies as st

from huiyin.lib import outlook
from huiyin.lib.letters import Enclosure, read

WORDS = "村口的路灯坏了三盏，晚上看不见路。"
NAME, LONG = "证明.pdf", "村口路灯照片（第一张）.jpg"


def attribute(level: int, name: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, name, len(data)) + data + struct.pack("<H", sum(data) % 65536)


def packed(*attributes: bytes) -> bytes:
    return struct.pack("<IH", outlook.SIGNATURE, 1) + b"".join(attributes)


def properties(*rows: bytes) -> bytes:
    return struct.pack("<I", len(rows)) + b"".join(rows)


def text(key: int, words: str) -> bytes:
    content = f"{words}\0".encode("utf-16-le")
    return struct.pack("<HHII", 0x1F, key, 1, len(content)) + content + b"\0" * (-len(content) % 4)


CODEPAGE = attribute(1, 0x69007, struct.pack("<II", 936, 0))
BEGINS = attribute(2, 0x69002, b"\0" * 14)
TITLE = attribute(2, 0x18010, NAME.encode("gbk") + b"\0")
DATA = attribute(2, 0x6800F, b"%PDF-1.7 of ours")
NAMED = struct.pack("<HH16sIII", 3, 0x8001, b"\0" * 16, 0, 7, 5)  # a property of its maker's own
SEVERAL = struct.pack("<HHIII", 0x1003, 0x3A00, 2, 1, 2)
FLAGS = struct.pack("<HHI", 0x0B, 0x3A01, 1)
LONG_NAME = attribute(2, 0x69005, properties(NAMED, SEVERAL, FLAGS, text(0x3707, LONG)))


def mail(content: bytes, words: str = "") -> bytes:
    made = EmailMessage()
    made["From"] = "wang@example.org"
    made.set_content(words)
    made.add_attachment(content, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    return made.as_bytes()


def test_a_file_is_found_under_its_name() -> None:
    letter = read(mail(packed(CODEPAGE, BEGINS, TITLE, DATA), WORDS))
    assert letter.files == (Enclosure(NAME, b"%PDF-1.7 of ours"),)
    assert letter.text == WORDS


def test_the_long_name_counts_and_each_file_keeps_its_own() -> None:
    letter = read(mail(packed(CODEPAGE, BEGINS, TITLE, DATA, LONG_NAME, BEGINS, TITLE, DATA)))
    assert [one.name for one in letter.files] == [LONG, NAME]


def test_words_that_stand_nowhere_else_are_read() -> None:
    body = attribute(1, 0x2800C, WORDS.encode("gbk") + b"\0")
    assert read(mail(packed(CODEPAGE, body))).text == WORDS
    message = attribute(1, 0x69003, properties(FLAGS, text(0x1000, WORDS)))
    assert read(mail(packed(message))).text == WORDS
    assert read(mail(packed(CODEPAGE, body), "另外说一句")).text == "另外说一句"


def test_another_file_of_that_name_stays_a_file() -> None:
    assert read(mail(b"no packet")).files == (Enclosure("winmail.dat", b"no packet"),)


@given(st.binary(max_size=300), st.integers(0, 200))
def test_whatever_it_holds_nothing_raises(more: bytes, cut: int) -> None:
    whole = packed(CODEPAGE, BEGINS, TITLE, LONG_NAME, DATA)
    read(mail(whole[:cut] + more))
    read(mail(packed(BEGINS, attribute(2, 0x69005, more), attribute(1, 0x69003, more), more)))


def test_what_claims_to_be_endless_ends() -> None:
    endless = struct.pack("<IHHI", 2**32 - 1, 0x1F, 1, 2**32 - 1)
    many = packed(*[attribute(2, 0x69005, endless), BEGINS, DATA] * (outlook.MOST + 5))
    assert len(read(mail(many)).files) == outlook.MOST
