"""Finds the files that ship with the program; it reads and writes nothing itself."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the path of ``resources/...`` or ``forms/...``, inside the package first, else beside it.

    A wheel and the bundle carry both folders inside the package; a checkout has them beside it.
    """
    inside = _PACKAGE / name
    return inside if inside.exists() else _PACKAGE.parent / name
