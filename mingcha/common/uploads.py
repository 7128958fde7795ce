"""Files that anybody may send: kept in memory, and no more of them than a page says."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest


class MemoryOnly(FileUploadHandler):
    """Uploads stay in memory, never on the disk, and end at the limit. Put in place before anything reads
    what was posted, the check of the token too."""

    def __init__(self, request: HttpRequest, limit: int) -> None:
        super().__init__(request)
        self.limit = limit
        self.taken = 0
        self.buffer = BytesIO()

    @property
    def is_full(self) -> bool:
        """More was sent than the page takes."""
        return self.taken > self.limit

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.buffer = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.taken += len(raw_data)
        if self.is_full:
            raise StopUpload(connection_reset=True)
        self.buffer.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        self.buffer.seek(0)
        name, kind = self.file_name or "", self.content_type or ""
        return InMemoryUploadedFile(self.buffer, self.field_name, name, kind, file_size, self.charset)


def was_cut(request: HttpRequest) -> bool:
    """Whether a handler of this request ended an upload at its limit."""
    return any(isinstance(one, MemoryOnly) and one.is_full for one in request.upload_handlers)
