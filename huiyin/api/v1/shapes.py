"""What goes over the wire: each shape as the document of the interface shows it."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict

from huiyin.lib.masking import find_personal
from huiyin.lib.telephone import LONGEST
from huiyin.matters.rules.hearing import MAX_BODY, MIN_WORDS


def _written(text: str) -> str:
    if "\x00" in text:
        raise ValueError("a NUL character is no text")
    return text.strip()


def _without_identity_numbers(text: str) -> str:
    if any(found.kind == "id_card" for found in find_personal(text)):
        raise ValueError("identity numbers are not taken: please leave them out")
    return text


Text = Annotated[str, AfterValidator(_written)]
Said = Annotated[str, AfterValidator(_written), AfterValidator(_without_identity_numbers)]


class Demand(Schema):
    """One matter that somebody raised with your system."""

    model_config = ConfigDict(extra="forbid")

    number: Text = Field(
        min_length=1,
        max_length=120,
        description="Your own number of it; the same again makes no second matter.",
    )
    body: Said = Field(
        min_length=MIN_WORDS, max_length=MAX_BODY, description="What it is about, in the person's own words."
    )
    title: Said = Field("", max_length=120)
    topic: Text = Field("", max_length=60, description="A code of `lists`.")
    kind: Text = Field("", max_length=20, description="A code of `lists`.")
    place: Text = Field("", max_length=30, description="The code of a village or community of `lists`.")
    place_words: Said = Field("", max_length=120, description="Where exactly, in words.")
    name: Text = Field("", max_length=40, description="Only if the person gave it.")
    phone: Text = Field("", max_length=LONGEST, description="Only if the person gave it.")
    received_at: AwareDatetime | None = Field(None, description="When it came in with you, if not just now.")
    due_on: date | None = Field(None, description="The latest day that your order states, if it is an order.")


class Draft(Schema):
    """A draft of an answer; who handles the matter looks it through, and somebody else approves the answer."""

    model_config = ConfigDict(extra="forbid")

    number: Text = Field(
        min_length=1,
        max_length=120,
        description="Your own number of it; the same again makes no second draft.",
    )
    words: Said = Field(
        min_length=MIN_WORDS, max_length=4000, description="The answer as the person would read it."
    )


class DraftTaken(Schema):
    """That the draft lies with who handles the matter."""

    reference: str
    number: str
    state: str
    unit: str = Field(description="Who handles it.")


class Taken(Schema):
    """What became of it: its number here, and until when it is answered."""

    reference: str
    number: str
    state: str
    state_words: str
    unit: str = Field(description="Who has it now.")
    received_at: datetime | None
    due_on: date | None = Field(description="The latest day of the answer.")
    code: str = Field(
        description="With it and the reference the person follows the matter; given once, for nobody else."
    )
    link: str = Field(description="The address that opens it without typing; given once, for nobody else.")


class Told(Schema):
    """One step, in the sentence that the person reads."""

    at: datetime
    words: str


class Answer(Schema):
    """The answer as the person has it."""

    answered_at: datetime | None
    unit: str
    outcome: str
    outcome_words: str
    facts: str
    opinion: str
    reason: str
    basis: str
    remedy: str
    contact_phone: str


class Standing(Schema):
    """How a matter stands; `number`, `steps` and `answer` only of what your system handed in."""

    reference: str
    number: str
    state: str
    state_words: str
    topic: str
    outcome: str
    unit: str
    place: str
    received_at: datetime | None
    due_on: date | None
    replied_at: datetime | None
    closed_at: datetime | None
    steps: list[Told]
    answer: Answer | None


class Changed(Schema):
    """One step of a matter, and how the matter stands now."""

    sequence: int
    at: datetime
    what: str = Field(description="The step: lodge, route, accept, approve, close …")
    reference: str
    number: str = Field(description="Your own number; only of what your system handed in.")
    state: str
    outcome: str


class Changes(Schema):
    """What changed after a number, in order."""

    changes: list[Changed]
    next: int = Field(description="Ask for what comes after this the next time.")
    more: bool = Field(description="Whether there is more at once.")


class Named(Schema):
    """A code and its words in both languages."""

    code: str
    zh: str
    en: str


class Place(Schema):
    """A village or community."""

    code: str
    name: str
    under: str


class Lists(Schema):
    """The codes that may be sent."""

    topics: list[Named]
    kinds: list[Named]
    places: list[Place]


class Wrong(Schema):
    """What is wrong: a code of it, a sentence for people, and where it is."""

    error: str
    sentence: str
    fields: dict[str, str]


PROBLEMS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 405, 409, 410, 413, 422, 429), Wrong)
