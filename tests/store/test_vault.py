"""Tries to open, break and share vaults in every way that a site's computer might."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from escc_desktop.errors import JournalBroken, VaultError
from escc_desktop.store import schema
from escc_desktop.store.cabinet import Cabinet, create_cabinet, open_cabinet
from escc_desktop.store.cipher import key_tag, open_file
from escc_desktop.store.vault import VAULT_FILE, create_vault, open_vault
from escc_desktop.trust.entry import SignedEntry
from tests.store.writing import DATA_KEY, Site, append_all, fill

OTHER_KEY = bytes(reversed(DATA_KEY))


def append_again(cabinet: Cabinet, entry: SignedEntry) -> None:
    """Append an entry, see that it counts, and fail by appending it once more."""
    cabinet.append(entry)
    assert cabinet.readings.participant("01-001") is not None
    cabinet.append(entry)


def fill_the_disk(cabinet: Cabinet) -> None:
    cabinet.vault.set_meta("small", "change")
    cabinet.files.put(bytes(100_000), "application/octet-stream")


def refusal(folder: Path, key: bytes = DATA_KEY) -> str:
    with pytest.raises(VaultError) as caught:
        open_vault(folder, key)
    return caught.value.code


def test_every_pragma_is_as_decided(cabinet: Cabinet) -> None:
    wanted = {
        "journal_mode": "delete",
        "synchronous": 3,
        "locking_mode": "exclusive",
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
        "temp_store": 2,
        "mmap_size": 0,
        "cipher_page_size": "4096",
        "cipher_hmac_algorithm": "HMAC_SHA512",
        "cipher_use_hmac": "1",
    }
    found = {name: cabinet.vault.read(text(f"PRAGMA {name}"))[0][0] for name in wanted}
    assert found == wanted


def test_a_vault_opens_again_with_all_it_held(tmp_path: Path) -> None:
    with_work = create_cabinet(tmp_path, DATA_KEY)
    fill(with_work, Site())
    entries = [entry.bytes for entry in with_work.journal.entries("01-A")]
    reading = with_work.readings.participant("01-001")
    with_work.close()
    again = open_cabinet(tmp_path, DATA_KEY)
    assert [entry.bytes for entry in again.journal.entries("01-A")] == entries
    assert again.readings.participant("01-001") == reading
    again.close()
    again.close()


def test_wrong_key_damage_and_foreign_files_are_told_apart(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "VAULT_MISSING"
    create_vault(tmp_path, DATA_KEY).close()
    file = tmp_path / VAULT_FILE
    good = file.read_bytes()
    assert refusal(tmp_path, OTHER_KEY) == "VAULT_WRONG_KEY"
    assert refusal(tmp_path, DATA_KEY[:16]) == "VAULT_WRONG_KEY"
    file.write_bytes(good[:100] + bytes([good[100] ^ 1]) + good[101:])
    assert refusal(tmp_path) == "VAULT_DAMAGED"
    file.write_bytes(b"not a vault at all")
    assert refusal(tmp_path) == "VAULT_NOT_A_VAULT"
    file.unlink()
    plain = sqlite3.connect(file)
    plain.execute("CREATE TABLE t (a)")
    plain.close()
    assert refusal(tmp_path) == "VAULT_NOT_A_VAULT"
    file.write_bytes(good)
    open_vault(tmp_path, DATA_KEY).close()


def test_a_refused_vault_is_left_as_it_was(tmp_path: Path) -> None:
    create_vault(tmp_path, DATA_KEY).close()
    file = tmp_path / VAULT_FILE
    before = file.read_bytes()
    refusal(tmp_path, OTHER_KEY)
    with pytest.raises(VaultError, match="VAULT_EXISTS"):
        create_vault(tmp_path, OTHER_KEY)
    assert file.read_bytes() == before


def test_a_lost_tag_does_not_lock_the_right_key_out(tmp_path: Path) -> None:
    create_vault(tmp_path, DATA_KEY).close()
    file = tmp_path / VAULT_FILE
    assert file.read_bytes()[:16] == key_tag(DATA_KEY)
    file.write_bytes(bytes(16) + file.read_bytes()[16:])
    open_vault(tmp_path, DATA_KEY).close()


def test_a_newer_vault_is_refused_and_an_older_reading_rebuilt(tmp_path: Path) -> None:
    cabinet = create_cabinet(tmp_path, DATA_KEY)
    fill(cabinet, Site())
    reading = cabinet.readings.participant("01-001")
    with cabinet.transaction():
        cabinet.vault.set_meta("readings", "0")
        cabinet.vault.write(text("DROP TABLE records"))
        cabinet.vault.write(text("CREATE TABLE records (something_else TEXT)"))
    cabinet.close()
    again = open_cabinet(tmp_path, DATA_KEY)
    assert again.readings.participant("01-001") == reading
    with again.transaction():
        again.vault.set_meta("schema", str(schema.SCHEMA_VERSION + 1))
    again.close()
    assert refusal(tmp_path) == "VAULT_NEWER"


def test_a_second_opener_is_refused_in_this_and_in_another_process(cabinet: Cabinet) -> None:
    folder = cabinet.vault.folder
    assert folder is not None
    assert refusal(folder) == "VAULT_IN_USE"
    program = (
        "import sys; from pathlib import Path\n"
        "from escc_desktop.errors import JournalBroken, VaultError\n"
        "from escc_desktop.store.vault import open_vault\n"
        "try: open_vault(Path(sys.argv[1]), bytes(range(32)))\n"
        "except VaultError as problem: print(problem.code, problem.facts['holder'])\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    code, _, holder = answer.stdout.strip().partition(" ")
    assert code == "VAULT_IN_USE"
    assert f"PID {os.getpid()}, {platform.node()}".rstrip(", ") in holder  # who holds it can be found and closed


def test_a_note_that_cannot_be_read_is_no_reason_to_let_a_second_one_in(cabinet: Cabinet) -> None:
    folder = cabinet.vault.folder
    assert folder is not None
    for note in (b"", b"{", b"[]", b"\xff", b'{"program": 1, "process": "x", "computer": null}', b"9" * 5_000):
        (folder / "lock").write_bytes(note)
        assert refusal(folder) == "VAULT_IN_USE"


def test_the_file_itself_is_locked_beside_the_lock_file(cabinet: Cabinet) -> None:
    assert cabinet.vault.folder is not None
    with pytest.raises(VaultError, match="VAULT_IN_USE"):
        open_file(cabinet.vault.folder / VAULT_FILE, DATA_KEY)


def test_a_killed_process_leaves_no_lock_and_no_half_work(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path\n"
        "from sqlalchemy import text\n"
        "from escc_desktop.store.vault import create_vault\n"
        "vault = create_vault(Path(sys.argv[1]), bytes(range(32)))\n"
        "with vault.transaction(): vault.set_meta('kept', 'yes')\n"
        "with vault.transaction():\n"
        "    vault.set_meta('lost', 'x' * 40000)\n"
        "    vault.write(text('PRAGMA cache_size=1'))\n"
        "    for number in range(400): vault.set_meta(f'lost {number}', 'x' * 4000)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False, cwd=Path.cwd())
    assert ended.returncode != 0
    assert (tmp_path / f"{VAULT_FILE}-journal").exists()
    vault = open_vault(tmp_path, DATA_KEY)
    assert (vault.meta("kept"), vault.meta("lost"), vault.meta("lost 7")) == ("yes", None, None)
    vault.close()


def test_a_transaction_is_whole_or_not_at_all(cabinet: Cabinet) -> None:
    with pytest.raises(VaultError, match="FILE_MISSING"), cabinet.transaction():
        cabinet.vault.set_meta("half", cabinet.files.put(b"half", "text/plain") + cabinet.files.get("").hex())
    assert cabinet.vault.meta("half") is None
    with cabinet.transaction(), pytest.raises(RuntimeError), cabinet.transaction():
        pass
    with pytest.raises(RuntimeError):
        cabinet.vault.set_meta("outside", "a transaction")
    with cabinet.transaction():
        cabinet.vault.set_meta("after", "all is well")
    assert cabinet.vault.meta("after") == "all is well"


def test_nothing_remembered_outlives_a_rollback(cabinet: Cabinet) -> None:
    site = Site()
    append_all(cabinet, site.beginning())
    head = cabinet.journal.head("01-A")
    screened = site.screened("01-001")
    with pytest.raises(JournalBroken, match="JOURNAL_FORK"), cabinet.transaction():
        append_again(cabinet, screened)
    assert cabinet.journal.head("01-A") == head
    assert cabinet.readings.participant("01-001") is None


def test_a_read_only_vault_takes_nothing(full_cabinet: Cabinet) -> None:
    full_cabinet.vault.make_read_only()
    with pytest.raises(VaultError, match="VAULT_READ_ONLY_NOW"), full_cabinet.transaction():
        pass
    assert full_cabinet.readings.participant("01-001") is not None


def test_a_full_disk_is_said_and_undoes_the_step(full_cabinet: Cabinet) -> None:
    vault = full_cabinet.vault
    pages = vault.read(text("PRAGMA page_count"))[0][0]
    vault.read(text(f"PRAGMA max_page_count={pages + 4}"))
    with pytest.raises(VaultError, match="VAULT_DISK_FULL"), full_cabinet.transaction():
        fill_the_disk(full_cabinet)
    assert vault.meta("small") is None
    vault.read(text("PRAGMA max_page_count=1000000"))
    with full_cabinet.transaction():
        vault.set_meta("small", "change")
    assert vault.meta("small") == "change"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(VaultError, match="VAULT_NO_PERMISSION"):
        create_vault(tmp_path / "file" / "vault", DATA_KEY)


def test_no_word_of_a_patient_stands_readable_in_any_file(tmp_path: Path) -> None:
    cabinet = create_cabinet(tmp_path, DATA_KEY)
    site = Site()
    fill(cabinet, site)
    with cabinet.transaction():
        cabinet.keys.put("signing", b"CANARY-key")
        cabinet.vault.write(text("PRAGMA cache_size=1"))
        cabinet.vault.write(insert(schema.meta), [{"name": f"{n}", "value": "CANARY-meta" * 300} for n in range(300)])
        assert (tmp_path / f"{VAULT_FILE}-journal").stat().st_size > 0
        journal = (tmp_path / f"{VAULT_FILE}-journal").read_bytes()
    cabinet.write_checkpoint(site.device_key, "NCT07142421", "01", "01-A", "2026-03-05T07:00:00.000000Z")
    cabinet.close()
    written = [path.read_bytes() for path in tmp_path.iterdir()] + [journal]
    assert len(written) == 4
    words = ("CANARY", "王芳", '"initials":"ZXM"', "SYSBP", "sqlite_master", "participant", "SQLite format")
    spelled = {word.encode(encoding) for word in words for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")}
    for sign in (one for one in spelled if len(one) > 4):  # four bytes stand in a megabyte of cipher by chance
        assert not any(sign in data for data in written), sign


def test_keys_are_wrapped_inside_the_vault_too(cabinet: Cabinet) -> None:
    with cabinet.transaction():
        cabinet.keys.put("signing", b"secret of the device")
        cabinet.keys.put("signing", b"secret of the device, renewed")
        cabinet.keys.put("age", b"another")
    assert cabinet.keys.get("signing") == b"secret of the device, renewed"
    assert cabinet.keys.names() == ("age", "signing")
    kept = cabinet.vault.read(select(schema.keys.c.value))
    assert not any(b"secret" in row.value for row in kept)
    with cabinet.transaction():
        cabinet.vault.write(text("UPDATE keys SET value = (SELECT value FROM keys WHERE name = 'age')"))
    with pytest.raises(VaultError, match="KEY_UNREADABLE"):
        cabinet.keys.get("signing")
    with pytest.raises(VaultError, match="KEY_MISSING"):
        cabinet.keys.get("none")
