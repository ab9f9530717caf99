"""Publishers: who they are, how far they are trusted, and how one is found from a name and an address.

Listed publishers are found exactly; families recognise by pattern who is not listed. Ranks are reviewed in
`publishers.yaml`, never computed.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Final

from schemas.catalogue.faults import Faults
from schemas.catalogue.sheet import Entry

UNKNOWN: Final = "unknown"
_ID: Final = r"[a-z0-9][a-z0-9._-]*"
_HOST: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_SAME_SITE: Final = ("www.", "m.")


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher, or a family of publishers, and its rank from 1 (statistics office) to 7 (unknown)."""

    publisher_id: str
    name: str
    rank: int
    also: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """Publishers recognised by pattern: `hosts` are globs, `names` regular expressions for the start of a name."""

    publisher: Publisher
    hosts: tuple[str, ...]
    names: tuple[re.Pattern[str], ...]

    def holds(self, name: str | None, hosts: Iterable[str]) -> bool:
        """Tell whether a name, or one of the hosts or a domain above it, fits a pattern of the family."""
        if name is not None and any(pattern.match(name) for pattern in self.names):
            return True
        return any(fnmatchcase(domain, glob) for host in hosts for domain in _domains(host) for glob in self.hosts)


@dataclass(frozen=True)
class Publishers:
    """All publishers of the catalogue: the listed ones, and the families in the order in which they are tried."""

    listed: tuple[Publisher, ...]
    families: tuple[Family, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Publisher]:
        """Every publisher and family by id, the listed ones first, `unknown` last."""
        return {p.publisher_id: p for p in (*self.listed, *(family.publisher for family in self.families))}

    def resolve(self, name: str | None, url: str | None) -> Publisher:
        """Find who publishes under a name at an address; either may be missing.

        The first that succeeds decides: a listed publisher whose id, name or other name is `name`; a listed publisher
        that has the host of `name` (registers often name a publisher by its host) or of `url`; the first family that
        fits the name or one of those hosts; else `unknown`. Case, repeated blanks, `www.`, `m.`, a port and a final
        dot make no difference.
        """
        called = None if name is None else _called(name)
        if called is not None and called in self._by_name:
            return self._by_name[called]
        hosts = tuple(host for host in (host_of(name), host_of(url)) if host is not None)
        for host in hosts:
            if host in self._by_host:
                return self._by_host[host]
        for family in self.families:
            if family.holds(called, hosts):
                return family.publisher
        return self.by_id[UNKNOWN]

    @cached_property
    def _by_name(self) -> Mapping[str, Publisher]:
        listed = {name: p for p in self.listed for name in _names(p)}
        return {**{family.publisher.publisher_id: family.publisher for family in self.families}, **listed}

    @cached_property
    def _by_host(self) -> Mapping[str, Publisher]:
        return {_site(host): p for p in self.listed for host in p.hosts}


def host_of(address: str | None) -> str | None:
    """Give the host of an address, or of a text that is a host, without `www.` and `m.`; None when there is none.

    >>> host_of("https://www.yenbai.gov.vn:443/tin-tuc?id=1")
    'yenbai.gov.vn'
    >>> host_of("UBND huyện Sóc Sơn") is None
    True
    """
    text = "" if address is None else address.strip()
    after_scheme = text.rpartition("://")[2] if "://" in text else text
    host = re.split(r"[/?#:]", after_scheme, maxsplit=1)[0].rpartition("@")[2].lower().rstrip(".")
    return _site(host) if _HOST.fullmatch(host) else None


def read_publishers(entry: Entry | None, faults: Faults) -> Publishers:
    """Read `publishers.yaml`; note ids, names and hosts that would name two publishers."""
    if entry is None:
        return Publishers((), ())
    entry.only(("publishers", "families"))
    listed = [(e, _read_listed(e)) for e in entry.entries("publishers")]
    families = [(e, _read_family(e)) for e in entry.entries("families")]
    _check_unique([*listed, *((e, family.publisher) for e, family in families)], faults)
    _check_hosts(listed, faults)
    if entry.has("families") and (not families or families[-1][1].publisher.publisher_id != UNKNOWN):
        entry.fault("families", f"the last family is not `{UNKNOWN}`", f"end with {{publisher_id: {UNKNOWN}, ...}}")
    return Publishers(tuple(p for _, p in listed), tuple(family for _, family in families))


def _read_listed(entry: Entry) -> Publisher:
    entry.only(("publisher_id", "name", "rank"), ("also", "hosts"))
    hosts = entry.texts("hosts")
    for host in hosts:
        if not _HOST.fullmatch(host):
            entry.fault("hosts", f"`{host}` is no host", "write it like `baothanhhoa.vn`: lower case, no path, no `*`")
    return Publisher(
        entry.text("publisher_id", _ID), entry.text("name"), entry.whole("rank", 1, 7), entry.texts("also"), hosts
    )


def _read_family(entry: Entry) -> Family:
    entry.only(("publisher_id", "name", "rank"), ("hosts", "names"))
    publisher = Publisher(entry.text("publisher_id", _ID), entry.text("name"), entry.whole("rank", 1, 7))
    patterns: list[re.Pattern[str]] = []
    for text in entry.texts("names"):
        try:
            patterns.append(re.compile(text, re.IGNORECASE))
        except re.error as error:
            entry.fault("names", f"`{text}` is no regular expression ({error})", "mend the pattern")
    if (publisher.publisher_id == UNKNOWN) == (entry.has("hosts") or entry.has("names")):
        finding = f"a family has `hosts` or `names`, and only `{UNKNOWN}` has neither"
        entry.fault("publisher_id", finding, "give it a pattern, or take the patterns away")
    return Family(publisher, entry.texts("hosts"), tuple(patterns))


def _check_unique(publishers: Sequence[tuple[Entry, Publisher]], faults: Faults) -> None:
    owners: dict[str, str] = {}
    for entry, publisher in publishers:
        for name in dict.fromkeys(_names(publisher)):
            if name in owners:
                what = "the id" if name == publisher.publisher_id else "the name"
                finding = f"{what} `{name}` names `{owners[name]}` and `{publisher.publisher_id}`"
                faults.add(entry.place, finding, "give one of the two another")
            owners.setdefault(name, publisher.publisher_id)


def _check_hosts(listed: Sequence[tuple[Entry, Publisher]], faults: Faults) -> None:
    owners: dict[str, str] = {}
    for entry, publisher in listed:
        for host in dict.fromkeys(map(_site, publisher.hosts)):
            if host in owners:
                finding = f"the host `{host}` belongs to `{owners[host]}` and `{publisher.publisher_id}`"
                faults.add(entry.place_of("hosts"), finding, "leave it with one of the two")
            owners.setdefault(host, publisher.publisher_id)


def _names(publisher: Publisher) -> tuple[str, ...]:
    return tuple(map(_called, (publisher.publisher_id, publisher.name, *publisher.also)))


def _called(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _site(host: str) -> str:
    for prefix in _SAME_SITE:
        # "m.vn" would otherwise become the country.
        if host.startswith(prefix) and "." in host.removeprefix(prefix):
            return host.removeprefix(prefix)
    return host


def _domains(host: str) -> list[str]:
    labels = host.split(".")
    return [".".join(labels[first:]) for first in range(len(labels) - 1)]
