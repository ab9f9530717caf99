"""A story: documents that say figures, told row by row.

Texts, passages, numbers and claims are laid out with true offsets, over letters of one and of several code points.
"""

import hashlib
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from unit.sql.small_world import COMPARISON, DISTRICT, FESTIVALS, UNITS, VERSION, Row, first_rows, models, search_key


@dataclass
class Story:
    """The rows of the lake as they are told, by table."""

    rows: dict[str, list[Row]] = field(default_factory=first_rows)

    def document(
        self,
        name: str,
        *,
        kind: str = "article",
        rank: int = 4,
        published_on: date | None = date(2025, 1, 9),
        restates: str = "",
    ) -> str:
        """Begin a document and return its id; its text opens with letters of several code points."""
        document_id = hashlib.sha256(name.encode()).hexdigest()
        self._add(
            "raw.document",
            document_id=document_id,
            file_name=f"{name}.html",
            media_type="text/html",
            size_bytes=1000,
            kind=kind,
            publisher_id=f"rank-{rank}",
            title=f"Bài {name}",
            url=restates or f"https://example.org/{name}",
            source_urls=[restates] if restates else [],
            is_restated=bool(restates),
            published_on=published_on,
            retrieved_at=datetime(2025, 2, 1, tzinfo=UTC),
            partition_year=2025,
            area_id=DISTRICT,
            language="vi",
            encoding="utf-8",
            text="",
            text_sha256="",
            extractor_version=VERSION,
        )
        self._say(document_id, unicodedata.normalize("NFD", f"🎉 Huyện Sóc Sơn: {name}"), role="title")
        return document_id

    def says(
        self,
        document: str,
        figure: float | tuple[float, float],
        bound: str = "exact",
        *,
        indicator: str = FESTIVALS,
        area: str = DISTRICT,
        scenario: str = "actual",
        period: tuple[str, str | None, str] = ("year", "2024-01-01", "2024-12-31"),
        status: str | None = None,
        doubt: str = "beyond_limit",
        derivation: str | None = None,
        confidence: float = 0.9,
        role: str = "body",
        is_recognised: bool = False,
    ) -> str:
        """Let a document state a figure in a sentence of its own; return the id of the claim.

        A range is a pair. `period` is the type, the first day (None for a point) and the last day; `doubt` says why the
        status is V; `is_recognised` that the sentence was read off a scan.
        """
        printed = f"{figure[0]:g} - {figure[1]:g}" if isinstance(figure, tuple) else f"{figure:.15g}"
        sentence = f"Năm qua, huyện đạt {printed} đơn vị."
        passage = self._say(document, sentence, role, is_recognised)
        start = passage["start"] + sentence.index(printed)
        end = start + len(printed)
        lower, upper = _ends(figure, bound)
        period_type, first, last = period
        is_part = period_type in ("ytd", "half", "quarter", "month")
        span = {"document_id": document, "start": start, "end": end}
        stated = {
            "value": None if isinstance(figure, tuple) else figure,
            "lower": lower,
            "upper": upper,
            "bound": bound,
        }
        quantity_id = f"{document[:16]}-{start}"
        year = int(last[:4])
        claim_id = f"{quantity_id}-{indicator}-{scenario}-{year}"
        self._add(
            "staging.quantity",
            quantity_id=quantity_id,
            passage_no=passage["passage_no"],
            surface=printed,
            category="cardinal",
            **span,
            **stated,
        )
        self._add(
            "core.claim",
            claim_id=claim_id,
            quantity_id=quantity_id,
            indicator_id=indicator,
            area_id=area,
            year=year,
            period_type=period_type,
            period_start=first and date.fromisoformat(first),
            period_end=date.fromisoformat(last),
            scenario=scenario,
            unit_id=UNITS[indicator],
            obs_status=status or {"plan": "F", "estimate": "E"}.get(scenario, "P" if is_part else "A"),
            doubt=doubt if status == "V" else None,
            doubt_detail=f"{printed} cannot be" if status == "V" else None,
            quote=printed,
            sentence_start=passage["start"],
            sentence_end=passage["end"],
            header_start=None,
            header_end=None,
            is_derived=derivation is not None,
            derivation=derivation,
            is_recognised=is_recognised,
            comparison=[COMPARISON],
            confidence=confidence,
            rule="sentence",
            **span,
            **stated,
        )
        return claim_id

    def mentions(self, document: str, number: str, reason: str, role: str = "body") -> str:
        """Let a document print a number that is no claim; return the number's id."""
        passage = self._say(document, f"Xem thêm: {number} điều khác.", role)
        start = passage["start"] + len("Xem thêm: ")
        span = {"document_id": document, "start": start, "end": start + len(number), "surface": number}
        quantity_id = f"{document[:16]}-{start}"
        self._add(
            "staging.quantity", quantity_id=quantity_id, passage_no=passage["passage_no"], category="cardinal", **span
        )
        nothing = {"candidate_ids": [], "candidate_indicator_id": None}
        self._add("core.unclaimed_quantity", quantity_id=quantity_id, reason=reason, **nothing, **span)
        return quantity_id

    def adopts(self, document: str, practice: str, stage: str, area: str = DISTRICT, year: int = 2024) -> None:
        """Let a document say that an area has a practice."""
        passage = self._say(document, f"Huyện triển khai {practice} rộng rãi.", "body")
        start = passage["start"] + len("Huyện triển khai ")
        self._add(
            "core.adoption",
            document_id=document,
            practice_id=practice,
            area_id=area,
            year=year,
            stage=stage,
            start=start,
            end=start + len(practice),
            quote=practice,
            sentence_start=passage["start"],
            sentence_end=passage["end"],
        )

    def names(self, claim_id: str, *items: str) -> None:
        """List members behind a counted claim."""
        claim = next(row for row in self.rows["core.claim"] if row["claim_id"] == claim_id)
        for number, item in enumerate(items, start=1):
            self._add(
                "core.named_item",
                claim_id=claim_id,
                document_id=claim["document_id"],
                indicator_id=claim["indicator_id"],
                item_no=number,
                item=item,
                start=0,
                end=1,
            )

    def reprint(self, document: str, *, rank: int = 6) -> str:
        """Print a document again, word for word, in another place; return the copy's id."""
        copies = sum(row["text_id"] == document for row in self.rows.get("core.source_text", []))
        copy = hashlib.sha256(f"copy {copies} of {document}".encode()).hexdigest()
        for table in ("raw.document", "staging.passage", "staging.quantity", "core.claim"):
            for row in [row for row in self.rows[table] if row["document_id"] == document]:
                renamed = {
                    key: copy[:16] + value[16:] for key, value in row.items() if key in ("claim_id", "quantity_id")
                }
                self._add(table, **(row | renamed | {"document_id": copy}))
        self.rows["raw.document"][-1] |= {"publisher_id": f"rank-{rank}", "file_name": f"copy-{copy[:8]}.html"}
        self._add("core.source_text", document_id=copy, text_id=document, similarity=0.9, superseded_by=None)
        return copy

    def supersede(self, older: str, newer: str) -> None:
        """Let a document be an older version of another's page."""
        self._add("core.source_text", document_id=older, text_id=newer, similarity=0.9, superseded_by=newer)

    def reject(self, file_name: str) -> None:
        """Meet a file that cannot be read."""
        self._add(
            "raw.rejected_document",
            file_name=file_name,
            line_no=0,
            size_bytes=0,
            reason="empty",
            message="the file holds nothing",
            cure="fetch it again",
            partition_year=2025,
        )

    def label(self, claim_id: str, **otherwise: Any) -> None:
        """Let a person read what a claim says, but for what `otherwise` says."""
        [claim] = [row for row in self.rows["core.claim"] if row["claim_id"] == claim_id]
        [document] = [row for row in self.rows["raw.document"] if row["document_id"] == claim["document_id"]]
        labels = self.rows.setdefault("ref.labelled_claim", [])
        columns = models()["ref.labelled_claim"].dtypes()
        read = {name: claim[name] for name in columns if name in claim} | {
            "file_name": document["file_name"],
            "statement_no": len(labels) + 1,
            "surface": claim["quote"],
        }
        labels.append(read | otherwise)

    def correct(self, claim_id: str, action: str, **becomes: Any) -> str:
        """Let a person decide about a claim; return the id of the correction."""
        [claim] = [row for row in self.rows["core.claim"] if row["claim_id"] == claim_id]
        [document] = [row for row in self.rows["raw.document"] if row["document_id"] == claim["document_id"]]
        correction_id = f"correction-{len(self.rows.get('ref.correction', [])) + 1}"
        is_range = claim["value"] is None
        self._add(
            "ref.correction",
            correction_id=correction_id,
            action=action,
            document=document["file_name"],
            **{name: claim[name] for name in ("indicator_id", "area_id", "year", "scenario")},
            expect_value=claim["value"],
            expect_lower=claim["lower"] if is_range else None,
            expect_upper=claim["upper"] if is_range else None,
            **{f"to_{name}": value for name, value in becomes.items()},
            reason="Seen on the page.",
            author="Lan",
            decided_on=date(2025, 3, 1),
        )
        return correction_id

    def forget(self, document: str) -> None:
        """Take a document out of the landing folder, with all that was read in it."""
        for table in list(self.rows):
            self.rows[table] = [row for row in self.rows[table] if row.get("document_id") != document]

    def was(self, area_id: str, full_name: str, until: date, parent_id: str) -> None:
        """Let an area have been called otherwise, or have lain elsewhere, until the day before `until`."""
        first = next(row for row in self.rows["ref.area_state"] if row["area_id"] == area_id)
        type_vi, _, name = full_name.partition(" ")
        called = {"full_name": full_name, "type_vi": type_vi, "name": name, "search_key": search_key(full_name)}
        self._add("ref.area_state", **(first | called | {"valid_to": until, "parent_id": parent_id}))
        first |= {"valid_from": until, "valid_from_is_exact": True}

    def _add(self, table: str, **row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    def _say(self, document: str, sentence: str, role: str, is_recognised: bool = False) -> Row:
        [told] = [row for row in self.rows["raw.document"] if row["document_id"] == document]
        start = len(told["text"]) + 1 if told["text"] else 0
        told["text"] += ("\n" if start else "") + sentence
        told["text_sha256"] = hashlib.sha256(told["text"].encode()).hexdigest()
        passages = self.rows.setdefault("staging.passage", [])
        number = sum(row["document_id"] == document for row in passages)
        passage = {"document_id": document, "passage_no": number, "role": role, "section": None, "text": sentence}
        passage |= {"start": start, "end": start + len(sentence), "is_recognised": is_recognised}
        passages.append(passage)
        return passage


def _ends(figure: float | tuple[float, float], bound: str) -> tuple[float | None, float | None]:
    if isinstance(figure, tuple):
        return figure
    if bound == "about":
        slack = 10 ** (len(f"{figure:.0f}") - len(f"{figure:.0f}".rstrip("0"))) / 2
        return figure - slack, figure + slack
    return (
        figure if bound in ("exact", "gt", "ge") else None,
        figure if bound in ("exact", "lt_near", "lt", "le") else None,
    )
