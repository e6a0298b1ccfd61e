"""Uploads held in memory: what a form offers is held, and no more."""

from huiyin.files.checking import LIMIT, MOST
from huiyin.files.receiving import InMemory


def sent(handler: InMemory, size: int) -> int:
    """One file of so many bytes comes in; gives the size that the form is told."""
    handler.new_file("files", "a.pdf", "application/pdf", size)
    handler.receive_data_chunk(b"\0" * size, 0)
    return handler.file_complete(size).size or 0


def test_as_many_files_as_can_be_sent_at_once_are_held_each_of_the_largest_size() -> None:
    handler = InMemory()
    assert [sent(handler, LIMIT) for _ in range(MOST)] == [LIMIT] * MOST


def test_one_that_is_too_large_is_told_by_its_size_and_takes_no_room_from_the_others() -> None:
    handler = InMemory()
    assert sent(handler, LIMIT + 1) == LIMIT + 1
    assert [sent(handler, LIMIT) for _ in range(MOST)] == [LIMIT] * MOST
