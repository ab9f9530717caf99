"""The sandbox: whatever a reader does, there is an outcome in time, and the run goes on."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from unit.reading.hostile_files import word_file, zipped

from pipelines.reading import RejectedError, read
from pipelines.reading.archive import Member, Refused
from pipelines.reading.sandbox import FaultError, Limits, Sandbox, SandboxError

NAUGHTY = (sys.executable, "-B", str(Path(__file__).with_name("naughty_worker.py")))
TEXT = "Huyện Sóc Mẫu đón khách\n\nNăm 2023, huyện Sóc Mẫu đón 120.000 lượt khách du lịch đến tham quan.\n".encode()
PAGE = f"<html><body><h1>Huyện Sóc Mẫu</h1><p>{TEXT.decode()}</p></body></html>".encode()
ENGLISH = b"The district welcomed many visitors in the year 2024, the committee said in its report." * 3


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with Sandbox(tmp_path_factory.mktemp("warehouse") / "scratch") as sandbox:
        yield sandbox


@pytest.fixture
def naughty(tmp_path: Path) -> Iterator[Sandbox]:
    limits = Limits(seconds=1, seconds_with_programs=3, memory_bytes=200 << 20, documents=5)
    with Sandbox(tmp_path / "scratch", limits, command=NAUGHTY) as sandbox:
        yield sandbox


def refusal(sandbox: Sandbox, name: str, content: bytes = b"") -> RejectedError:
    begun = time.monotonic()
    with pytest.raises(RejectedError) as refused:
        sandbox.read(content, name)
    assert time.monotonic() - begun < 15
    assert refused.value.message
    assert refused.value.cure
    assert sandbox.read(b"still here", "next.txt").text == "still here"
    return refused.value


def told(sandbox: Sandbox, name: str) -> str:
    return sandbox.read(b"", name).text


@pytest.mark.parametrize(("content", "name"), [(TEXT, "a.txt"), (PAGE, "a.html"), (TEXT, "tên lạ \n.txt")])
def test_a_document_is_read_as_it_would_be_here(sandbox: Sandbox, content: bytes, name: str) -> None:
    assert sandbox.read(content, name) == read(content, name)


@pytest.mark.parametrize("content", [b" ", ENGLISH, b"GIF89a" + bytes(99), bytes(range(256)) * 20])
def test_a_refusal_passes_unchanged(sandbox: Sandbox, content: bytes) -> None:
    with pytest.raises(RejectedError) as here:
        read(content, "a.txt")
    with pytest.raises(RejectedError) as there:
        sandbox.read(content, "a.txt")
    assert str(there.value) == str(here.value)


def test_a_document_larger_than_any_pipe_goes_both_ways(sandbox: Sandbox) -> None:
    content = TEXT * 3_000
    assert sandbox.read(content, "a.txt") == read(content, "a.txt")


def test_all_that_a_document_says_comes_back(naughty: Sandbox) -> None:
    document = naughty.read("Xin chào\x01 “bạn”".encode(), "a.txt")
    assert (document.text, document.title, document.passages[0].end) == ("Xin chào\x01 “bạn”", "Tiêu đề", 15)
    assert str(document.published_on) == "2024-01-05"


@pytest.mark.parametrize("deed", ["hang", "spin"])
def test_what_takes_too_long_is_too_slow(naughty: Sandbox, deed: str) -> None:
    error = refusal(naughty, deed)
    assert error.reason == "too_slow"
    assert "NIENGIAM_READ_SECONDS" in error.cure


@pytest.mark.parametrize("deed", ["memory", "bad_alloc", "full"])
def test_what_takes_too_much_memory_is_told_so(naughty: Sandbox, deed: str) -> None:
    error = refusal(naughty, deed)
    assert error.reason == "too_much_memory"
    assert "200 MB" in error.message
    assert naughty.peak_bytes < 200 << 20


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("abort", "SIGABRT"),
        ("segfault", "SIGSEGV"),
        ("exit", "exit code 3"),
        ("babble no json", "nonsense"),
        ("babble []", "nonsense"),
        ('babble {"say": "document"}', "nonsense"),
        ('babble {"say": "member", "name": "../a"}', "nonsense"),
        ('babble {"say": "rejected", "reason": "because"}', "nonsense"),
        ("endless", "nonsense"),
    ],
)
def test_a_reader_that_is_lost_is_a_crash_that_names_how(naughty: Sandbox, deed: str, words: str) -> None:
    error = refusal(naughty, deed)
    assert error.reason == "crashed"
    assert words in error.message


def test_a_crash_that_others_prepared_is_no_crash(naughty: Sandbox) -> None:
    told(naughty, "first.txt")
    assert naughty.read(b"whole", "abort_later").text == "whole"


def test_what_libraries_print_is_no_answer_and_they_hear_no_request(naughty: Sandbox) -> None:
    assert told(naughty, "print") == "nothing heard"


@pytest.mark.parametrize(("deed", "words"), [("fault", "ZeroDivisionError"), ("half", "UnicodeEncodeError")])
def test_a_fault_that_nobody_foresaw_is_told_with_its_trace(naughty: Sandbox, deed: str, words: str) -> None:
    with pytest.raises(FaultError) as fault:
        naughty.read(b"", deed)
    assert fault.value.said.startswith(words)
    assert fault.value.said.encode()
    assert "Traceback" in fault.value.trace
    assert told(naughty, "next.txt") == "read"


def test_a_rejection_of_the_reader_costs_no_worker(naughty: Sandbox) -> None:
    before = told(naughty, "who")
    assert refusal(naughty, "reject").reason == "empty"
    assert told(naughty, "who") == before


def test_a_reader_that_waits_for_a_program_is_waited_for(naughty: Sandbox) -> None:
    assert told(naughty, "wait 1.2") == "read"


def test_no_program_is_waited_for_longer_than_the_limit(naughty: Sandbox) -> None:
    begun = time.monotonic()
    assert refusal(naughty, "wait 100").reason == "too_slow"
    assert 2 < time.monotonic() - begun < 30


def test_a_program_that_takes_too_long_is_a_fault_of_the_reader(naughty: Sandbox) -> None:
    with pytest.raises(FaultError, match="took longer than"):
        naughty.read(b"", "start 50")


def processes(command: str) -> list[str]:
    shown = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout.splitlines()
    return [line for line in shown if line.strip() == command]


def test_what_a_reader_started_ends_with_it(naughty: Sandbox) -> None:
    assert refusal(naughty, "leave 7391").reason == "too_slow"
    assert processes("sleep 7391") == []


def test_a_worker_is_replaced_after_some_documents(naughty: Sandbox) -> None:
    assert len({told(naughty, "who") for _ in range(11)}) == 3


def test_nothing_of_the_environment_reaches_a_reader(naughty: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIENGIAM_SECRET", "letmein")
    environment = told(naughty, "environment")
    assert "letmein" not in environment
    assert "TMPDIR=" in environment


def test_a_worker_is_small(naughty: Sandbox) -> None:
    modules = set(told(naughty, "modules").split())
    assert "pipelines.reading.reader" in modules
    assert modules.isdisjoint({"polars", "duckdb", "dagster", "pandera", "pandas", "pyarrow"})


def test_what_a_reader_leaves_behind_is_removed(naughty: Sandbox) -> None:
    folder = Path(told(naughty, "folder"))
    assert (folder / "left.txt").exists()
    naughty.__exit__(None, None, None)
    assert not folder.exists()
    assert not folder.parent.exists()


def test_what_a_killed_run_left_behind_is_removed_and_what_a_living_one_needs_stays(tmp_path: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    left, needed = tmp_path / "scratch" / f"{gone.pid}-x", tmp_path / "scratch" / f"{os.getppid()}-x"
    for folder in (left, needed):
        folder.mkdir(parents=True)
        (folder / "a.txt").touch()
    with Sandbox(tmp_path / "scratch", command=NAUGHTY) as sandbox:
        told(sandbox, "a.txt")
    assert list((tmp_path / "scratch").iterdir()) == [needed]


def is_locked_in(naughty: Sandbox, tmp_path: Path) -> bool:
    with contextlib.suppress(FaultError):
        told(naughty, f"write {tmp_path / 'probe'}")
    return not (tmp_path / "probe").exists()


def test_a_reader_writes_nowhere_but_into_its_folder(naughty: Sandbox, tmp_path: Path) -> None:
    if not is_locked_in(naughty, tmp_path):
        pytest.skip("this kernel has no Landlock")
    for place in (tmp_path / "evil.txt", Path.home() / "niengiam-evil.txt", Path("/tmp/niengiam-evil.txt")):
        with pytest.raises(FaultError, match="PermissionError"):
            naughty.read(b"", f"write {place}")
        assert not place.exists()
    assert told(naughty, "write own.txt") == "read"


def test_a_reader_reaches_nobody(naughty: Sandbox, tmp_path: Path) -> None:
    if not is_locked_in(naughty, tmp_path):
        pytest.skip("this kernel has no Landlock")
    with socket.create_server(("127.0.0.1", 0)) as server:
        with pytest.raises(FaultError, match="PermissionError"):
            naughty.read(b"", f"connect {server.getsockname()[1]}")
        server.settimeout(0.1)
        with pytest.raises(TimeoutError):
            server.accept()


PARENT = """
import sys, time
from pathlib import Path
sys.path.insert(0, {code!r})
from pipelines.reading.sandbox import Sandbox
sandbox = Sandbox(Path({scratch!r}), command={command!r})
print(sandbox.read(b"", "who").text, flush=True)
sandbox.read(b"", {deed!r})
"""


@pytest.mark.parametrize("deed", ["spin", "who"])
def test_no_worker_outlives_its_parent(tmp_path: Path, deed: str) -> None:
    script = PARENT.format(
        code=str(Path(__file__).parents[3]), scratch=str(tmp_path / "scratch"), command=NAUGHTY, deed=deed
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        if deed == "spin":
            parent.send_signal(signal.SIGKILL)
        parent.wait(20)
    deadline = time.monotonic() + 10
    while is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_running(worker)


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return "(python" in state and ") Z " not in state


def test_a_worker_that_cannot_start_is_no_fault_of_a_file(tmp_path: Path) -> None:
    with (
        Sandbox(tmp_path / "scratch", command=[sys.executable, "-c", "raise SystemExit('no way')"]) as sandbox,
        pytest.raises(SandboxError, match="no way"),
    ):
        sandbox.read(TEXT, "a.txt")


def test_nothing_is_started_for_nothing(tmp_path: Path) -> None:
    with Sandbox(tmp_path / "scratch"):
        assert not (tmp_path / "scratch").exists()


def test_files_of_an_archive_come_one_by_one(sandbox: Sandbox) -> None:
    found: list[Member | Refused] = []
    assert sandbox.members(zipped({"a.txt": TEXT, "../b.txt": b"x", "c/d.html": PAGE}), found.append)
    assert [(one.name, type(one)) for one in found] == [("a.txt", Member), ("../b.txt", Refused), ("c/d.html", Member)]
    assert [one.content for one in found if isinstance(one, Member)] == [TEXT, PAGE]


def test_a_document_is_no_archive(sandbox: Sandbox) -> None:
    found: list[Member | Refused] = []
    assert not sandbox.members(word_file(), found.append)
    assert not sandbox.members(TEXT, found.append)
    assert found == []


def test_the_way_there_and_back_takes_some_milliseconds_at_most(sandbox: Sandbox) -> None:
    sandbox.read(TEXT, "a.txt")
    begun = time.monotonic()
    for _ in range(50):
        sandbox.read(TEXT, "a.txt")
    # Measured: 1 ms, half of it reading; the bound leaves room for a busy machine.
    assert (time.monotonic() - begun) / 50 < 0.05
