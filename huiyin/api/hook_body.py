"""What a call to another system says: that something changed and of which matters, never a word of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, Literal

from ninja import Field, Schema
from pydantic.json_schema import models_json_schema

from huiyin.api.models import Change, Hook

SCHEMAS: Final = "#/components/schemas/{model}"
HEADERS: Final = {
    "webhook-id": "The number of the call; the same again is the same call, which you may pass over.",
    "webhook-timestamp": "When it was sent, in seconds; refuse what is more than five minutes old.",
    "webhook-signature": (
        "`v1,` and the Base64 of HMAC-SHA256 over `id.timestamp.body` under your secret (after `whsec_`, in Base64); "
        "several with spaces between while a secret changes."
    ),
}


class OneChange(Schema):
    """One step of a matter that you follow; how it stands is asked for."""

    sequence: int
    reference: str
    what: str = Field(description="The step: lodge, route, accept, approve, close …")
    at: datetime


class News(Schema):
    """What is new since the last call that you took."""

    upto: int = Field(
        description="There are changes up to this number; `changes` of the interface has them all."
    )
    changes: list[OneChange]


class ChangesCall(Schema):
    """Calls come one after another and in order; one that was not taken is made again, so a change may come twice."""

    type: Literal["changes"]
    timestamp: datetime = Field(description="Of the last of these changes.")
    data: News


class TrialCall(Schema):
    """A trial that the administrator sent; nothing has changed."""

    type: Literal["ping"]
    timestamp: datetime
    data: dict[str, str]


def changes_body(hook: Hook, shown: Sequence[Change], all_of_it: Sequence[Change]) -> bytes:
    """Of a call up to its number; equal bytes each time, unless something of it may not be told any more."""
    news = News(
        upto=hook.upto,
        changes=[
            OneChange(sequence=one.sequence, reference=one.reference, what=one.what, at=one.at)
            for one in shown
        ],
    )
    last = all_of_it[-1].at if all_of_it else hook.next_at
    return ChangesCall(type="changes", timestamp=last, data=news).model_dump_json().encode()


def trial_body(at: datetime) -> bytes:
    """Nothing but that it is a trial."""
    return TrialCall(type="ping", timestamp=at, data={}).model_dump_json().encode()


def described(document: dict[str, Any]) -> dict[str, Any]:
    """The document of the interface, with the calls that the systems get."""
    kinds = [(ChangesCall, "serialization"), (TrialCall, "serialization")]
    _where, found = models_json_schema(kinds, ref_template=SCHEMAS)  # type: ignore[arg-type]
    components = document.setdefault("components", {})
    components["schemas"] = {**components.get("schemas", {}), **found["$defs"]}
    return {
        **document,
        "webhooks": {"changes": _call(ChangesCall), "ping": _call(TrialCall)},
    }


def _call(shape: type[Schema]) -> dict[str, Any]:
    answers = {
        "2XX": {"description": "Taken."},
        "410": {"description": "The address is no more; you are not called again."},
        "default": {"description": "Not taken: the same call is made again later."},
    }
    return {
        "post": {
            "operationId": shape.__name__,
            "summary": (shape.__doc__ or "").strip(),
            "description": "Signed as Standard Webhooks has it; redirects are not followed; answer within ten seconds.",
            "parameters": [
                {
                    "name": name,
                    "in": "header",
                    "required": True,
                    "description": words,
                    "schema": {"type": "string"},
                }
                for name, words in HEADERS.items()
            ],
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": {"$ref": SCHEMAS.format(model=shape.__name__)}}},
            },
            "responses": answers,
        }
    }
