"""XML of files that came from elsewhere: one parser, which fetches nothing, expands nothing and nests only so deep.

What the elements mean is the business of the readers of each format; pages are HTML, see `markup`.
"""

from typing import Any, Final

from lxml import etree

from pipelines.reading.document import RejectedError

_SAVE_AGAIN: Final = "Save the document again with the program that made it, or export it as PDF or plain text."


def parse_xml(content: bytes, part: str = "The document") -> etree._Element:
    """Parse XML to its root element; `part` is what a message calls it.

    Raise RejectedError: `damaged` where it is not well-formed, `unreadable` where it is nested beyond 256 elements or
    declares entities, which no office program does (ECMA-376-2, 7.3.2 forbids it).
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _refused(error, part) from error
    except ValueError as error:  # A declared encoding that does not exist.
        raise RejectedError("damaged", f"{part} is no XML that can be read: {error}.", _SAVE_AGAIN) from error
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise RejectedError("unreadable", f"{part} declares entities of XML, as only attacks do.", _SAVE_AGAIN)
    return root


def _refused(error: etree.XMLSyntaxError, part: str) -> Exception:
    code = getattr(error, "code", None)
    if code == etree.ErrorTypes.ERR_NO_MEMORY:
        return MemoryError()
    if code in (etree.ErrorTypes.ERR_ENTITY_LOOP, _RESOURCE_LIMIT, etree.ErrorTypes.ERR_INTERNAL_ERROR):
        return RejectedError("unreadable", f"{part} is nested or repeated beyond reading: {error.msg}.", _SAVE_AGAIN)
    return RejectedError("damaged", f"{part} is not well-formed XML: {error.msg}.", _SAVE_AGAIN)


# XML_ERR_RESOURCE_LIMIT of libxml2 2.11, which lxml does not name.
_RESOURCE_LIMIT: Final = 114
