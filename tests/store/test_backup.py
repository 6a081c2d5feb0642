"""Copies vaults that go on being written, and opens the copies."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escc_desktop.store import raw_file
from escc_desktop.store.backup import PATIENT_PASSES, PIECE, copy_vault
from escc_desktop.store.cabinet import Cabinet, create_cabinet, open_cabinet
from escc_desktop.store.vault import VAULT_FILE
from escc_desktop.store.verification import verify
from tests.store.writing import DATA_KEY, Site, fill


def swell(cabinet: Cabinet, mark: bytes, megabytes: int = 3) -> str:
    """Keep a file in the vault so that it has some pieces."""
    with cabinet.transaction():
        return cabinet.files.put(mark * (megabytes << 20), "application/octet-stream")


def finish(steps: Generator[tuple[int, int], None, int]) -> int:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return int(end.value)


def opened(folder: Path, copy: Path) -> Cabinet:
    folder.mkdir()
    copy.rename(folder / VAULT_FILE)
    return open_cabinet(folder, DATA_KEY)


def test_a_copy_opens_and_verifies(full_cabinet: Cabinet, site: Site, tmp_path: Path) -> None:
    swell(full_cabinet, b"a")
    copy = tmp_path / "copy"
    seen = list(copy_vault(full_cabinet.vault, copy))
    assert seen[-1][0] == seen[-1][1] == copy.stat().st_size > 3 * PIECE
    assert copy.read_bytes() == (tmp_path / "vault" / VAULT_FILE).read_bytes()
    again = opened(tmp_path / "again", copy)
    assert verify(again, root=site.root, authorities=(site.authority,)).entries == full_cabinet.journal.count()
    again.close()


@settings(max_examples=12)
@given(changes=st.sets(st.integers(0, 9), max_size=6))
def test_what_is_committed_meanwhile_is_carried_along(
    tmp_path_factory: pytest.TempPathFactory, changes: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("carried")
    cabinet = create_cabinet(folder / "vault", DATA_KEY)
    fill(cabinet, Site())
    swell(cabinet, b"a", 2)
    steps, kept = copy_vault(cabinet.vault, folder / "copy"), []
    place = 0
    while True:
        try:
            next(steps)
        except StopIteration:
            break
        if place in changes:
            kept.append(swell(cabinet, bytes([place + 1]), 1))
        place += 1
    again = opened(folder / "again", folder / "copy")
    assert not again.vault.damaged_pages()
    assert again.journal.heads() == cabinet.journal.heads()
    assert set(again.files.names()) == set(cabinet.files.names())
    assert all(again.files.get(name) for name in kept)
    again.close()
    cabinet.close()


def test_a_vault_that_is_never_at_rest_is_copied_all_the_same(full_cabinet: Cabinet, tmp_path: Path) -> None:
    steps, passes = copy_vault(full_cabinet.vault, tmp_path / "copy"), 0
    while True:
        try:
            next(steps)
        except StopIteration:
            break
        with full_cabinet.transaction():
            full_cabinet.vault.set_meta("passes", str(passes))
        passes += 1
    assert passes == PATIENT_PASSES
    again = opened(tmp_path / "again", tmp_path / "copy")
    assert not again.vault.damaged_pages()
    again.close()


def test_a_copy_leaves_the_vault_locked(full_cabinet: Cabinet, tmp_path: Path) -> None:
    from sqlcipher3 import dbapi2

    finish(copy_vault(full_cabinet.vault, tmp_path / "copy"))
    (tmp_path / "vault" / "lock").unlink()
    other = dbapi2.connect(str(tmp_path / "vault" / VAULT_FILE), timeout=0.0)
    other.execute(f"PRAGMA key=\"x'{DATA_KEY.hex()}'\"")
    with pytest.raises(dbapi2.OperationalError, match="locked"):
        other.execute("SELECT count(*) FROM sqlite_master").fetchone()
    other.close()


def test_the_page_of_sqlites_locks_is_left_out(
    full_cabinet: Cabinet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    swell(full_cabinet, b"a")
    data = (tmp_path / "vault" / VAULT_FILE).read_bytes()
    monkeypatch.setattr(raw_file, "LOCK_PAGE", PIECE)
    finish(copy_vault(full_cabinet.vault, tmp_path / "copy"))
    assert (tmp_path / "copy").read_bytes() == data[:PIECE] + bytes(4096) + data[PIECE + 4096 :]
