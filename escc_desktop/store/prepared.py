"""Spells a change out once that every save repeats; it carries none out (``vault`` does)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Delete, Insert, Update
from sqlalchemy.dialects import sqlite

_SQLITE = sqlite.dialect()


class Prepared:
    """A change that every save repeats, spelled out once: SQLAlchemy's own way costs more than the change itself."""

    def __init__(self, statement: Insert | Update | Delete, *columns: Column[Any]) -> None:
        """Prepare ``statement`` with a value for each of ``columns`` (an insert: for every column if none is named)."""
        self.statement = statement
        compiled = statement.compile(dialect=_SQLITE, column_keys=[column.name for column in columns] or None)
        self.sql = str(compiled)
        self.names: tuple[str, ...] = tuple(compiled.positiontup or ())
