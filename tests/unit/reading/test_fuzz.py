"""Mutated files of every format: each has an outcome, no reader meets what nobody foresaw, and the parent stays small.

`make fuzz` reads thousands of them; these are few, with seeds of their own.
"""

from pathlib import Path

from benchmarks.fuzz import fuzz, mutated, seeds

from pipelines.reading.document import Reason
from pipelines.reading.sandbox import Sandbox

FILES = 300


def test_every_mutated_file_has_an_outcome(tmp_path: Path) -> None:
    with Sandbox(tmp_path / "scratch") as sandbox:
        report = fuzz(sandbox, FILES, seed=7)
        assert sandbox.read(seeds()["a.txt"], "a.txt").passages
    of_files = sum(count for (name, _), count in report.outcomes.items() if name != "member")
    assert of_files == FILES
    assert set(report.reasons()) <= {"read", "archive", *Reason.__args__}
    assert report.faults == {}
    assert report.worker_peak < sandbox.limits.memory_bytes
    assert report.parent_after - report.parent_before < 60 << 20


def test_a_seed_makes_the_same_files_each_time() -> None:
    import random

    for content in seeds().values():
        assert mutated(content, random.Random(3)) == mutated(content, random.Random(3))
