"""What sandbox and worker say to each other: frames of a JSON head and a body of bytes, and documents as JSON.

Never pickle: bytes that took a reader over must not make the other side run anything. Whatever arrives is checked word
by word, and raises ValueError where it is not what a worker says.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Final, NamedTuple, get_args

from pipelines.reading.document import Passage, ReadDocument, Reason, RejectedError, Role

LENGTHS: Final = struct.Struct(">IQ")
MOST_HEAD: Final = 64 * 1024
# The largest file that an archive may hold; the text of a document is at most some 10 million characters.
MOST_BODY: Final = 100 << 20

_MOST_SAID: Final = 4_000
_ROLES: Final = frozenset(get_args(Role))
_REASONS: Final = frozenset(get_args(Reason))
_REQUIRED: Final = frozenset({"media_type", "encoding", "language", "text"})
_WORDS: Final = tuple(
    field.name for field in fields(ReadDocument) if field.name not in ("published_on", "text", "passages")
)


class Frame(NamedTuple):
    """One message: its head, whose `say` or `do` tells what it is, and its body."""

    head: Mapping[str, Any]
    body: bytes = b""


def packed_head(frame: Frame) -> bytes:
    """Return all that goes before the body of a frame: the lengths of head and body, and the head."""
    head = json.dumps(frame.head, ensure_ascii=True).encode()
    return LENGTHS.pack(len(head), len(frame.body)) + head


def head_of(content: bytes) -> dict[str, Any]:
    """Read the head of a frame."""
    head = _json(content)
    if not isinstance(head, dict):
        raise ValueError("a head that is no object")
    return head


def packed_document(document: ReadDocument) -> bytes:
    """Write a document as JSON; raise UnicodeEncodeError where it holds halves of characters."""
    told: dict[str, Any] = {name: getattr(document, name) for name in _WORDS}
    told["published_on"] = document.published_on.isoformat() if document.published_on else None
    told["text"] = document.text
    told["passages"] = [(one.role, one.section, one.start, one.end, one.is_recognised) for one in document.passages]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def document_of(content: bytes) -> ReadDocument:
    """Read a document, with all that `ReadDocument` promises of its passages."""
    told = _json(content)
    if not isinstance(told, dict) or told.keys() != {*_WORDS, "published_on", "text", "passages"}:
        raise ValueError("a document of other fields")
    text, passages = told["text"], told["passages"]
    for name in (*_WORDS, "text"):
        if not (isinstance(told[name], str) or (told[name] is None and name not in _REQUIRED)):
            raise ValueError(f"no text in `{name}`")
    if not isinstance(passages, list):
        raise ValueError("no list of passages")
    day = told["published_on"]
    if not (day is None or isinstance(day, str)):
        raise ValueError("no day in `published_on`")
    found: list[Passage] = []
    at = 0
    for told_passage in passages:
        found.append(_passage(told_passage, at, len(text)))
        at = found[-1].end
    return ReadDocument(
        published_on=date.fromisoformat(day) if day else None,
        text=text,
        passages=tuple(found),
        **{name: told[name] for name in _WORDS},
    )


def _passage(told: Any, at: int, end_of_text: int) -> Passage:
    match told:
        case [str() as role, str() | None as section, int() as start, int() as end, bool() as is_recognised] if (
            role in _ROLES and at <= start < end <= end_of_text
        ):
            return Passage(role, section, start, end, is_recognised)  # type: ignore[arg-type]  # One of `_ROLES`.
    raise ValueError("no passage of the text")


def refusal(error: RejectedError) -> dict[str, Any]:
    """Return a rejection as the head of a frame tells it."""
    return {"reason": error.reason, "message": error.message[:_MOST_SAID], "cure": error.cure[:_MOST_SAID]}


def refusal_of(head: Mapping[str, Any]) -> RejectedError:
    """Read a rejection."""
    reason: Any = head.get("reason")
    message, cure = head.get("message"), head.get("cure")
    if reason not in _REASONS or not (isinstance(message, str) and isinstance(cure, str) and message and cure):
        raise ValueError("a rejection without reason, message or cure")
    return RejectedError(reason, speakable(message), speakable(cure))


def speakable(words: object) -> str:
    """Return words that can be stored: no halves of characters, no more than some lines."""
    return str(words)[:_MOST_SAID].encode("utf-8", "backslashreplace").decode()


def _json(content: bytes) -> Any:
    try:
        return json.loads(content.decode())
    except RecursionError as error:
        raise ValueError("nested without end") from error
