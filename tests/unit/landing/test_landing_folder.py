"""Stories of the landing folder: which files become documents, which are refused, and why."""

import hashlib
import os
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.landing import Landing, LandingError, Piece, Rejection, Withheld, scan
from schemas.vocabulary import REJECTION_REASONS


def put(folder: Path, name: str, content: bytes = b"") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content or f"content of {name}".encode())
    return path


def names(landing: Landing) -> list[str]:
    return [entry.file_name for entry in landing.entries]


def only_rejection(landing: Landing) -> Rejection:
    (rejection,) = landing.rejections
    assert rejection.reason in REJECTION_REASONS
    assert rejection.message
    assert rejection.cure
    return rejection


def test_files_of_all_folders_are_listed_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "2024/a.html", "a.txt", "2023/sâu/c.html"):
        put(tmp_path, name)
    assert names(scan(tmp_path)) == ["2023/sâu/c.html", "2024/a.html", "a.txt", "b.txt"]


def test_an_entry_says_what_the_bytes_are_and_when_they_came(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", b"Xin ch\xc3\xa0o")
    os.utime(path, (1_736_386_260, 1_736_386_260))
    (entry,) = scan(tmp_path).entries
    assert entry.document_id == hashlib.sha256(b"Xin ch\xc3\xa0o").hexdigest()
    assert (entry.size_bytes, entry.path, entry.line) == (9, path, None)
    assert entry.retrieved_at == datetime(2025, 1, 9, 1, 31, tzinfo=UTC)
    assert entry.content() == b"Xin ch\xc3\xa0o"


def test_a_folder_that_is_not_there_is_named_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(LandingError, match=r"nowhere: no such folder\. Create it"):
        scan(tmp_path / "nowhere")


def test_hidden_temporary_and_guide_files_are_no_documents(tmp_path: Path) -> None:
    for name in (".DS_Store", ".git/config", "a.html.part", "b.tmp", "~$c.docx", "README.md", "sub/readme.txt"):
        put(tmp_path, name)
    landing = scan(tmp_path)
    assert (landing.entries, landing.rejections) == ((), ())
    assert "a.html.part" in landing.notes[-1]


def test_of_files_with_the_same_bytes_the_first_name_is_the_document(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "c.txt"):
        put(tmp_path, name, b"same")
    landing = scan(tmp_path)
    assert names(landing) == ["a/z.txt"]
    assert [(one.file_name, one.reason) for one in landing.rejections] == [
        ("b.txt", "duplicate"),
        ("c.txt", "duplicate"),
    ]
    assert all("a/z.txt" in one.message for one in landing.rejections)
    assert landing.rejections[0].document_id == landing.entries[0].document_id


def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path) -> None:
    put(tmp_path, "big.txt", b"x" * 101)
    put(tmp_path, "fits.txt", b"x" * 100)
    landing = scan(tmp_path, max_bytes=100)
    assert names(landing) == ["fits.txt"]
    refused = only_rejection(landing)
    assert (refused.file_name, refused.reason, refused.size_bytes, refused.document_id) == (
        "big.txt",
        "too_large",
        101,
        None,
    )


def test_empty_files_are_empty_not_duplicates_of_each_other(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).touch()
    assert [one.reason for one in scan(tmp_path).rejections] == ["empty", "empty"]


def test_a_link_that_leaves_the_folder_is_refused_and_one_that_stays_is_followed(tmp_path: Path) -> None:
    outside = put(tmp_path, "outside.txt")
    landing_folder = tmp_path / "landing"
    target = put(landing_folder, "sub/z.txt")
    (landing_folder / "leaves.txt").symlink_to(outside)
    (landing_folder / "leaves").symlink_to(tmp_path)
    (landing_folder / "stays.txt").symlink_to(target)
    landing = scan(landing_folder)
    assert names(landing) == ["stays.txt"]
    assert [(one.file_name, one.reason) for one in landing.rejections] == [
        ("leaves", "unreadable"),
        ("leaves.txt", "unreadable"),
        ("sub/z.txt", "duplicate"),
    ]


def test_links_to_folders_do_not_make_the_walk_endless(tmp_path: Path) -> None:
    put(tmp_path, "sub/a.txt")
    (tmp_path / "sub" / "again").symlink_to(tmp_path)
    assert names(scan(tmp_path)) == ["sub/a.txt"]


def test_a_broken_link_and_a_pipe_are_refused_without_waiting(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "missing.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert [(one.file_name, one.reason) for one in scan(tmp_path).rejections] == [
        ("gone.txt", "unreadable"),
        ("pipe.txt", "unreadable"),
    ]


def test_a_name_that_is_not_utf_8_is_refused_in_a_form_that_can_be_stored(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/b\xe1o.txt", "wb") as file:  # noqa: PTH123  a Path cannot be made of such bytes
        file.write(b"x")
    refused = only_rejection(scan(tmp_path))
    assert refused.file_name.encode() == b"b\\udce1o.txt"


def test_a_file_that_changes_after_the_scan_is_not_passed_off_as_the_one_scanned(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", b"before")
    (entry,) = scan(tmp_path).entries
    path.write_bytes(b"after!")
    with pytest.raises(LandingError, match="changed after it was scanned"):
        entry.content()
    path.unlink()
    with pytest.raises(LandingError, match="cannot be read any more"):
        entry.content()


def test_a_folder_without_a_register_is_read_and_noted(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    landing = scan(tmp_path)
    assert names(landing) == ["a.txt"]
    assert landing.notes == ("No register (sources.csv): every document is read from its own words alone",)


def test_documents_without_a_line_are_counted(tmp_path: Path) -> None:
    put(tmp_path, "sources.csv", b"file,kind\na.txt,article\n")
    put(tmp_path, "a.txt")
    put(tmp_path, "b.txt")
    landing = scan(tmp_path)
    assert landing.rejections == ()
    assert landing.notes == ("1 of 2 documents have no line in sources.csv",)


def test_a_line_meets_its_file_across_spellings_of_the_name(tmp_path: Path) -> None:
    put(tmp_path, unicodedata.normalize("NFD", "năm 2024/báo cáo.html"))
    register = unicodedata.normalize("NFC", "file,title\n./năm 2024\\báo cáo.html,Báo cáo\n")
    put(tmp_path, "sources.csv", register.encode())
    landing = scan(tmp_path)
    (entry,) = landing.entries
    assert entry.line is not None
    assert (entry.line.title, landing.rejections) == ("Báo cáo", ())


def test_a_line_for_a_file_that_is_not_there_is_a_missing_file(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "sources.csv", b"file,kind\na.txt,article\ngone.html,article\n")
    refused = only_rejection(scan(tmp_path))
    assert (refused.file_name, refused.line_no, refused.reason) == ("sources.csv", 3, "missing_file")
    assert "gone.html" in refused.message


def test_a_line_for_a_refused_file_is_not_missing_too(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", b"x" * 600)
    put(tmp_path, "sources.csv", b"file\na.txt\n")
    assert only_rejection(scan(tmp_path, max_bytes=500)).reason == "too_large"


def test_all_faults_of_a_line_are_one_rejection_and_its_good_cells_serve(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "sources.csv", b"file,kind,published_on,title\na.txt,essay,2024-02-30,Tin\n")
    landing = scan(tmp_path)
    refused = only_rejection(landing)
    assert (refused.line_no, refused.reason) == (2, "bad_register_line")
    assert "`essay`" in refused.message
    assert "`2024-02-30`" in refused.message
    line = landing.entries[0].line
    assert line is not None
    assert (line.kind, line.published_on, line.title) == (None, None, "Tin")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name,kind\na.txt,article\n", "`file`"),
        (b"file,file\na.txt,a.txt\n", "`file`"),
        ("file,title\na.txt,Báo cáo\n".encode("utf-16"), "not UTF-8"),
        (b'file,title\na.txt,"never closed\n', "not well-formed"),
        (b" \n\n", "`file`"),
    ],
)
def test_an_unreadable_register_is_one_rejection_and_the_folder_is_read_without_it(
    tmp_path: Path, content: bytes, words: str
) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "sources.csv", content)
    landing = scan(tmp_path)
    assert names(landing) == ["a.txt"]
    refused = only_rejection(landing)
    assert (refused.file_name, refused.line_no, refused.reason) == ("sources.csv", 0, "bad_register_line")
    assert words in refused.message


def test_a_register_that_is_a_folder_or_too_large_does_not_stop_the_scan(tmp_path: Path) -> None:
    (tmp_path / "sources.csv").mkdir()
    put(tmp_path, "a.txt")
    assert only_rejection(scan(tmp_path)).line_no == 0
    (tmp_path / "sources.csv").rmdir()
    put(tmp_path, "sources.csv", b"file\n" + b"a.txt\n" * 100)
    assert "larger than" in only_rejection(scan(tmp_path, max_bytes=300)).message


def test_the_shipped_kind_of_register_is_read_without_a_fault() -> None:
    folder = Path(__file__).parents[4] / "shared" / "digest"
    if not folder.is_dir():
        pytest.skip("the material beside the checkout is absent")
    landing = scan(folder)
    assert {one.file_name for one in landing.rejections} == set()
    with_line = [entry for entry in landing.entries if entry.line is not None]
    assert len(with_line) == 69
    assert all(entry.line and entry.line.is_restated and entry.line.source_urls for entry in with_line)


def unpack(content: bytes, take: Callable[[Piece | Withheld], None]) -> bool:
    """Unpack the archives of these stories: behind the mark, one file a line; `!` cannot be taken out."""
    lines = content.decode().split("\n")[1:]
    if lines == ["no archive"]:
        return False
    for line in lines:
        name, _, words = line.partition("=")
        refused = Withheld(name.removeprefix("!"), 9, "unsafe_name", "Found.", "Cure.")
        take(refused if name.startswith("!") else Piece(name, words.encode()))
    return True


def packed(*lines: str) -> bytes:
    return "\n".join(["PK\x03\x04", *lines]).encode()


def test_files_of_an_archive_stand_in_its_place(tmp_path: Path) -> None:
    path = put(tmp_path, "b.zip", packed("z.txt=last", "2024/a.txt=first"))
    os.utime(path, (1_736_386_260, 1_736_386_260))
    put(tmp_path, "c.txt")
    landing = scan(tmp_path, unpack=unpack)
    assert names(landing) == ["b.zip/2024/a.txt", "b.zip/z.txt", "c.txt"]
    assert landing.rejections == ()
    first, last, _ = landing.entries
    assert (first.content(), last.content(), first.content()) == (b"first", b"last", b"first")
    assert first.document_id == hashlib.sha256(b"first").hexdigest()
    assert (first.path, first.size_bytes) == (path, 5)
    assert first.retrieved_at == datetime(2025, 1, 9, 1, 31, tzinfo=UTC)


def test_without_a_way_to_unpack_an_archive_is_a_file_like_others(tmp_path: Path) -> None:
    put(tmp_path, "b.zip", packed("a.txt=x"))
    assert names(scan(tmp_path)) == ["b.zip"]


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.odt"])
def test_documents_of_office_programs_are_not_looked_into(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, packed("a.txt=x"))
    assert names(scan(tmp_path, unpack=unpack)) == [name]


def test_what_turns_out_to_be_no_archive_is_a_document(tmp_path: Path) -> None:
    put(tmp_path, "a.zip", packed("no archive"))
    put(tmp_path, "no-suffix", packed("a.txt=x"))
    landing = scan(tmp_path, unpack=unpack)
    assert names(landing) == ["a.zip", "no-suffix/a.txt"]
    assert landing.entries[0].content() == packed("no archive")


def test_a_line_of_the_register_meets_a_file_of_an_archive(tmp_path: Path) -> None:
    put(tmp_path, "b.zip", packed("báo cáo.txt=x", "!../c.txt"))
    register = "file,title\nb.zip/báo cáo.txt,Báo cáo\nb.zip/../c.txt,C\nb.zip/gone.txt,D\n"
    put(tmp_path, "sources.csv", register.encode())
    landing = scan(tmp_path, unpack=unpack)
    (entry,) = landing.entries
    assert entry.line is not None
    assert entry.line.title == "Báo cáo"
    assert [(one.file_name, one.line_no, one.reason) for one in landing.rejections] == [
        ("b.zip/../c.txt", 0, "unsafe_name"),
        ("sources.csv", 4, "missing_file"),
    ]


def test_content_that_is_there_already_is_a_duplicate_wherever_it_is(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", b"same")
    put(tmp_path, "b.zip", packed("a.txt=same", "b.txt=other", "c.txt=other"))
    put(tmp_path, "c.zip", packed("a.txt=same", "b.txt=other", "c.txt=other"))
    put(tmp_path, "d.txt", b"other")
    landing = scan(tmp_path, unpack=unpack)
    assert names(landing) == ["a.txt", "b.zip/b.txt"]
    assert [one.file_name for one in landing.rejections] == ["b.zip/a.txt", "b.zip/c.txt", "c.zip", "d.txt"]
    assert {one.reason for one in landing.rejections} == {"duplicate"}


def test_files_of_an_archive_are_judged_like_others(tmp_path: Path) -> None:
    put(tmp_path, "b.zip", packed("big.txt=" + "x" * 101, "empty.txt=", "README.md=x", "half.part=x", "a.txt=x"))
    landing = scan(tmp_path, unpack=unpack)
    assert names(landing) == ["b.zip/a.txt", "b.zip/big.txt"]
    assert [(one.file_name, one.reason) for one in landing.rejections] == [("b.zip/empty.txt", "empty")]
    assert "b.zip/README.md, b.zip/half.part" in landing.notes[-1]


def test_a_file_that_unpacks_beyond_the_limit_is_too_large(tmp_path: Path) -> None:
    def swelling(content: bytes, take: Callable[[Piece | Withheld], None]) -> bool:
        take(Piece("a.txt", bytes(101)))
        return True

    put(tmp_path, "b.zip", packed())
    refused = only_rejection(scan(tmp_path, max_bytes=100, unpack=swelling))
    assert (refused.file_name, refused.reason, refused.size_bytes) == ("b.zip/a.txt", "too_large", 101)


@pytest.mark.parametrize("lines", [(), ("README.md=x",)])
def test_an_archive_without_a_document_is_empty(tmp_path: Path, lines: tuple[str, ...]) -> None:
    put(tmp_path, "b.zip", packed(*lines))
    refused = only_rejection(scan(tmp_path, unpack=unpack))
    assert (refused.file_name, refused.reason, refused.size_bytes) == ("b.zip", "empty", len(packed(*lines)))
    assert refused.document_id == hashlib.sha256(packed(*lines)).hexdigest()


def test_an_archive_that_cannot_be_unpacked_is_rejected_under_its_name(tmp_path: Path) -> None:
    put(tmp_path, "b.zip", packed("!"))
    refused = only_rejection(scan(tmp_path, unpack=unpack))
    assert (refused.file_name, refused.reason) == ("b.zip", "unsafe_name")
    assert refused.document_id == hashlib.sha256(packed("!")).hexdigest()


def test_a_file_that_left_its_archive_after_the_scan_is_not_passed_off(tmp_path: Path) -> None:
    path = put(tmp_path, "b.zip", packed("a.txt=before", "b.txt=x"))
    first, second = scan(tmp_path, unpack=unpack).entries
    path.write_bytes(packed("a.txt=after"))
    with pytest.raises(LandingError, match="changed after it was scanned"):
        first.content()
    with pytest.raises(LandingError, match=r"b\.zip: does not give `b\.txt` any more"):
        second.content()


def test_an_archive_is_unpacked_once_for_all_of_its_files(tmp_path: Path) -> None:
    unpacked = []

    def counting(content: bytes, take: Callable[[Piece | Withheld], None]) -> bool:
        unpacked.append(content)
        return unpack(content, take)

    put(tmp_path, "b.zip", packed("a.txt=1", "b.txt=2", "c.txt=3"))
    landing = scan(tmp_path, unpack=counting)
    assert [entry.content() for entry in landing.entries] == [b"1", b"2", b"3"]
    assert len(unpacked) == 2
