"""Keeps the fingerprint of the study root in clear beside the vault, so that a backup can be held against it.

The root that stands in a backup says nothing of itself: whoever founds a world of their own gives it the same study and
site numbers. Where a vault stands in the place, its root must be the backup's; where none does, a person compares the
code with the one that came with the kit. The file opens nothing, and whoever takes it away makes a person compare.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from escc_desktop import failpoints
from escc_desktop.errors import Refused
from escc_desktop.exchange.codes import is_same_code, root_code
from escc_desktop.trust.certificates import fingerprint

ROOT_FILE: Final = "study-root.txt"
_KEPT: Final = re.compile(r"\A[0-9a-f]{64}\n\Z")


def code_of_root(root: str) -> str:
    """Return the code of a study root (PEM) that people compare: ``K7F2-M9QX-4WDR-0A1B-8ZJH``."""
    return root_code(fingerprint(root))


def kept_root(folder: Path) -> str | None:
    """Return the fingerprint (hexadecimal) that lies beside a vault; None for nothing that can be read."""
    with suppress(OSError, ValueError), (folder / ROOT_FILE).open("rb") as file:
        said = file.read(80).decode("ascii")
        return said.strip() if _KEPT.match(said) else None
    return None


def keep_root(folder: Path, root: str) -> None:
    """Lay the fingerprint of ``root`` (PEM) beside the vault that was just opened under it, whole or not at all.

    A medium that takes no file is no failure: a restore asks a person then.
    """
    said = fingerprint(root)
    if kept_root(folder) == said:
        return
    path = folder / ROOT_FILE
    beside = path.with_name(path.name + ".part")
    with suppress(OSError):
        with beside.open("wb") as file:
            file.write(f"{said}\n".encode("ascii"))
            file.flush()
            failpoints.reached("root.written")
            os.fsync(file.fileno())
        failpoints.reached("root.forced")
        beside.replace(path)
        failpoints.reached("root.renamed")


def refuse_other_root(folder: Path, root: str, backup: str) -> bool:
    """Raise Refused (RESTORE_OTHER_ROOT) when another root lies beside the vault; tell whether this one does."""
    here = kept_root(folder)
    if here is not None and here != fingerprint(root):
        raise Refused("RESTORE_OTHER_ROOT", backup=backup, root=code_of_root(root), here=root_code(here))
    return here is not None


def refuse_unseen_root(folder: Path, root: str, backup: str, compared: str) -> None:
    """Raise Refused unless ``root`` (PEM) is that of the vault in the place, or the one whose code somebody compared.

    RESTORE_OTHER_ROOT: that vault has another. RESTORE_ROOT_UNSEEN: there is none, and ``compared`` is not its code.
    """
    if not refuse_other_root(folder, root, backup) and not is_same_code(compared, code_of_root(root)):
        raise Refused("RESTORE_ROOT_UNSEEN", backup=backup, root=code_of_root(root))
