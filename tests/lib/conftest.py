"""The plain modules are tested without Django: what all other tests stand on is taken away here."""

import pytest


@pytest.fixture(autouse=True)
def in_english() -> None:
    """In place of the fixture of the same name above, which needs Django's settings."""
