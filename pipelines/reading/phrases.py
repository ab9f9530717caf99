"""The forms of a text's pieces: sentence, heading, item, caption, name.

Every function judges one block of text by itself; where the block stands on the page is judged by the callers. Words
of what is not the article belong to `furniture`, lines of author and day to `bylines`.
"""

import re
import unicodedata
from typing import Final

_IMAGE_NAME: Final = re.compile(r"[\w.\-() ]{1,80}\.(?:jpe?g|png|gif|webp|bmp)", re.IGNORECASE)
_CREDIT: Final = re.compile(
    r"(?:[.!?…”\")]|^)\s?\(?(?:Ảnh|Nguồn ảnh|Ảnh minh h(?:ọa|oạ)|Đồ h(?:ọa|oạ)|Ảnh tư liệu)\b"
    r"\s?(?:[:.]|minh|tư|do|của)?.{0,40}$"
    r"|\s(?:[-–|/]\s?|\()(?:Ảnh|Nguồn ảnh|Đồ h(?:ọa|oạ))(?:\s?:|\s(?:minh|tư|do|của)).{0,40}$"
)
_CAPTION: Final = re.compile(
    r"(?:(?:Trong ảnh|Chú thích ảnh|Ảnh)(?: (?:minh h(?:ọa|oạ)|tư liệu|chụp màn hình|\d{1,2}))?|Video|VIDEO|Clip|CLIP)"
    r"\s?[:.]\s?\S"
)
_SENTENCE_END: Final = re.compile(r"(?:[.!?…]|\./\.)[\s”\"'’»)\]]*$")
# The last are how bullets of Word's fonts (Symbol, Wingdings) arrive in a text.
_BULLET: Final = re.compile(r"[-–—+*•●▪▫■□◦○◆◇❖‣⁃·∙►▶➢➤→✓✔☑★☆\uf02d\uf076\uf0a7\uf0b7\uf0d8\uf0fc][\s\xa0]*(?=\S)")


def _spelt(*words: str) -> str:
    """Return a pattern of words in small letters and capitals, composed and decomposed (NFC, NFD)."""
    forms = {
        unicodedata.normalize(form, case)
        for word in words
        for case in (word, word.capitalize(), word.upper())
        for form in ("NFC", "NFD")
    }
    return "|".join(sorted(forms))


# The initials of the words for a part of a report: "Phần", "Chương", "Mục".
_PART_INITIALS: Final = ("P", "C", "M")
_NUMBERING: Final = re.compile(
    rf"""(?:(?:[IVXLC]{{1,5}}|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})(?:[.)](?=\s|[^\W\d])|/(?=\s))
        |(?:[A-E]|[a-zđ])(?:\.(?=\s)|\)|/(?=\s)))\s?
    |(?=[{"".join(_PART_INITIALS)}])(?:{_spelt("phần", "chương", "mục")})\ (?:
        (?:[IVXLC]{{1,5}}|\d{{1,2}})(?:[.:]|(?=\s*$))
        |(?:{_spelt("thứ")})\ (?:{_spelt("nhất", "hai", "ba", "tư", "năm")})(?:[.:]|(?=\s)|$))\s?""",
    re.VERBOSE,
)
SHORTEST_REPEATED: Final = 40
"""Shorter blocks repeat by nature: cells, items, names."""
_NO_INK: Final = re.compile(r"[\W_]+")
_TWO_SENTENCES: Final = re.compile(r"[^\W\d_A-Z]{2}[.!?…]\s+[^\W\d_]")
# Years and parts of a year, which headings name without stating a figure.
_PERIOD: Final = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\d)\d{1,2} tháng\b|\b(?:tháng|quý) (?:\d{1,2}|[IVX]+)(?!\w)", re.IGNORECASE
)


def is_image_name(text: str) -> bool:
    """Return whether a block is the name of an image's file, as copying a page leaves it."""
    return _IMAGE_NAME.fullmatch(unicodedata.normalize("NFC", text.strip())) is not None


def ends_with_credit(text: str) -> bool:
    """Return whether a block ends as captions do, with the name of the photographer."""
    return len(text) <= 400 and _CREDIT.search(unicodedata.normalize("NFC", text)) is not None


def is_caption(text: str) -> bool:
    """Return whether a block says of itself that it tells what an image or a film shows."""
    return len(text) <= 300 and _CAPTION.match(unicodedata.normalize("NFC", text[:60])) is not None


def ends_sentence(text: str) -> bool:
    """Return whether a block ends as a sentence does."""
    return _SENTENCE_END.search(text[-12:]) is not None


def is_sentence(text: str) -> bool:
    """Return whether a block is long enough for prose and ends as a sentence does."""
    return len(text) >= 60 and ends_sentence(text)


def ink(text: str) -> str:
    """Return the letters and digits of a text, by which two printings of one paragraph are told to be the same."""
    return _NO_INK.sub("", text.casefold())


def bullet(text: str) -> str | None:
    """Return the mark that makes a line an item of a list, or None."""
    match = _BULLET.match(text)
    return match.group() if match else None


def numbering(text: str) -> str | None:
    """Return the number that begins a heading or an item ("II. ", "1.2. ", "a) "), or None.

    >>> numbering("II. KẾT QUẢ"), numbering("1.500 lượt khách")
    ('II. ', None)
    """
    match = _NUMBERING.match(text)
    return match.group() if match else None


def has_columns(text: str) -> bool:
    """Return whether tabs cut a line into cells; one behind the mark of an item only sets it apart."""
    return "\t" in text and "\t" in text[len(bullet(text) or numbering(text) or "") :]


def is_heading(text: str) -> bool:
    """Return whether a line may stand above others: short, no sentence, and without a figure other than of time."""
    if not 2 <= len(text) <= 150 or (ends_sentence(text) and not text.endswith("?")) or text.endswith((",", ";")):
        return False
    text = unicodedata.normalize("NFC", text)
    number = numbering(text) or ""
    if number[:1] in _PART_INITIALS and len(number) == len(text):
        return True
    rest = _PERIOD.sub("", text[len(number) :])
    if _TWO_SENTENCES.search(rest) is not None:
        return False
    return any(c.isalpha() for c in rest) and not any(c.isdigit() for c in rest)


def is_name(text: str) -> bool:
    """Return whether a block can be no more than the name of its author: up to five capitalised words."""
    text = unicodedata.normalize("NFC", text.strip(" .()-–*\xa0"))
    words = re.split(r"[\s,&-]+", text)
    return (
        3 <= len(text) <= 45
        and len(words) <= 5
        and words[0] != "Theo"
        and all(w[:1].isupper() and w.replace(".", "").isalpha() for w in words)
    )
