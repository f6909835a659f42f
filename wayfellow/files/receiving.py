"""A file as it comes over the network: in memory, up to a size, and never on the disk."""

import io
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

READ_TO_THE_END = 5  # times as much as is taken: so much is let pass, for the sake of what was typed beside it
TOO_LARGE = _("This file is larger than %(size)s MB. Please make it smaller, or take the picture with fewer dots.")
TOO_OFTEN = _("You have sent many files within an hour. Please try again a little later.")


class Received(InMemoryUploadedFile):
    """What was sent, or nothing of it and the reason why."""

    refused: Any = None


class InMemory(FileUploadHandler):
    """Takes up a file of who is signed in. Of one too large nothing is held, and the form beside it is read on."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any) -> None:
        if content_length > READ_TO_THE_END * settings.LARGEST_FILE:
            raise RequestDataTooBig

    def new_file(self, *args: Any, **options: Any) -> None:
        super().new_file(*args, **options)
        self.held, self.refused = io.BytesIO(), None
        if not _may_send(self.request):
            self.refused = TOO_OFTEN

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if not self.refused and start + len(raw_data) > settings.LARGEST_FILE:
            self.held, self.refused = io.BytesIO(), TOO_LARGE
        if not self.refused:
            self.held.write(raw_data)

    def file_complete(self, file_size: int) -> Received:
        self.held.seek(0)
        file = Received(self.held, self.field_name, self.file_name, self.content_type, file_size, self.charset)
        file.refused = self.refused
        return file


def unless_refused(file: Any) -> Any:
    """Return what was sent, or say why it was not taken up, where it was chosen."""
    if refused := getattr(file, "refused", None):
        raise ValidationError(refused, params={"size": in_megabytes(settings.LARGEST_FILE)})
    return file


def in_megabytes(size: int) -> int:
    return size // 1_000_000


def _may_send(request: HttpRequest | None) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated and ratelimit.consume(request, action="hand_in_file", user=user))
