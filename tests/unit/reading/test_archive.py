"""Archives: their files come out by name, and a name or a file that is not safe costs that file alone."""

import io
import stat
import struct
import zipfile
import zlib

import pytest
from unit.reading.hostile_files import locked, word_file, workbook, zipped

from pipelines.reading.archive import Member, Refused, fault_of, is_archive, members, showable
from pipelines.reading.document import RejectedError


def found(content: bytes) -> dict[str, str]:
    """Return what becomes of each file of an archive: its words, or the reason why it is not taken out."""
    return {
        one.name: one.content.decode("utf-8", "replace") if isinstance(one, Member) else one.error.reason
        for one in members(content)
    }


def written(entries: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for entry, content in entries:
            archive.writestr(entry, content)
    return buffer.getvalue()


def renamed(content: bytes, name: bytes) -> bytes:
    """Give the one entry, named by as many x, another name in bytes."""
    assert content.count(b"x" * len(name)) == 2
    return content.replace(b"x" * len(name), name)


def test_the_files_of_folders_come_out_by_name() -> None:
    content = zipped({"b.txt": "hai", "2024/": "", "2024/báo cáo.txt": "ba", "./a.txt": "một"})
    assert found(content) == {"b.txt": "hai", "2024/báo cáo.txt": "ba", "a.txt": "một"}


def test_what_systems_leave_behind_is_no_file() -> None:
    names = ["__MACOSX/._a.txt", ".DS_Store", "a/.git/config", "Thumbs.db", "sub/desktop.ini", "~$a.docx", "a.txt"]
    assert list(found(zipped(dict.fromkeys(names, "x")))) == ["a.txt"]


@pytest.mark.parametrize(
    "name",
    [
        "../a.txt", "a/../../b.txt", "/etc/passwd", "//server/a.txt", "C:\\a.txt", "c:a.txt", "..\\..\\a.txt",
        "\\\\server\\a.txt", "a//b.txt", "a/./b.txt", "..", "a\nb.txt", "a\u202etxt.exe", "x" * 500,
    ],
)  # fmt: skip
def test_an_unsafe_name_costs_that_file_alone(name: str) -> None:
    content = zipped({"first.txt": "một", name: "evil", "last.txt": "cuối"})
    first, unsafe, last = members(content)
    assert (first, last) == (Member("first.txt", b"m\xe1\xbb\x99t"), Member("last.txt", "cuối".encode()))
    assert isinstance(unsafe, Refused)
    assert unsafe.error.reason == "unsafe_name"
    assert unsafe.name == showable(name)
    assert fault_of(unsafe.name) is None or "\n" not in unsafe.name


def test_a_name_with_a_nul_is_not_cut_to_a_safe_one() -> None:
    content = renamed(zipped({"xxxxxxxxxxx": "evil"}), b"a.txt\0.html")
    assert found(content) == {"a.txt\\x00.html": "unsafe_name"}


def test_folders_written_with_backslashes_are_folders() -> None:
    assert found(zipped({"2024\\báo cáo.txt": "một"})) == {"2024/báo cáo.txt": "một"}


def test_a_link_is_no_file() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert found(written([(link, b"/etc/passwd")])) == {"link.txt": "unsafe_name"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_files_with_one_name_the_second_is_refused() -> None:
    content = written([(zipfile.ZipInfo("a.txt"), b"one"), (zipfile.ZipInfo("a.txt"), b"two")])
    assert [isinstance(one, Member) and one.content for one in members(content)] == [b"one", False]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Báo cáo.txt".encode(), "Báo cáo.txt"),
        (b"B\xe1o c\xe1o huy\xea\xf2n Qu\xe1ch.txt", "Báo cáo huyện Quách.txt"),
        (b"caf\x82 \x9c.txt", "café £.txt"),
    ],
    ids=["utf-8", "1258", "437"],
)
def test_names_without_a_flag_are_read_as_they_were_meant(name: bytes, shown: str) -> None:
    content = renamed(zipped({"x" * len(name): "một"}), name)
    assert list(found(content)) == [shown]


def test_a_name_beside_the_name_is_the_one_that_is_meant() -> None:
    entry = zipfile.ZipInfo("bao cao.txt")
    meant = "báo cáo.txt".encode()
    field = struct.pack("<BI", 1, zlib.crc32(b"bao cao.txt")) + meant
    entry.extra = struct.pack("<HH", 0x7075, len(field)) + field
    assert list(found(written([(entry, b"x")]))) == ["báo cáo.txt"]


def test_an_archive_in_an_archive_is_refused_and_a_document_in_it_is_taken() -> None:
    content = zipped({"inner.zip": zipped({"a.txt": "x"}), "a.docx": word_file(), "b.txt": "hai"})
    told = found(content)
    assert (told["inner.zip"], told["b.txt"]) == ("unsupported_format", "hai")
    assert told["a.docx"].startswith("PK")


def test_a_torn_file_costs_that_file_alone() -> None:
    content = bytearray(zipped({"a.txt": "một" * 9, "b.txt": "hai" * 9}, zipfile.ZIP_STORED))
    content[content.index(b"hai")] ^= 1
    assert found(bytes(content)) == {"a.txt": "một" * 9, "b.txt": "damaged"}


def test_a_locked_archive_is_refused_as_a_whole() -> None:
    with pytest.raises(RejectedError) as refused:
        found(locked(zipped({"a.txt": "x"})))
    assert refused.value.reason == "encrypted"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (zipped({"a.txt": "x"}), True),
        (zipped({}), True),
        (word_file(), False),
        (workbook(""), False),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), False),
        (b"Xin", False),
    ],
)
def test_documents_that_are_zip_files_are_no_archives(content: bytes, expected: bool) -> None:
    assert is_archive(content) is expected
