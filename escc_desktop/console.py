"""Reads secrets and gives answers for everything that is typed; it knows the contract of exit codes and no command.

Exit codes: 0 done or sound, 1 refused or not sound, 2 could not be tried. Messages go to stderr; with ``--json``
one document stands on stdout and nothing else.
"""

from __future__ import annotations

import argparse
import getpass
import json
import locale
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from escc_desktop.errors import EsccError
from escc_desktop.words import Language, explain, say

LONGEST_SECRET = 64 << 10
LARGEST_INPUT = 600 << 20
"""Bytes; a package has no more than 512 MiB, and a file that never ends must not fill the memory."""

DONE, REFUSED, NOT_TRIED = 0, 1, 2
_NOT_TRIED_CODES = frozenset(
    {
        "DESK_MISSING",
        "INPUT_MISSING",
        "INPUT_UNREADABLE",
        "KIT_WRONG_PASSPHRASE",
        "PASSPHRASE_MISSING",
        "PASSPHRASE_WRONG",
        "PERSON_NEEDED",
        "PLACE_UNKNOWN",
        "PLACE_UNREACHABLE",
        "ROOT_UNREADABLE",
        "SLOT_UNKNOWN",
        "STUDY_NO_FOLDER",
        "TRY_LATER",
        "USAGE",
        "VAULT_IN_USE",
        "VAULT_MISSING",
        "VAULT_NO_PERMISSION",
        "VAULT_READ_ONLY",
    }
)


class NotTried(EsccError):
    """What was asked could not be tried: a missing file, a missing passphrase."""


class Parser(argparse.ArgumentParser):
    """Reads arguments; it refuses like every other part, so that ``--json`` is answered with one document always."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **options})

    def error(self, message: str) -> NoReturn:
        """Refuse a command line that cannot be understood."""
        raise NotTried("USAGE", message=f"{self.prog}: {message}")


def language() -> Language:
    """Return the language of messages: Chinese where the system speaks it, else English."""
    code = locale.getlocale()[0] or ""
    return "zh" if code.lower().startswith(("zh", "chinese")) else "en"


def secret(path: str | None, prompt: str) -> str:
    """Return the first line of the passphrase file, or ask on a terminal; never arguments or standard input.

    A byte order mark, which editors on Windows put before the first line, is no part of it. Raises NotTried when there
    is neither a file nor a terminal, or when the line is not UTF-8: what it was meant to be must not be guessed.
    """
    if path is not None:
        try:
            lines = read(path, LONGEST_SECRET).decode("utf-8-sig").splitlines()
        except UnicodeDecodeError:
            raise NotTried("INPUT_UNREADABLE", path=path, why="UTF-8") from None
        if not lines or not lines[0]:
            raise NotTried("PASSPHRASE_MISSING", path=path)
        return lines[0]
    if not sys.stdin.isatty():
        raise NotTried("PASSPHRASE_MISSING", path="--passphrase-file")
    return getpass.getpass(prompt + ": ")


def read(path: str | Path, ceiling: int = LARGEST_INPUT) -> bytes:
    """Return the bytes of a file that was named on the command line, of a hostile one no more than ``ceiling`` and one.

    Raises NotTried when it cannot be read.
    """
    try:
        with Path(path).open("rb") as file:
            return file.read(ceiling + 1)
    except FileNotFoundError:
        raise NotTried("INPUT_MISSING", path=path) from None
    except OSError as problem:
        raise NotTried("INPUT_UNREADABLE", path=path, why=problem.strerror or "") from None


def tell(code: str, **facts: object) -> None:
    """Write one sentence to stderr."""
    print(say(code, language(), **facts), file=sys.stderr)


def answer(document: object) -> None:
    """Write one JSON document to stdout."""
    print(json.dumps(document, ensure_ascii=False, indent=2, default=str))


def exit_code(code: str) -> int:
    """Return the exit code of a known problem's code."""
    return NOT_TRIED if code in _NOT_TRIED_CODES else REFUSED


def plain_refusal(code: str, message: str) -> object:
    """Return the document of a command that was refused or could not be tried and has no shape of its own for that."""
    return {"ok": False, "code": code, "message": message}


def attempt(work: Callable[[], int], refusal: Callable[[str, str], object] | None = None) -> int:
    """Run ``work``; a known problem is told in words on stderr and becomes its exit code.

    With ``refusal`` (code and message to document), which is given for ``--json``, it is answered on stdout too.
    """
    _speak_utf8()
    try:
        return work()
    except EsccError as problem:
        told = problem
        is_not_tried = isinstance(problem, NotTried) or exit_code(problem.code) == NOT_TRIED
    except OSError as failure:
        told = NotTried("INPUT_UNREADABLE", path=failure.filename or "?", why=failure.strerror or "")
        is_not_tried = True
    except KeyboardInterrupt:
        return NOT_TRIED
    message = explain(told, language())
    print(f"{told.code}: {message}", file=sys.stderr)
    if refusal is not None:
        answer(refusal(told.code, message))
    return NOT_TRIED if is_not_tried else REFUSED


def _speak_utf8() -> None:
    # A Windows console may still speak a code page that lacks Chinese; a message must never end in a traceback.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def usage(message: str) -> NoReturn:
    """Refuse a command line that cannot be understood."""
    raise NotTried("USAGE", message=message)
