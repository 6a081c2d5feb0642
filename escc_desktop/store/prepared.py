"""Spells out once what is said to the store again and again; it carries nothing out (``vault`` does)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Delete, Insert, Select, Update
from sqlalchemy.dialects import sqlite

_SQLITE = sqlite.dialect()


class Prepared:
    """A change or a question of every save or every entry: SQLAlchemy's own way costs more than the thing itself."""

    def __init__(self, statement: Insert | Update | Delete | Select[Any], *columns: Column[Any]) -> None:
        """Prepare ``statement`` with a value for each of ``columns`` (an insert: for every column if none is named)."""
        self.statement = statement
        compiled = statement.compile(dialect=_SQLITE, column_keys=[column.name for column in columns] or None)
        self.sql = str(compiled)
        self._names: tuple[str, ...] = tuple(compiled.positiontup or ())
        self._fixed = {name: value for name, value in compiled.params.items() if value is not None}

    def values(self, parameters: Mapping[str, Any]) -> list[Any]:
        """Return ``parameters`` in the order in which the statement takes them, with what is fixed in it (a limit)."""
        return [parameters[name] if name in parameters else self._fixed[name] for name in self._names]
