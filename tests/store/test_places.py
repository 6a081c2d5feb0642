"""Reads addresses of stores as the desk types them; no server is asked, and no password is let through."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from escc_desktop.errors import VaultError
from escc_desktop.store import schema
from escc_desktop.store.cabinet import create_cabinet, open_cabinet
from escc_desktop.store.places import open_place, read_slots
from tests.store.writing import DATA_KEY


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("postgresql+psycopg://desk:secret@localhost/escc", "PLACE_PASSWORD"),
        ("postgresql+psycopg://desk:@localhost/escc", "PLACE_PASSWORD"),
        ("postgresql+psycopg://localhost/escc?user=desk&password=secret", "PLACE_PASSWORD"),
        ("postgresql://localhost/escc", "PLACE_UNKNOWN"),
        ("mysql://localhost/escc", "PLACE_UNKNOWN"),
        ("sqlite:///vault.db", "PLACE_UNKNOWN"),
        ("://", "PLACE_UNKNOWN"),
        ("postgresql+psycopg://localhost:1/escc?connect_timeout=2", "PLACE_UNREACHABLE"),
    ],
)
def test_an_address_that_will_not_do_is_refused(place: str, code: str) -> None:
    with pytest.raises(VaultError) as caught:
        open_place(place, DATA_KEY)
    assert caught.value.code == code
    assert "secret" not in str(caught.value)


def test_a_folder_is_a_place_too(tmp_path: Path) -> None:
    create_cabinet(str(tmp_path / "desk"), DATA_KEY).close()
    open_cabinet(str(tmp_path / "desk"), DATA_KEY).close()
    assert read_slots(tmp_path / "desk") is None
    (tmp_path / "desk" / "slots.json").write_bytes(b"{}")
    assert read_slots(str(tmp_path / "desk")) == b"{}"


def test_the_same_tables_are_spelled_for_postgresql() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in schema.metadata.sorted_tables:
        spelled = str(CreateTable(table).compile(dialect=dialect))
        assert spelled.count('COLLATE "C"') == spelled.count("TEXT")
        assert not {"INTEGER", "REAL", "JSON", "TIMESTAMP"} & set(spelled.split())
    triggers = schema.postgresql_triggers()
    for table in schema.APPEND_ONLY:
        of_table = [trigger for trigger in triggers if f" ON {table.name} " in trigger]
        assert any("BEFORE UPDATE OR DELETE" in trigger for trigger in of_table)
        assert any("BEFORE TRUNCATE" in trigger for trigger in of_table)
