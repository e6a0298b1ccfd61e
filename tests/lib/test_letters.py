"""Mail as it comes in this country and from everywhere: all of it is read as well as it can be, nothing raises."""

import base64
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.lib.letters import read

WORDS = "村口的路灯坏了三盏，晚上看不见路。"


def mail(*lines: str, body: bytes = b"", head: bytes = b"") -> bytes:
    """The heads as they are written, then the body as it travels."""
    first = ["From: =?utf-8?B?546L56eA5YWw?= <Wang@Example.org>", "Message-ID: <1@example.org>"]
    return "\r\n".join([*first, *lines]).encode() + b"\r\n" + head + b"\r\n" + body


def plain(charset: str, how: str, body: bytes) -> bytes:
    kind = f"Content-Type: text/plain; charset={charset}"
    return mail(kind, f"Content-Transfer-Encoding: {how}", body=body)


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030", "utf-8"])
def test_chinese_is_read_in_each_of_its_encodings(charset: str) -> None:
    body = WORDS.encode("gb18030" if charset.lower().startswith("gb") else charset)
    assert read(plain(charset, "8bit", body)).text == WORDS
    assert read(plain(charset, "base64", base64.encodebytes(body))).text == WORDS


def test_rare_characters_in_what_calls_itself_gb2312_are_read() -> None:
    said = "住在䶮村的喆"
    assert read(plain("gb2312", "8bit", said.encode("gb18030"))).text == said


@pytest.mark.parametrize("charset", ["us-ascii", "x-nobody-knows", "utf-8"])
def test_a_wrong_charset_does_not_hide_the_words(charset: str) -> None:
    assert read(plain(charset, "8bit", WORDS.encode("gb18030"))).text == WORDS


def test_quoted_printable_and_a_character_cut_between_two_encoded_words() -> None:
    body = b"".join(b"=%02X" % one for one in WORDS.encode())
    assert read(plain("utf-8", "quoted-printable", body)).text == WORDS
    coded = "路灯坏了".encode("gb18030")
    cut = [base64.b64encode(part).decode() for part in (coded[:3], coded[3:])]
    subject = f"Subject: =?gb2312?B?{cut[0]}?=\r\n =?gb2312?B?{cut[1]}?="
    assert read(mail(subject)).subject == "路灯坏了"


def test_heads_in_bare_bytes_are_read() -> None:
    assert read(mail(head="Subject: 路灯\r\n".encode("gb18030"))).subject == "路灯"


def test_who_writes_is_a_name_and_an_address_in_small_letters() -> None:
    found = read(mail())
    assert (found.name, found.sender, found.number) == ("王秀兰", "wang@example.org", "<1@example.org>")


@pytest.mark.parametrize("sender", ["", "From: nobody at all", "From: <>"])
def test_without_an_address_nobody_writes(sender: str) -> None:
    assert read(f"{sender}\r\nSubject: x\r\n\r\nhello".lstrip().encode()).sender == ""


def test_of_a_page_of_html_remains_what_one_reads_of_it() -> None:
    page = f"<html><head><style>p {{}}</style></head><body><p>{WORDS}</p><div>谢谢&nbsp;&amp; 再见<br>王</div></body>"
    found = read(mail("Content-Type: text/html; charset=utf-8", body=page.encode()))
    assert found.text.split() == [WORDS, "谢谢", "&", "再见", "王"]
    assert "\n" in found.text


def with_files() -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "a@example.org", "x"
    made.set_content(WORDS)
    made.add_alternative("<p>anders</p>", subtype="html")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="路灯.png")
    made.add_attachment(b"tnef", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    return made.as_bytes()


def test_files_come_with_their_names_and_the_plain_words_win() -> None:
    found = read(with_files())
    assert found.text == WORDS
    assert [(one.name, one.content) for one in found.files] == [
        ("路灯.png", b"\x89PNG"),
        ("winmail.dat", b"tnef"),
    ]


def test_a_name_in_encoded_words_and_one_in_pieces_are_read() -> None:
    coded = "=?gb2312?B?" + base64.b64encode("路灯.png".encode("gb18030")).decode() + "?="
    in_pieces = "filename*0*=gb2312''%C2%B7; filename*1*=%B5%C6.png"
    for said in (f'filename="{coded}"', in_pieces):
        raw = mail("Content-Type: image/png", f"Content-Disposition: attachment; {said}", body=b"x")
        assert [one.name for one in read(raw).files] == ["路灯.png"]


def test_a_forwarded_letter_keeps_both_texts() -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner["From"], inner["Subject"] = "b@example.org", "inner"
    inner.set_content("里面的话")
    outer["From"], outer["Subject"] = "a@example.org", "outer"
    outer.set_content("外面的话")
    outer.add_attachment(inner)
    text = read(outer.as_bytes()).text
    assert "外面的话" in text
    assert "里面的话" in text


@pytest.mark.parametrize(
    "head",
    ["Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes", "List-Id: <news.example.org>"],
)
def test_what_a_machine_wrote_is_told_apart(head: str) -> None:
    assert read(mail(head)).is_by_machine
    assert not read(mail("Auto-Submitted: no")).is_by_machine


def bounce(action: str) -> bytes:
    kind = 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"'
    body = (
        f"--b\r\nContent-Type: text/plain\r\n\r\nsorry\r\n"
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        f"Final-Recipient: rfc822; wang@example.org\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <ours@heyang>\r\n\r\n--b--\r\n"
    )
    return mail(kind, body=body.encode())


def test_a_bounce_names_what_came_back_and_one_that_is_only_late_does_not() -> None:
    assert read(bounce("failed")).is_bounce
    assert "<ours@heyang>" in read(bounce("failed")).came_back
    assert not read(bounce("delayed")).is_bounce


def test_what_it_answers_stands_in_either_head_once() -> None:
    found = read(mail("In-Reply-To: <7@x>", "References: <6@x>\r\n <7@x>"))
    assert found.answers == ("<7@x>", "<6@x>")


def test_the_digest_is_that_of_what_is_said_not_of_the_way_it_came() -> None:
    one = read(mail("Received: from a", body=b"hello"))
    assert read(mail("Received: from b", body=b"hello")).digest == one.digest
    assert read(mail(body=b"other")).digest != one.digest, "a forged number does not hide another letter"


@given(st.binary(max_size=400))
def test_nothing_that_comes_raises(raw: bytes) -> None:
    read(raw)


@given(st.binary(max_size=200), st.sampled_from(["base64", "quoted-printable", "x-uuencode", "?"]))
def test_no_broken_part_raises(body: bytes, how: str) -> None:
    kind = 'Content-Type: multipart/mixed; boundary="b"'
    part = b"--b\r\nContent-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: " + how.encode()
    read(mail(kind, body=part + b"\r\n\r\n" + body + b"\r\n--b--"))
