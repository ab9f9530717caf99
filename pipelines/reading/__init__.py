"""Bytes to passages: media types, encodings, pages, plain texts.

Where bytes come from is `pipelines.landing`; what passages state is `pipelines.claims`. Nothing here opens a file.
"""

from pipelines.reading.document import Passage, ReadDocument, RejectedError
from pipelines.reading.reader import read

__all__ = ["Passage", "ReadDocument", "RejectedError", "read"]
