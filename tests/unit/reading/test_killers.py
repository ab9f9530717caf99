"""Known killers of readers: each ends as a typed outcome in time, within its memory, and the next document is read."""

import socket
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from unit.reading.hostile_files import KILLERS, PROSE, reaching_out

from pipelines.reading import RejectedError
from pipelines.reading.sandbox import Sandbox


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("warehouse")


@pytest.fixture(scope="module")
def sandbox(warehouse: Path) -> Iterator[Sandbox]:
    with Sandbox(warehouse / "scratch") as sandbox:
        yield sandbox


def outcome(sandbox: Sandbox, content: bytes, name: str) -> str:
    """Return the reason of a rejection, or `read`; a fault of the reader is no outcome."""
    try:
        sandbox.read(content, name)
    except RejectedError as error:
        assert error.message
        assert error.cure
        return error.reason
    return "read"


@pytest.mark.parametrize("name", KILLERS)
def test_a_killer_ends_as_an_outcome(sandbox: Sandbox, name: str) -> None:
    killer = KILLERS[name]
    content = killer.make()
    outcome(sandbox, PROSE.encode(), "warm.txt")
    begun = time.monotonic()
    found = outcome(sandbox, content, killer.name)
    # Five seconds are promised; the bound only guards against hangs where the machine is busy.
    assert time.monotonic() - begun < 12
    assert found in killer.outcomes
    assert sandbox.peak_bytes < sandbox.limits.memory_bytes
    assert outcome(sandbox, PROSE.encode(), "next.txt") == "read"


def _files(folders: Iterable[Path]) -> set[Path]:
    """Return what stands in some folders, but for sockets: LibreOffice, here or of another program, has one in /tmp."""
    return {path for folder in folders for path in folder.iterdir() if not path.is_socket()}


def test_no_file_makes_a_reader_fetch_or_write_anything(sandbox: Sandbox, warehouse: Path) -> None:
    watched = [Path.cwd(), Path("/tmp"), Path.home()]
    before = _files(watched)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        port = server.getsockname()[1]
        for name, content in reaching_out(f"http://127.0.0.1:{port}/evil.dtd").items():
            outcome(sandbox, content, name)
        with pytest.raises(TimeoutError):
            server.accept()
    for name, content in reaching_out("file:///etc/passwd").items():
        try:
            assert "root:" not in sandbox.read(content, name).text
        except RejectedError as error:
            assert "root:" not in error.message
    assert _files(watched) <= before
    assert [path.name for path in warehouse.iterdir()] == ["scratch"]
