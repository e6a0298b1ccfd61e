"""Where a long text is folded."""

from hypothesis import given
from hypothesis import strategies as st

from huiyin.lib.headings import FOLDED_BEHIND, LONG, folded


@given(st.text("路灯坏了。\n！", max_size=3 * LONG))
def test_nothing_is_lost_where_a_text_is_folded(text: str) -> None:
    head, rest = folded(text)
    assert (head + rest).replace("\n", "") == text.replace("\n", "")
    assert len(text) <= LONG or 0 < len(head) <= LONG
    assert rest == "" if len(text) <= LONG else True


def test_it_is_folded_behind_a_sentence() -> None:
    text = "灯" * 310 + "。" + "坏" * 300
    assert folded(text) == ("灯" * 310 + "。", "坏" * 300)
    assert len(folded("灯" * 900)[0]) == FOLDED_BEHIND
