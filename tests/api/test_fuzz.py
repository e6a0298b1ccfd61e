"""The interface called as its own document says it may be, and as it may not be: never a fault of ours, always one shape.

`FUZZ=10000 .venv/bin/python -m pytest tests/api/test_fuzz.py` makes so many calls of each kind to each operation.
"""

import os
from collections import Counter
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from huiyin.api.models import System
from tests.api.conftest import ROOT, Platform
from tests.house.conftest import close_the_wall
from tests.world import World

CALLS = int(os.environ.get("FUZZ", "5"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def site() -> Iterator[WSGIHandler]:
    """The site as a web server calls it, within the transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield WSGIHandler()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as it may", "as it may not"]
)
def test_no_call_is_a_fault_and_every_answer_is_as_the_document_says(
    world: World, hotline: Platform, site: WSGIHandler, monkeypatch: pytest.MonkeyPatch, mode: GenerationMode
) -> None:
    monkeypatch.setattr("huiyin.api.door.seconds_to_wait", lambda *_given: 0)
    System.objects.update(scopes=["lodge", "own", "unit", "answer"], unit=world.root)
    close_the_wall()
    document = schemathesis.openapi.from_wsgi(f"{ROOT}openapi.json", site)
    made: Counter[int] = Counter()
    for found in document.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=CALLS,
            deadline=None,
            database=None,
            derandomize=CALLS < 100,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def call(case: schemathesis.Case) -> None:
            close_the_wall()
            answer = case.call(headers={"Authorization": f"Bearer {hotline.words}"})
            made[answer.status_code] += 1
            case.validate_response(answer, checks=CHECKS)

        try:
            call()
        except schemathesis.errors.InvalidSchema:  # nothing to be wrong about: the operation takes nothing
            continue
    print(dict(made))
    assert made.total() >= CALLS * 3
