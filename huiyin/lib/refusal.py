"""The one exception by which a deed says no: it carries the sentence that is shown to the person."""


class Refused(Exception):
    """A deed may not be done; `sentence` says why, in words for the person who tried (already translated)."""

    def __init__(self, sentence: str) -> None:
        if not str(sentence).strip():
            raise ValueError("a refusal needs a sentence")
        super().__init__(sentence)
        self._sentence = sentence

    @property
    def sentence(self) -> str:
        """The reason, as shown. A lazy translation is resolved in the reader's language, when it is read."""
        return str(self._sentence)

    def __str__(self) -> str:
        return self.sentence


def refuse(objection: str | None) -> None:
    """Say no, if a rule has something to say it for."""
    if objection:
        raise Refused(objection)
