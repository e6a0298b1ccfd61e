"""Uploads as they arrive: held in memory only, so that nothing lies on a disk before it is sealed."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from huiyin.files.checking import LIMIT, MOST

EACH = LIMIT  # bytes of one file; what takes files says itself, in words, what is too large for it
ALL = MOST * EACH  # bytes of all files of one request: what is offered is held


class InMemory(FileUploadHandler):
    """Holds each file. Of what is too large it holds nothing but its size, so that the form can say so."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._held = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin one."""
        super().new_file(*args, **kwargs)
        self._pieces: list[bytes] | None = []
        self._seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Hold it while it is not too much."""
        self._seen += len(raw_data)
        if self._pieces is None:
            return
        self._pieces.append(raw_data)
        self._held += len(raw_data)
        if self._seen > EACH or self._held > ALL:
            self._held -= self._seen
            self._pieces = None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, with its true size in any case."""
        size = file_size if self._pieces is not None else max(file_size, EACH + 1)
        held = BytesIO(b"".join(self._pieces or ()))
        return InMemoryUploadedFile(
            held, self.field_name, self.file_name or "", self.content_type, size, self.charset
        )
