"""Word files of before 2007, RTF and OpenDocument texts: made into DOCX by LibreOffice, for the reader of that.

LibreOffice opens foreign files, so it gets a profile of its own that runs no macro and fetches nothing, a folder that
is removed, and limits. Fonts are kept: they tell letters of before Unicode. Worksheets have a reader of their own.
"""

import os
import tempfile
from pathlib import Path
from typing import Final, Literal

from pipelines.reading import programs
from pipelines.reading.document import RejectedError

Ending = Literal["doc", "rtf", "odt"]

_NAMES: Final[dict[Ending, str]] = {
    "doc": "a Word file of before 2007 (DOC)",
    "rtf": "a rich-text (RTF) file",
    "odt": "an OpenDocument text (ODT)",
}
# A report of 700 pages (3.4 MB of DOC, 5.8 MB of RTF) took 16 to 22 s beside other work, and less than 500 MB.
_SECONDS: Final = 90.0
_MEMORY: Final = 2 << 30
# Its program ends so when it has made a new profile and asks to be started again.
_START_AGAIN: Final = 81
_SAVE_AS_DOCX: Final = "Open it in Word or LibreOffice and save it as DOCX."

# Links of most formats are not followed where the file is not trusted; those of pictures in DOC are, and go to a proxy
# that is not there (port 9, discard). Type 2 of a proxy is one that is given by hand.
_PROFILE: Final[tuple[tuple[str, str, str], ...]] = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


def as_docx(content: bytes, ending: Ending, folder: Path) -> bytes:
    """Make DOCX of a text document; everything needed on the way is put below `folder` and removed.

    Raise RejectedError: `needs_program` without LibreOffice, `too_slow`, and `damaged` where it cannot open the file.
    """
    program = _program()
    if program is None:
        raise _needs_writer(ending)
    with tempfile.TemporaryDirectory(prefix="office-", dir=folder, ignore_cleanup_errors=True) as place:
        here = Path(place).resolve()
        source = here / f"report.{ending}"
        source.write_bytes(content)
        _convert(program, source)
        made = source.with_suffix(".docx")
        if made.exists():
            return made.read_bytes()
    if program.name == "soffice.bin" and not any(program.parent.glob("libsw*")):
        raise _needs_writer(ending)
    raise RejectedError("damaged", f"The file is {_NAMES[ending]} that LibreOffice cannot open.", _SAVE_AS_DOCX)


def _program() -> Path | None:
    """Return LibreOffice itself, not the script that starts it: what a script starts outlives a time limit."""
    found = programs.found("soffice") or programs.found("libreoffice")
    if found is None:
        return None
    script = Path(found).resolve()
    program = script.with_name("soffice.bin")
    return program if program.exists() else script


def _convert(program: Path, source: Path) -> None:
    here = source.parent
    profile = here / "profile" / "user" / "registrymodifications.xcu"
    profile.parent.mkdir(parents=True)
    profile.write_text(_settings(), "utf-8")
    command = [
        str(program),
        f"-env:UserInstallation={(here / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(here), str(source)),
    ]
    environment = {
        "PATH": os.defpath,
        "HOME": str(here),
        "TMPDIR": str(here),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    for is_last in (False, True):
        try:
            programs.run(command, seconds=_SECONDS, memory=_MEMORY, folder=here, environment=environment)
        except programs.TooLongError as error:
            raise RejectedError(
                "too_slow", f"LibreOffice needs more than {_SECONDS:.0f} s to open the file.", _SAVE_AS_DOCX
            ) from error
        except programs.ProgramError as error:
            if is_last or error.code != _START_AGAIN:
                return
        else:
            return


def _settings() -> str:
    """Write the settings of a profile (registrymodifications.xcu)."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _PROFILE
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )


def _needs_writer(ending: Ending) -> RejectedError:
    return RejectedError(
        "needs_program",
        f"The file is {_NAMES[ending]}, which needs LibreOffice, which is not installed.",
        "Install the package libreoffice-writer-nogui, or save the file as DOCX.",
    )
