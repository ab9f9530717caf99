"""What a page's markup says of itself: title, author, site, day of publication. Visible lines are read by `page`.

Only explicit statements count: the meta elements that newspapers and portals fill, JSON-LD (schema.org Article), and
the page's own address where it carries a whole day. Nothing is guessed from the text: a wrong day is worse than none.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import html

from pipelines.reading.dates import address_day, machine_day
from pipelines.reading.runs import clean

_TITLES: Final = ("og:title", "twitter:title", "dc.title", "title", "headline")
_AUTHORS: Final = ("article:author", "author", "dc.creator", "dcterms.creator", "dable:author", "byl", "creator")
_SITES: Final = ("og:site_name", "application-name", "dc.publisher", "publisher")
_DAYS: Final = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "dc.date.issued", "dcterms.issued", "dc.date",
    "dcterms.created", "dcterms.date", "article:published", "sailthru.date", "parsely-pub-date", "date",
)  # fmt: skip
_ARTICLES: Final = re.compile(r"(?:\w*Article|\w*Posting|WebPage|Report)$")
_LONGEST_JSON: Final = 200_000


@dataclass(frozen=True, slots=True)
class Metadata:
    """Facts of a page's head; `titles` are all the titles it names, as the visible one may be any of them."""

    titles: tuple[str, ...]
    author: str | None
    site: str | None
    published_on: date | None
    address_day: date | None


def metadata(tree: html.HtmlElement) -> Metadata:
    """Read the facts that a page's markup states about it."""
    meta = _meta(tree)
    articles = [node for node in _linked_data(tree) if _ARTICLES.match(str(node.get("@type", "")))]
    title_element = next((clean(str(one.text_content())) for one in tree.iter("title")), "")
    titles = [*_chosen(meta, _TITLES), *(_text(node.get("headline")) for node in articles), title_element]
    days = [*_chosen(meta, _DAYS), *(_text(node.get("datePublished")) for node in articles)]
    authors = [*(_name(node.get("author")) for node in articles), *_chosen(meta, _AUTHORS)]
    sites = [*_chosen(meta, _SITES), *(_name(node.get("publisher")) for node in articles)]
    site = next((one for one in sites if one), None)
    addresses = _addresses(tree, meta)
    return Metadata(
        titles=tuple(dict.fromkeys(one for one in titles if one)),
        author=next((one for one in authors if _is_author(one, site)), None),
        site=site,
        published_on=next((day for one in days if (day := machine_day(one)) is not None), None),
        address_day=next((day for one in addresses if (day := address_day(one)) is not None), None),
    )


def _meta(tree: html.HtmlElement) -> Mapping[str, str]:
    """Return the first content of every named meta element, names in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = clean(str(element.get("content", "")))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = str(element.get(attribute, "")).strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _chosen(meta: Mapping[str, str], names: Iterable[str]) -> list[str]:
    return [meta[name] for name in names if name in meta]


def _addresses(tree: html.HtmlElement, meta: Mapping[str, str]) -> list[str]:
    canonical = [
        str(link.get("href", "")) for link in tree.iter("link") if str(link.get("rel", "")).lower() == "canonical"
    ]
    return [*canonical, *_chosen(meta, ("og:url",))]


def _linked_data(tree: html.HtmlElement) -> Iterator[Mapping[str, object]]:
    """Yield the nodes of the page's JSON-LD; a script that is no JSON states nothing."""
    for script in tree.iter("script"):
        if str(script.get("type", "")).lower() != "application/ld+json" or len(script.text or "") > _LONGEST_JSON:
            continue
        try:
            # Newspapers break lines inside strings, which only the lenient form allows.
            data: object = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        nodes = data if isinstance(data, list) else [data]
        for node in nodes:
            if isinstance(node, dict):
                yield node
                graph = node.get("@graph")
                yield from (one for one in graph if isinstance(one, dict)) if isinstance(graph, list) else ()


def _text(value: object) -> str:
    return clean(value) if isinstance(value, str) else ""


def _name(value: object) -> str:
    """Return the name of a schema.org person or organisation, or of the first of several."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return _text(value.get("name") if isinstance(value, dict) else value)


def _is_author(name: str, site: str | None) -> bool:
    """Return whether a name can be a person's: no address, no account, not the newspaper itself."""
    return (
        2 <= len(name) <= 60
        and not re.search(r"https?:|www\.|[@_/]|\.(?:vn|com|net)\b|^admin", name, re.I)
        and name != site
    )
