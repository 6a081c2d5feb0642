"""Forges, cuts and swaps behind the program's back, with the data key at hand, and sees that verifying finds it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from escc_desktop.errors import EsccError, JournalBroken, VaultError
from escc_desktop.store import schema
from escc_desktop.store.cabinet import Cabinet, create_cabinet, open_cabinet
from escc_desktop.store.checkpoint import compare
from escc_desktop.store.vault import VAULT_FILE
from escc_desktop.store.verification import Report, verification, verify
from escc_desktop.trust.chain import read_checkpoint
from escc_desktop.trust.entry import SignedEntry, sign_entry
from tests.store.writing import CHAIN, DATA_KEY, SITE, STUDY, Site, append_all, fill

AT = "2026-03-05T07:00:00.000000Z"


def sound(cabinet: Cabinet, site: Site) -> Report:
    return verify(cabinet, root=site.root, authorities=[site.authority])


def first_bad(cabinet: Cabinet, site: Site) -> tuple[str, str, int]:
    with pytest.raises(JournalBroken) as caught:
        sound(cabinet, site)
    return caught.value.code, caught.value.chain, caught.value.seq


def tamper(cabinet: Cabinet, *statements: str, **values: object) -> None:
    """Do what somebody with the data key could: take the guards down, change rows, put the guards back."""
    with cabinet.transaction():
        for name in schema.sqlite_triggers():
            cabinet.vault.write(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            used = {name: value for name, value in values.items() if f":{name}" in statement}
            cabinet.vault.write(text(statement), used)
        for trigger in schema.sqlite_triggers().values():
            cabinet.vault.write(text(trigger.replace(":", r"\:")))


def put(cabinet: Cabinet, seq: int, entry: SignedEntry) -> None:
    """Put a forged entry in the place of a true one."""
    change = "UPDATE journal SET bytes = :bytes, hash = :hash, signature = :signature WHERE seq = :seq"
    tamper(cabinet, change, bytes=entry.bytes, hash=entry.hash, signature=entry.signature, seq=seq)


def test_a_sound_store_is_reported_with_all_it_holds(full_cabinet: Cabinet, site: Site) -> None:
    report = sound(full_cabinet, site)
    assert (report.entries, report.texts, report.files, report.participants) == (7, 1, 1, 2)
    assert (report.missing_texts, report.missing_files, report.was_rooted) == ((), (), True)
    assert [(head.chain, head.seq) for head in report.chains] == [(CHAIN, 7)]
    assert not verify(full_cabinet).was_rooted


def test_it_goes_in_steps_and_lets_others_write_in_between(full_cabinet: Cabinet, site: Site) -> None:
    append_all(full_cabinet, [site.entry("session.opened", {}) for _ in range(250)])
    steps = verification(full_cabinet, root=site.root, authorities=[site.authority])
    stages: list[tuple[str, int, int]] = []
    for step in steps:
        append_all(full_cabinet, [site.screened(f"01-{len(stages) + 100}", 100)])
        stages.append((step.stage, step.done, step.total))
    entries = [stage for stage in stages if stage[0] == "entries"]
    assert entries == [("entries", 100, 257), ("entries", 200, 257), ("entries", 257, 257)]


def test_a_changed_byte_names_its_entry(full_cabinet: Cabinet, site: Site) -> None:
    tamper(full_cabinet, "UPDATE journal SET bytes = CAST(replace(bytes, '128', '129') AS BLOB) WHERE seq = 5")
    assert first_bad(full_cabinet, site) == ("JOURNAL_HASH", CHAIN, 5)


def test_a_rewritten_entry_is_found_by_its_signature(full_cabinet: Cabinet, site: Site) -> None:
    true = full_cabinet.journal.entry(CHAIN, 5)
    assert true is not None
    stranger = Site()
    entry = msgspec.structs.replace(true.entry, reason="not what was said")
    put(full_cabinet, 5, sign_entry(entry, stranger.person_key))
    assert first_bad(full_cabinet, site) == ("CHAIN_SIGNATURE", CHAIN, 5)


def test_an_entry_signed_again_by_its_own_author_breaks_the_chain_after_it(full_cabinet: Cabinet, site: Site) -> None:
    true = full_cabinet.journal.entry(CHAIN, 5)
    assert true is not None
    put(full_cabinet, 5, sign_entry(msgspec.structs.replace(true.entry, reason="later thought"), site.person_key))
    assert first_bad(full_cabinet, site) == ("CHAIN_PREV", CHAIN, 6)


@pytest.mark.parametrize(
    ("attack", "found"),
    [
        ("DELETE FROM journal WHERE seq = 4", ("CHAIN_GAP", 4)),
        ("UPDATE journal SET signature = zeroblob(64) WHERE seq = 3", ("CHAIN_SIGNATURE", 3)),
        ("UPDATE journal SET hash = zeroblob(32) WHERE seq = 7", ("JOURNAL_HASH", 7)),
        ("UPDATE journal SET kind = 'visit.booked' WHERE seq = 6", ("JOURNAL_COLUMNS", 6)),
        ("UPDATE journal SET participant = '01-002' WHERE seq = 7", ("JOURNAL_COLUMNS", 7)),
        ("UPDATE journal SET record = NULL WHERE seq = 5", ("JOURNAL_COLUMNS", 5)),
        ("UPDATE journal SET at = '2020' WHERE seq = 2", ("JOURNAL_COLUMNS", 2)),
        ("UPDATE journal SET chain = '01-Z'", ("JOURNAL_COLUMNS", 1)),
        ("UPDATE journal SET seq = seq + 1 WHERE seq = 7", ("JOURNAL_COLUMNS", 7)),
        ("UPDATE journal SET bytes = x'7b7d' WHERE seq = 1", ("CHAIN_ENTRY", 1)),
    ],
)
def test_every_kind_of_tampering_names_the_first_entry(
    full_cabinet: Cabinet, site: Site, attack: str, found: tuple[str, int]
) -> None:
    full_cabinet.journal.heads()
    tamper(full_cabinet, attack)
    folder = full_cabinet.vault.folder
    assert folder is not None
    full_cabinet.close()
    reopened = open_cabinet(folder, DATA_KEY)
    with pytest.raises(JournalBroken) as caught:
        sound(reopened, site)
    reopened.close()
    assert (caught.value.code, caught.value.seq) == found


def test_of_two_faults_of_different_kinds_the_first_is_named(full_cabinet: Cabinet, site: Site) -> None:
    unsigned, unlike = "UPDATE journal SET signature = zeroblob(64) WHERE seq = 3", "UPDATE journal SET at = '2020'"
    tamper(full_cabinet, unsigned, f"{unlike} WHERE seq = 7")
    assert first_bad(full_cabinet, site) == ("CHAIN_SIGNATURE", CHAIN, 3)


def test_a_certificate_of_another_root_is_not_believed(full_cabinet: Cabinet, site: Site) -> None:
    stranger = Site()
    with pytest.raises(JournalBroken, match="CHAIN_SIGNER") as caught:
        verify(full_cabinet, root=stranger.root, authorities=[stranger.authority, site.authority])
    assert caught.value.seq == 1


def test_nobody_signs_under_another_name_or_before_being_certified(cabinet: Cabinet) -> None:
    site = Site()
    device = site.beginning()[0]
    site.last = device
    append_all(cabinet, [device, site.entry("session.opened", {})])
    assert first_bad(cabinet, site) == ("CHAIN_SIGNER", CHAIN, 2)


def test_an_assumed_name_is_found(full_cabinet: Cabinet, site: Site) -> None:
    posing = msgspec.structs.replace(site.person, name="李医生")
    append_all(full_cabinet, [site.entry("session.opened", {}, actor=posing)])
    assert first_bad(full_cabinet, site) == ("CHAIN_SIGNER", CHAIN, 8)


def test_what_lies_beside_the_journal_is_checked_too(full_cabinet: Cabinet, site: Site) -> None:
    tamper(full_cabinet, "UPDATE files SET bytes = CAST(bytes || ' ' AS BLOB)")
    with pytest.raises(VaultError, match="FILE_CHANGED"):
        sound(full_cabinet, site)
    tamper(full_cabinet, "DELETE FROM files", "UPDATE texts SET text = text || ' no'")
    with pytest.raises(VaultError, match="TEXT_CHANGED"):
        sound(full_cabinet, site)
    tamper(full_cabinet, "DELETE FROM texts", "UPDATE participants SET status = 'enrolled' WHERE number = '01-002'")
    with pytest.raises(VaultError, match="READINGS_DIFFER"):
        sound(full_cabinet, site)
    with full_cabinet.transaction():
        full_cabinet.readings.rebuild()
    report = sound(full_cabinet, site)
    assert (len(report.missing_texts), len(report.missing_files)) == (1, 1)


def test_an_invented_participant_is_found(full_cabinet: Cabinet, site: Site) -> None:
    with full_cabinet.transaction():
        full_cabinet.vault.write(
            text(
                "INSERT INTO records SELECT '01-777', record, 0, form, visit, NULL, saved_at,"
                " 1, 1, 0, reading FROM records"
            )
        )
    with pytest.raises(VaultError, match="READINGS_DIFFER"):
        sound(full_cabinet, site)


def test_missing_guards_are_noticed(full_cabinet: Cabinet, site: Site) -> None:
    with full_cabinet.transaction():
        full_cabinet.vault.write(text("DROP TRIGGER journal_no_delete"))
    with pytest.raises(VaultError, match="VAULT_UNGUARDED"):
        sound(full_cabinet, site)


def test_no_flipped_byte_of_the_file_goes_unseen(tmp_path: Path, site: Site) -> None:
    """Any byte after the key tag (which carries nothing) is found at opening or by verifying; none changes data."""
    cabinet = create_cabinet(tmp_path, DATA_KEY)
    fill(cabinet, site)
    cabinet.close()
    file = tmp_path / VAULT_FILE
    good = file.read_bytes()
    for place in range(16, len(good), 1499):
        file.write_bytes(good[:place] + bytes([good[place] ^ 0x40]) + good[place + 1 :])
        with pytest.raises(VaultError):
            reopen_and_verify(tmp_path, site)
    file.write_bytes(good)
    reopen_and_verify(tmp_path, site)


def reopen_and_verify(folder: Path, site: Site) -> None:
    cabinet = open_cabinet(folder, DATA_KEY)
    try:
        sound(cabinet, site)
    finally:
        cabinet.close()


def test_an_older_vault_put_back_is_found_by_the_checkpoint(tmp_path: Path, site: Site) -> None:
    cabinet = create_cabinet(tmp_path, DATA_KEY)
    fill(cabinet, site)
    cabinet.close()
    file = tmp_path / VAULT_FILE
    older = file.read_bytes()
    cabinet = open_cabinet(tmp_path, DATA_KEY)
    append_all(cabinet, [site.screened("01-003", 3), site.screened("01-004", 4)])
    assert cabinet.write_checkpoint(site.device_key, STUDY, SITE, CHAIN, AT, is_durable=True)
    cabinet.close()
    newer = file.read_bytes()
    file.write_bytes(older)
    cabinet = open_cabinet(tmp_path, DATA_KEY)
    noted = cabinet.checkpoints.read()
    assert noted is not None
    checkpoint = read_checkpoint(noted, site.device_key.public)
    with pytest.raises(VaultError, match="VAULT_BEHIND") as caught:
        verify(cabinet, root=site.root, authorities=[site.authority], checkpoint=checkpoint)
    assert {name: caught.value.facts[name] for name in ("size", "here", "missing", "first")} == {
        "size": "9",
        "here": "7",
        "missing": "2",
        "first": "8",
    }
    cabinet.close()
    file.write_bytes(newer)
    cabinet = open_cabinet(tmp_path, DATA_KEY)
    compare(cabinet.journal, checkpoint)
    append_all(cabinet, [site.screened("01-005", 5)])
    compare(cabinet.journal, checkpoint)  # a vault ahead of its checkpoint is a crash: normal
    cabinet.close()


def test_another_history_of_the_same_length_is_found(cabinet: Cabinet, site: Site) -> None:
    append_all(cabinet, [*site.beginning(), site.screened("01-001")])
    cabinet.write_checkpoint(site.device_key, STUDY, SITE, CHAIN, AT)
    noted = cabinet.checkpoints.read()
    assert noted is not None
    checkpoint = read_checkpoint(noted, site.device_key.public)
    other = msgspec.structs.replace(checkpoint, head="0" * 64)
    with pytest.raises(JournalBroken, match="JOURNAL_OTHER"):
        compare(cabinet.journal, other)
    compare(cabinet.journal, msgspec.structs.replace(checkpoint, size=0))


def test_each_checkpoint_replaces_the_last(tmp_path: Path, site: Site) -> None:
    cabinet = create_cabinet(tmp_path, DATA_KEY)
    assert cabinet.checkpoints.read() is None
    assert not cabinet.write_checkpoint(site.device_key, STUDY, SITE, CHAIN, AT)
    for number, entry in enumerate([*site.beginning(), *(site.entry("session.opened", {}) for _ in range(10))], 1):
        append_all(cabinet, [entry])
        assert cabinet.write_checkpoint(site.device_key, STUDY, SITE, CHAIN, AT, is_durable=number % 5 == 0)
        noted = cabinet.checkpoints.read()
        assert noted is not None
        assert read_checkpoint(noted, site.device_key.public).size == number
    assert cabinet.checkpoints.write(b"short")
    assert cabinet.checkpoints.read() == b"short".ljust(512)
    for size in (513, 4000, 512, 600, 20):
        assert cabinet.checkpoints.write(b"x" * size, is_durable=size == 600)
        assert cabinet.checkpoints.read() == (b"x" * size).ljust(512)
    (tmp_path / "checkpoint.json").write_bytes(bytes(512))  # a power cut before the first one came to the disk
    assert cabinet.checkpoints.read() is None
    cabinet.close()
    assert not (tmp_path / "checkpoint.part").exists()


def test_a_checkpoint_that_cannot_be_kept_fails_only_where_it_must_last(cabinet: Cabinet) -> None:
    assert cabinet.vault.folder is not None
    (cabinet.vault.folder / "checkpoint.json").mkdir()
    assert not cabinet.checkpoints.write(b"{}")
    with pytest.raises(EsccError, match="CHECKPOINT_NOT_KEPT"):
        cabinet.checkpoints.write(b"{}", is_durable=True)


def test_a_report_is_plain_data(full_cabinet: Cabinet, site: Site) -> None:
    report = sound(full_cabinet, site)
    assert replace(report, entries=0) != report
