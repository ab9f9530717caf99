"""Finding what a person means: an area by any common spelling, an indicator or practice by id or label."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import click
import duckdb

from schemas.catalogue.search_key import search_key

_CHOICES = 20
_NEAR = 5


@dataclass(frozen=True)
class Area:
    """An administrative unit as people tell it from others of its name."""

    area_id: str
    area_name: str
    province_name: str | None
    until: str | None

    def __str__(self) -> str:
        """Name the area with its province, its id, and the end of its existence."""
        province = f", {self.province_name}" if self.province_name not in (None, self.area_name) else ""
        return f"{self.area_name}{province} ({self.area_id}{f', until {self.until}' if self.until else ''})"


@dataclass(frozen=True)
class Topic:
    """An indicator, or a digital practice, which has no figure."""

    kind: Literal["indicator", "practice"]
    topic_id: str
    label_vi: str
    label_en: str
    unit: str | None


def find_topic(connection: duckdb.DuckDBPyConnection, words: str) -> Topic:
    """Find an indicator or practice; raise ClickException with near ones where there is none."""
    rows = connection.execute(
        """select 'indicator', indicator_id, indicator.label_vi, indicator.label_en, unit.label_en
        from ref.indicator as indicator join ref.unit as unit using (unit_id)
        union all select 'practice', practice_id, label_vi, label_en, null from ref.practice
        order by all"""
    ).fetchall()
    topics = [Topic(*row) for row in rows]
    key = search_key(words)
    for topic in topics:
        if key in (topic.topic_id, search_key(topic.label_vi), search_key(topic.label_en)):
            return topic
    names = {name: topic.topic_id for topic in topics for name in (topic.topic_id, *_labels(topic))}
    raise click.ClickException(
        f"no indicator or practice is called `{words}`; {_suggested(dict.fromkeys(_near(key, names)))}"
        "all of them stand in ref.indicator and ref.practice."
    )


def find_area(connection: duckdb.DuckDBPyConnection, words: str, topic: Topic | None) -> Area:
    """Find an area by its id or a name, with or without its kind, its province after a comma, and diacritics.

    Of several the one of which a text says something about the topic, or about any, is meant. Raise ClickException with
    the choices where that leaves more than one, and with near names where there is none.
    """
    found = _areas(connection, words)
    if len(found) > 1:
        spoken_of = _spoken_of(connection, topic)
        found = [area for area in found if area.area_id in spoken_of] or found
    if len(found) == 1:
        return found[0]
    if found:
        choices = "".join(f"\n  {area}" for area in found[:_CHOICES])
        more = f"\n  and {len(found) - _CHOICES} more" if len(found) > _CHOICES else ""
        raise click.ClickException(f"`{words}` can mean several areas; name one by its id:{choices}{more}")
    names = [
        key for (key,) in connection.execute("select distinct search_key from ref.area_name order by all").fetchall()
    ]
    near = difflib.get_close_matches(search_key(words.rpartition(",")[0] or words), names, _NEAR)
    raise click.ClickException(f"no area is called `{words}`; {_suggested(near)}all of them stand in mart.area.")


def _areas(connection: duckdb.DuckDBPyConnection, words: str) -> list[Area]:
    name, _, province = words.rpartition(",")
    rows = connection.execute(
        """select area_id, area_name, province_name, strftime(valid_to - interval 1 day, '%Y-%m-%d')
        from mart.area
        where area_id = $id
            or area_id in (select area_id from ref.area_name where search_key = $whole)
            or area_id in (select area_id from ref.area_name where search_key = $name)
                and province_id in (select area_id from ref.area_name where search_key = $province)
        order by area_id""",
        {"id": words.strip(), "whole": search_key(words), "name": search_key(name), "province": search_key(province)},
    ).fetchall()
    return [Area(*row) for row in rows]


def _spoken_of(connection: duckdb.DuckDBPyConnection, topic: Topic | None) -> set[str]:
    if topic is None:
        return {area_id for (area_id,) in connection.execute("select distinct area_id from core.claim").fetchall()}
    sql = {
        "indicator": "select area_id from core.claim where indicator_id = $topic"
        " union select area_id from core.reconstruction where indicator_id = $topic",
        "practice": "select distinct area_id from core.adoption where practice_id = $topic",
    }[topic.kind]
    return {area_id for (area_id,) in connection.execute(sql, {"topic": topic.topic_id}).fetchall()}


def _labels(topic: Topic) -> tuple[str, str]:
    return search_key(topic.label_vi), search_key(topic.label_en)


def _near(key: str, names: dict[str, str]) -> list[str]:
    """Return the ids of what is spelt nearly like a word, or holds it."""
    holding = [name for name in names if key and key in name]
    return [names[name] for name in (*difflib.get_close_matches(key, names, _NEAR), *holding)]


def _suggested(names: Iterable[str]) -> str:
    shown = list(names)[:_NEAR]
    return f"nearly so: {', '.join(shown)}; " if shown else ""
