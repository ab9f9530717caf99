"""Reading a YAML file of the catalogue entry by entry, with the line of every fault.

An `Entry` is a mapping whose values are asked for one by one; a value that is missing or of the wrong kind is noted as
a fault and replaced by an empty one, so that one reading finds all faults. What the keys mean is not known here.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import yaml

from schemas.catalogue.faults import Faults

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT: Final = "tag:yaml.org,2002:str"
_NUMBERS: Final = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_TRUTHS: Final = {"true": True, "false": False}
_WHOLE: Final = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


class Entry:
    """One mapping of a file, known by the value of its first key."""

    def __init__(self, file: str, node: yaml.MappingNode, faults: Faults) -> None:
        self._file = file
        self._node = node
        self._faults = faults
        self._fields: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value in self._fields:
                faults.add(f"{file}:{_line(key)}", f"`{key.value}` stands twice in one entry", "keep one of them")
            self._fields[key.value] = value

    @property
    def place(self) -> str:
        """Where the entry begins: file, line, and what its first key says."""
        first = self._node.value[0][1] if self._node.value else None
        name = f" {first.value}" if isinstance(first, yaml.ScalarNode) else ""
        return f"{self._file}:{_line(self._node)}{name}"

    def place_of(self, key: str) -> str:
        """Where the value of a key stands; the entry's own place when the key is missing."""
        node = self._fields.get(key)
        return self.place if node is None else f"{self._file}:{_line(node)}"

    def fault(self, key: str, finding: str, cure: str) -> None:
        """Note a fault of one key's value."""
        self._faults.add(self.place_of(key), finding, cure)

    def has(self, key: str) -> bool:
        """Tell whether the entry gives a key."""
        return key in self._fields

    def only(self, required: Iterable[str], optional: Iterable[str] = ()) -> None:
        """Note required keys that are missing, and keys that are neither required nor optional."""
        required, optional = tuple(required), tuple(optional)
        for key in required:
            if key not in self._fields:
                self._faults.add(self.place, f"the key `{key}` is missing", "add it")
        for key in self._fields:
            if key not in (*required, *optional):
                known = ", ".join((*required, *optional))
                self.fault(key, f"the key `{key}` is unknown", f"use one of: {known}")

    def text(self, key: str, pattern: str | None = None) -> str:
        """Read a text that is not blank and, where a pattern is given, matches it as a whole."""
        node = self._fields.get(key)
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode) or node.tag != _TEXT or not node.value.strip():
            self.fault(key, f"`{key}` is no text", "write words; put quotes around a lone number or date")
            return ""
        if pattern is not None and re.fullmatch(pattern, node.value) is None:
            self.fault(key, f"`{key}` is `{node.value}`, which does not match {pattern}", "rename it")
        return str(node.value)

    def optional_text(self, key: str) -> str | None:
        """Read a text, or None when the key is not given."""
        return self.text(key) if self.has(key) else None

    def word(self, key: str, vocabulary: Iterable[str]) -> str:
        """Read a word of a closed vocabulary."""
        words = tuple(vocabulary)
        word = self.text(key)
        if word and word not in words:
            self.fault(key, f"`{key}` is `{word}`, which is outside its vocabulary", f"use one of: {', '.join(words)}")
        return word

    def whole(self, key: str, low: int, high: int) -> int:
        """Read a whole number from low to high, both included."""
        text = self._number(key, _WHOLE, f"a whole number from {low} to {high}")
        if text is not None and not low <= int(text) <= high:
            self.fault(key, f"`{key}` is {text}", f"write a whole number from {low} to {high}")
        return low if text is None else int(text)

    def number(self, key: str) -> float:
        """Read a decimal number."""
        text = self._number(key, _DECIMAL, "a number such as 100 or 0.2")
        return 0.0 if text is None else float(text)

    def truth(self, key: str) -> bool:
        """Read true or false."""
        node = self._fields.get(key)
        if node is None:
            return False
        if not isinstance(node, yaml.ScalarNode) or node.value not in _TRUTHS:
            self.fault(key, f"`{key}` is neither true nor false", "write true or false")
            return False
        return _TRUTHS[node.value]

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts that is not empty and holds none twice."""
        node = self._fields.get(key)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.fault(key, f"`{key}` is no list of texts", "write [one, two]; leave the key out when there is none")
            return ()
        texts: list[str] = []
        for item in node.value:
            place = f"{self._file}:{_line(item)}"
            if not isinstance(item, yaml.ScalarNode) or item.tag != _TEXT:
                self._faults.add(place, f"`{key}` holds something that is no text", "put quotes around it")
            elif item.value in texts:
                self._faults.add(place, f"`{key}` holds `{item.value}` twice", "keep one of them")
            else:
                texts.append(item.value)
        return tuple(texts)

    def entries(self, key: str, *, may_be_empty: bool = False) -> list["Entry"]:
        """Read a list of mappings, which is not empty where nothing else is said."""
        node = self._fields.get(key)
        if node is None or (may_be_empty and isinstance(node, yaml.SequenceNode) and not node.value):
            return []
        return _entries(self._file, node, f"`{key}`", self._faults)

    def mapping(self, key: str) -> "Entry | None":
        """Read a mapping within the entry; None when it is missing or none."""
        node = self._fields.get(key)
        if node is None:
            return None
        if not isinstance(node, yaml.MappingNode) or not node.value:
            self.fault(key, f"`{key}` is no mapping", "write it as {key: value}")
            return None
        return Entry(self._file, node, self._faults)

    def day(self, key: str) -> date | None:
        """Read a day; None when it is missing or no day."""
        node = self._fields.get(key)
        if node is None:
            return None
        text = node.value if isinstance(node, yaml.ScalarNode) else ""
        try:
            # `fromisoformat` knows days of a week and days without hyphens too, which readers of the file may not.
            day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None:
            self.fault(key, f"`{key}` is no day", "write a day such as 2024-12-31")
        return day

    def _number(self, key: str, pattern: re.Pattern[str], wanted: str) -> str | None:
        node = self._fields.get(key)
        if node is None:
            return None
        is_number = isinstance(node, yaml.ScalarNode) and node.tag in _NUMBERS
        if not is_number or pattern.fullmatch(node.value) is None:
            self.fault(key, f"`{key}` is no number of its kind", f"write {wanted}")
            return None
        return str(node.value)


def read_list(file: str, data: bytes, faults: Faults) -> list[Entry]:
    """Read a file that is a list of mappings."""
    node = _compose(file, data, faults)
    return [] if node is None else _entries(file, node, "the file", faults)


def read_mapping(file: str, data: bytes, faults: Faults) -> Entry | None:
    """Read a file that is one mapping; None when it is not."""
    node = _compose(file, data, faults)
    if node is not None and not isinstance(node, yaml.MappingNode):
        faults.add(f"{file}:{_line(node)}", "the file is no mapping", "begin with `key:`")
        return None
    return None if node is None else Entry(file, node, faults)


def _compose(file: str, data: bytes, faults: Faults) -> yaml.Node | None:
    try:
        node: yaml.Node | None = yaml.compose(data, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = file if mark is None else f"{file}:{mark.line + 1}"
        faults.add(place, f"cannot be read as YAML ({_problem(error)})", "mend the syntax on or just above that line")
        return None
    if node is None:
        faults.add(f"{file}:1", "the file is empty", "restore its entries")
    return node


def _problem(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    return " ".join(str(problem).split())


def _entries(file: str, node: yaml.Node, what: str, faults: Faults) -> list[Entry]:
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        faults.add(f"{file}:{_line(node)}", f"{what} is no list of entries", "begin each entry with `- key: value`")
        return []
    entries: list[Entry] = []
    for item in node.value:
        if isinstance(item, yaml.MappingNode):
            entries.append(Entry(file, item, faults))
        else:
            faults.add(f"{file}:{_line(item)}", "an entry is no mapping", "begin it with `- key: value`")
    return entries


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
