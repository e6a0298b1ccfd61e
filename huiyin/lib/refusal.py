"""The one exception by which a deed says no: it carries the sentence that is shown to the person, and where."""


class Beside(str):
    """An objection to what stands in one field: the form shows the sentence there and marks the field."""

    __slots__ = ("field",)
    field: str

    def __new__(cls, field: str, sentence: str) -> "Beside":
        """The sentence, and the name of the field."""
        made = super().__new__(cls, sentence)
        made.field = field
        return made


class Refused(Exception):
    """A deed may not be done; `sentence` says why, in words for the person who tried (already translated).

    `field` names the field it is about, where it is about one.
    """

    def __init__(self, sentence: str) -> None:
        if not str(sentence).strip():
            raise ValueError("a refusal needs a sentence")
        super().__init__(sentence)
        self._sentence = sentence
        self.field = sentence.field if isinstance(sentence, Beside) else ""

    @property
    def sentence(self) -> str:
        """The reason, as shown. A lazy translation is resolved in the reader's language, when it is read."""
        return str(self._sentence)

    def __str__(self) -> str:
        return self.sentence


class NotNow(Refused):
    """No for the moment only: what it is done with or on is not to blame, and the same may do later."""


def refuse(objection: str | None) -> None:
    """Say no, if a rule has something to say it for."""
    if objection:
        raise Refused(objection)
