"""Reads secrets and gives answers for everything that is typed; it knows the contract of exit codes and no command.

Exit codes: 0 done or sound, 1 refused or not sound, 2 could not be tried. Messages go to stderr; with ``--json``
one document stands on stdout and nothing else.
"""

from __future__ import annotations

import getpass
import json
import locale
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from escc_desktop.errors import EsccError, WrongPassphrase
from escc_desktop.words import Language, explain, say

DONE, REFUSED, NOT_TRIED = 0, 1, 2
_NOT_TRIED_CODES = frozenset(
    ("INPUT_MISSING", "INPUT_UNREADABLE", "PASSPHRASE_MISSING", "USAGE", "VAULT_MISSING", "VAULT_IN_USE")
    + ("DESK_MISSING", "PERSON_NEEDED", "SLOT_UNKNOWN", "KIT_WRONG_PASSPHRASE")
)


class NotTried(EsccError):
    """What was asked could not be tried: a missing file, a missing passphrase."""


def language() -> Language:
    """Return the language of messages: Chinese where the system speaks it, else English."""
    code = locale.getlocale()[0] or ""
    return "zh" if code.lower().startswith(("zh", "chinese")) else "en"


def secret(path: str | None, prompt: str) -> str:
    """Return the first line of the passphrase file, or ask on a terminal; never arguments or standard input.

    Raises NotTried when there is neither a file nor a terminal.
    """
    if path is not None:
        lines = read(path).decode("utf-8", errors="replace").splitlines()
        if not lines or not lines[0]:
            raise NotTried("PASSPHRASE_MISSING", path=path)
        return lines[0]
    if not sys.stdin.isatty():
        raise NotTried("PASSPHRASE_MISSING", path="--passphrase-file")
    return getpass.getpass(prompt + ": ")


def read(path: str | Path) -> bytes:
    """Return the bytes of a file that was named on the command line; raises NotTried when it cannot be read."""
    try:
        return Path(path).read_bytes()
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


def exit_code(problem: EsccError) -> int:
    """Return the exit code of a known problem."""
    if isinstance(problem, NotTried | WrongPassphrase) or problem.code in _NOT_TRIED_CODES:
        return NOT_TRIED
    return REFUSED


def attempt(work: Callable[[], int]) -> int:
    """Run ``work``; a known problem is told in words on stderr and becomes its exit code."""
    _speak_utf8()
    try:
        return work()
    except EsccError as problem:
        print(f"{problem.code}: {explain(problem, language())}", file=sys.stderr)
        return exit_code(problem)
    except OSError as problem:
        tell("INPUT_UNREADABLE", path=problem.filename or "?", why=problem.strerror or "")
        return NOT_TRIED
    except KeyboardInterrupt:
        return NOT_TRIED


def _speak_utf8() -> None:
    # A Windows console may still speak a code page that lacks Chinese; a message must never end in a traceback.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def usage(message: str) -> NoReturn:
    """Refuse a command line that cannot be understood."""
    raise NotTried("USAGE", message=message)
