"""The rows of `staging.quantity`: as printed, with offsets into the document, and honest about repairs."""

import polars as pl

from pipelines.claims.frames import quantity_frame
from schemas import staging


def test_a_repaired_number_is_kept_as_printed_and_flagged() -> None:
    text = "Huyện có 12 xã, đón 47 .200 lượt khách"
    passage = {"document_id": "a" * 64, "passage_no": 0, "role": "body", "start": 100, "end": 138, "text": text}
    passages = pl.DataFrame([passage | {"section": None}], schema=staging.Passage.dtypes())
    rows = quantity_frame(passages).select("surface", "value", "is_repaired", "start").rows()
    assert rows == [("12", 12, False, 109), ("47 .200", 47_200, True, 120)]
