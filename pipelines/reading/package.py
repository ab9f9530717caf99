"""An Office package: the parts inside a DOCX or XLSX, as bytes or as trees.

Source: ECMA-376 part 2 (Open Packaging Conventions). What a part holds is known to those who read it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import join, normpath
from typing import Final
from zipfile import ZipFile

from lxml import etree

from pipelines.reading.xml import parse_xml
from pipelines.reading.zipped import open_zip, read_entry, refuse_false_sizes

_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package. Names of parts have no slash at the front; a part that is not there is None."""

    _zip: ZipFile
    main: str

    @classmethod
    def open(cls, content: bytes, default: str) -> "Package":
        """Open the bytes of a package; `default` is its main part where no relation names one. Raise RejectedError."""
        opened = open_zip(content)
        package = cls(opened, default)
        named = next((name for _, kind, name in package._told("_rels/.rels", "") if kind == "officeDocument"), None)
        return cls(opened, named or default)

    def refuse_false_sizes(self, content: bytes) -> None:
        """Raise RejectedError where a part unpacks to another size than the package says; `content` are its bytes."""
        refuse_false_sizes(content, self._zip)

    def bytes(self, name: str) -> bytes | None:
        """Return a part as it is."""
        return read_entry(self._zip, name) if name in self._zip.NameToInfo else None

    def tree(self, name: str) -> etree._Element | None:
        """Return a part of XML, parsed."""
        content = self.bytes(name)
        return None if content is None else parse_xml(content)

    def related(self, *kinds: str) -> Iterator[str]:
        """Yield the parts that the main part names as of some kinds ("header", "worksheet"), in the order told."""
        yield from (name for _, kind, name in self._relations() if kind in kinds)

    def related_by_id(self, kind: str) -> dict[str, str]:
        """Return the parts that the main part names as of a kind, by the mark with which it names them."""
        return {mark: name for mark, of_kind, name in self._relations() if of_kind == kind}

    def beside(self, name: str) -> str:
        """Return the name of a part in the folder of the main part."""
        return normpath(join(self.main, "..", name))

    def _relations(self) -> Iterator[tuple[str, str, str]]:
        folder, _, own = self.main.rpartition("/")
        return self._told(join(folder, "_rels", f"{own}.rels"), folder)

    def _told(self, relations: str, folder: str) -> Iterator[tuple[str, str, str]]:
        """Yield mark, kind and part of each relation; what lies outside the package is never looked at."""
        tree = self.tree(relations)
        for relation in () if tree is None else tree.iter(_RELATION):
            if relation.get("TargetMode") != "External":
                name = normpath(join("/", folder, str(relation.get("Target", "")))).lstrip("/")
                yield str(relation.get("Id", "")), str(relation.get("Type", "")).rpartition("/")[2], name
