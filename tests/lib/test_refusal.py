"""Refusals carry their sentence."""

import pytest

from huiyin.lib.refusal import Refused


def test_a_refusal_shows_its_sentence() -> None:
    with pytest.raises(Refused) as caught:
        raise Refused("The matter is closed.")
    assert caught.value.sentence == "The matter is closed."
    assert str(caught.value) == "The matter is closed."


def test_a_lazy_sentence_is_read_in_the_readers_language() -> None:
    class Lazy:
        language = "en"

        def __str__(self) -> str:
            return {"en": "No.", "fr": "Non."}[self.language]

    lazy = Lazy()
    refused = Refused(lazy)  # type: ignore[arg-type]
    Lazy.language = "fr"
    assert refused.sentence == "Non."


@pytest.mark.parametrize("empty", ["", "  "])
def test_a_refusal_without_reason_is_a_mistake(empty: str) -> None:
    with pytest.raises(ValueError, match="sentence"):
        Refused(empty)
