"""Loads an edition whole or refuses it, naming file and place; it keeps none and knows no participant."""

from __future__ import annotations

import hashlib
from pathlib import Path

from escc_desktop.errors import StudyError
from escc_desktop.study.edition import Study
from escc_desktop.study.proof import EditionFiles, Proof
from escc_desktop.study.whole import build

__all__ = ["EditionFiles", "digest", "load", "read_folder"]

_SUFFIXES = (".toml", ".csv")
_MAX_BYTES = 4_000_000


def read_folder(path: Path) -> EditionFiles:
    """Return the files of an edition folder; raise StudyError when it is none or holds something else."""
    if not path.is_dir():
        raise StudyError("STUDY_NO_FOLDER", file=path.name, place="")
    files: dict[str, bytes] = {}
    for file in sorted(path.rglob("*")):
        if not file.is_file():
            continue
        name = file.relative_to(path).as_posix()
        if file.suffix not in _SUFFIXES or file.is_symlink():
            raise StudyError("STUDY_ORPHAN_FILE", file=name, place="")
        files[name] = file.read_bytes()
    return files


def digest(files: EditionFiles) -> str:
    """Return the SHA-256 (hex) of an edition: sorted by name, each file as length and bytes of name and content."""
    whole = hashlib.sha256(b"escc edition 1\n")
    for name in sorted(files):
        for part in (name.encode("utf-8"), files[name]):
            whole.update(len(part).to_bytes(8, "big"))
            whole.update(part)
    return whole.hexdigest()


def load(files: EditionFiles, *, is_accepted: bool = False) -> Study:
    """Return the study; raise StudyError for the first problem, with ``file``, ``line`` and ``place`` among its facts.

    ``is_accepted`` is for the very files that were loaded before they came into a vault: what their rules refer to and
    what nothing uses is not gone through again. A vault must open, also when a later version proofreads more strictly.
    """
    if sum(len(data) for data in files.values()) > _MAX_BYTES:
        raise StudyError("STUDY_TOO_LARGE", file="", place="", limit=_MAX_BYTES)
    proof = Proof(files)
    study = build(proof, digest(files), is_proofread=not is_accepted)
    if proof.findings:
        raise proof.located()[0].as_error()
    return study
