"""How fast documents are read: megabytes of text a second, from text to claims, on one core.

`python tests/benchmarks/reading.py [DIRECTORY]` reads the documents of a landing directory, the sample's by default.
Times are of the processor, the best of several runs; documents that `reading` turns away are left out.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pipelines.claims.model import Passage, Source
from pipelines.claims.reader import Reader
from pipelines.language import periods, places, quantities
from pipelines.language.sentences import sentence_spans
from pipelines.language.text import Text
from pipelines.reading import RejectedError, read
from schemas.catalogue import load

_RUNS = 5
_READ_ON = date(2025, 12, 31)
_LANDING = Path(__file__).parents[2] / "warehouse" / "landing"


def _documents(directory: Path) -> list[tuple[str, Source]]:
    found: list[tuple[str, Source]] = []
    for path in sorted(directory.rglob("*")):
        if path.suffix not in (".html", ".txt"):
            continue
        try:
            document = read(path.read_bytes(), path.name)
        except RejectedError:
            continue
        passages = tuple(
            Passage(number, p.role, p.section, p.start, document.text[p.start : p.end])
            for number, p in enumerate(document.passages)
        )
        source = Source(path.name, "article", document.title, document.published_on, _READ_ON, None, passages)
        found.append((document.text, source))
    return found


def _seconds(stage: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(_RUNS):
        begun = time.process_time()
        stage()
        best = min(best, time.process_time() - begun)
    return best


def main(directory: Path) -> None:
    """Print a line for each stage, and one for the whole way from text to claims."""
    reader, documents = Reader(load()), _documents(directory)
    size = sum(len(text.encode()) for text, _ in documents) / 1e6
    if not documents:
        raise SystemExit(f"no document in {directory}")
    passages = [p.text for _, source in documents for p in source.passages]
    texts = [Text.of(passage) for passage in passages]
    numbers = [{p.passage_no: quantities.find(Text.of(p.text)) for p in s.passages} for _, s in documents]
    home = next(iter(reader.index.areas))

    def each(find: Callable[[Text], object]) -> Callable[[], object]:
        return lambda: [find(text) for text in texts]

    def normalised() -> object:
        return [Text.of(passage) for passage in passages]

    def claimed() -> object:
        return [reader.read(source, found) for (_, source), found in zip(documents, numbers, strict=True)]

    stages = {
        "text": _seconds(normalised),
        "sentences": _seconds(each(sentence_spans)),
        "numbers": _seconds(each(quantities.find)),
        "claims": _seconds(claimed),
        "  of these: times": _seconds(each(lambda text: periods.find(text.norm, (text.forms, text.starts)))),
        "  of these: places": _seconds(each(lambda text: places.find(text, reader.index, home, _READ_ON))),
        "  of these: cues": _seconds(each(reader.cues.find)),
    }
    print(f"{len(documents)} documents, {size:.3f} MB, {sum(len(q) for n in numbers for q in n.values())} numbers")
    print(f"{'stage':24}{'s/MB':>8}{'MB/s':>8}")
    for stage, seconds in stages.items():
        print(f"{stage:24}{seconds / size:8.3f}{size / seconds:8.2f}")
    whole = stages["text"] + stages["numbers"] + stages["claims"]
    print(f"{'text to claims':24}{whole / size:8.3f}{size / whole:8.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else _LANDING)
