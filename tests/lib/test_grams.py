"""Words in texts without borders of words: what the pieces let through is exactly what a scan would find, and more never less."""

from hypothesis import given
from hypothesis import strategies as st

from huiyin.lib import grams

LETTERS = st.sampled_from("路灯坏了水渠塌ＡａAbé，,。 \n1２ß")
TEXTS = st.text(LETTERS, max_size=30)


@given(TEXTS | st.text(max_size=30), TEXTS | st.text(max_size=6))
def test_no_text_that_holds_the_words_lacks_a_piece(text: str, asked: str) -> None:
    wanted = grams.terms(asked)
    if grams.holds(text, wanted):
        assert grams.needed(wanted) <= grams.pieces(text)


@given(TEXTS, st.data())
def test_every_part_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    plain = grams.normal(text)
    first = data.draw(st.integers(0, len(plain)))
    part = plain[first : data.draw(st.integers(first, len(plain)))]
    assert grams.holds(text, grams.terms(part))
    assert grams.needed(grams.terms(part)) <= grams.pieces(text)


@given(st.text(max_size=40))
def test_what_is_normal_stays_so(text: str) -> None:
    assert grams.normal(grams.normal(text)) == grams.normal(text)


def test_width_case_and_blanks_make_no_difference() -> None:
    assert grams.holds("村口 ＡＢ-１２　路灯，坏了", grams.terms("ab-12 路灯,坏"))
    assert grams.terms(" 路灯  路灯 坏 ") == ("路灯", "坏")


@given(TEXTS, st.sampled_from("\u2060\u200b\u00ad\ufeff\u202a"))
def test_marks_that_nobody_sees_make_none(text: str, mark: str) -> None:
    copied = mark.join(text)
    assert grams.normal(copied) == grams.normal(text)
    assert grams.pieces(copied) == grams.pieces(text)


def test_pieces_alone_are_not_the_words() -> None:
    assert grams.needed(grams.terms("上海上")) == {"上海", "海上"}
    assert grams.pieces("海上海") >= {"上海", "海上"}
    assert not grams.holds("海上海", grams.terms("上海上"))


def test_one_character_needs_itself_and_longer_words_their_pairs() -> None:
    assert grams.needed(("灯",)) == {"灯"}
    assert grams.needed(("路灯坏", "灯")) == {"路灯", "灯坏", "灯"}
    assert grams.needed(()) == set()
