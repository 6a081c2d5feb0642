"""Tries to change, remove, replace, reorder and forge what stands in the journal and beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, text

from escc_desktop.errors import JournalBroken, TrustError, VaultError
from escc_desktop.store import schema
from escc_desktop.store.cabinet import Cabinet, create_cabinet
from escc_desktop.store.drafts import Draft
from escc_desktop.store.identities import Identity
from escc_desktop.store.journal import EntryFilter, Head
from escc_desktop.store.texts import CommittedText
from tests.store.writing import CHAIN, DATA_KEY, Site, append_all, committed, fill

ATTACKS = (
    "UPDATE journal SET bytes = x'00' WHERE seq = 3",
    "UPDATE journal SET kind = 'session.opened'",
    "UPDATE OR REPLACE journal SET seq = 2 WHERE seq = 3",
    "DELETE FROM journal",
    "DELETE FROM journal WHERE seq = 7",
    "INSERT INTO journal SELECT * FROM journal WHERE seq = 3",
    "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 3",
    "INSERT OR IGNORE INTO journal SELECT * FROM journal WHERE seq = 3",
    "REPLACE INTO journal SELECT arrival, 'x', seq, bytes, hash, signature, at, kind, actor, '', '' FROM journal",
    "INSERT INTO journal SELECT * FROM journal WHERE seq = 3 ON CONFLICT DO UPDATE SET bytes = x'00'",
    "UPDATE texts SET text = 'harmless'",
    "DELETE FROM texts",
    "INSERT OR REPLACE INTO texts SELECT commitment, salt, 'harmless' FROM texts",
    "UPDATE files SET bytes = x'00'",
    "DELETE FROM files",
    "INSERT OR REPLACE INTO files SELECT sha256, media, size, x'00' FROM files",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_was_written_is_never_changed(full_cabinet: Cabinet, attack: str) -> None:
    tables = (schema.journal, schema.texts, schema.files)
    before = [full_cabinet.vault.read(select(table)) for table in tables]
    with pytest.raises(VaultError, match="VAULT_APPEND_ONLY"), full_cabinet.transaction():
        full_cabinet.vault.write(text(attack))
    assert [full_cabinet.vault.read(select(table)) for table in tables] == before


def test_entries_come_back_as_the_bytes_that_went_in(cabinet: Cabinet) -> None:
    site = Site()
    entries = [*site.beginning(), site.screened("01-001"), site.saved("01-001", "r1", {"TEMP": "36.60"})]
    append_all(cabinet, entries)
    assert list(cabinet.journal.entries(CHAIN)) == entries
    assert list(cabinet.journal.entries(CHAIN, 2, 3)) == entries[1:3]
    assert cabinet.journal.entry(CHAIN, 4) == entries[3]
    assert cabinet.journal.entry(CHAIN, 5) is None
    assert cabinet.journal.head(CHAIN) == Head(CHAIN, 4, entries[3].hash)
    assert cabinet.journal.head("elsewhere") is None
    assert cabinet.journal.heads() == (Head(CHAIN, 4, entries[3].hash),)


def test_an_entry_must_follow_the_last_one(cabinet: Cabinet) -> None:
    site, twin = Site(), Site()
    first, second, third = *site.beginning(), site.screened("01-001")
    with pytest.raises(JournalBroken, match="JOURNAL_GAP") as gap, cabinet.transaction():
        cabinet.append(second)
    assert (gap.value.chain, gap.value.seq) == (CHAIN, 2)
    append_all(cabinet, [first, second])
    with pytest.raises(JournalBroken, match="JOURNAL_FORK"), cabinet.transaction():
        cabinet.append(second)
    stranger = [*twin.beginning(), twin.screened("01-009")]
    with pytest.raises(JournalBroken, match="JOURNAL_LINK") as link, cabinet.transaction():
        cabinet.append(stranger[2])
    assert link.value.seq == 3
    append_all(cabinet, [third])
    assert cabinet.journal.count() == 3


def test_entries_from_elsewhere_may_come_twice_but_not_twice_differently(cabinet: Cabinet) -> None:
    home, away, twin = Site(), Site(chain="01-B"), Site(chain="01-B")
    append_all(cabinet, home.beginning())
    theirs, others = away.beginning(), twin.beginning()
    with cabinet.transaction():
        assert [cabinet.take(entry) for entry in theirs] == [True, True]
    with cabinet.transaction():
        assert [cabinet.take(entry) for entry in theirs] == [False, False]
    with pytest.raises(JournalBroken, match="JOURNAL_FORK") as fork, cabinet.transaction():
        cabinet.take(others[0])
    assert (fork.value.chain, fork.value.seq) == ("01-B", 1)
    assert [head.chain for head in cabinet.journal.heads()] == [CHAIN, "01-B"]


def test_questions_are_answered_in_order_and_page_by_page(full_cabinet: Cabinet) -> None:
    journal = full_cabinet.journal

    def numbers(*wanted: str | None, limit: int = 200, before: tuple[str, int] | None = None) -> list[int]:
        chosen = EntryFilter(participant=wanted[0] if wanted else None)
        return [one.entry.seq for one in journal.recent(limit, before, chosen)]

    assert numbers() == [7, 6, 5, 4, 3, 2, 1]
    assert numbers(limit=3) == [7, 6, 5]
    assert numbers(limit=3, before=(CHAIN, 5)) == [4, 3, 2]
    assert numbers("01-001", limit=2) == [7, 6]
    assert numbers("01-001", limit=2, before=(CHAIN, 6)) == [5, 3]
    assert [one.entry.seq for one in journal.about("01-002")] == [4]
    assert [one.entry.kind for one in journal.by_record("01-001", "r1")] == ["record.saved", "record.signed"]
    assert [one.entry.seq for one in journal.by_kind("person.certified")] == [2]
    assert [one.entry.seq for one in journal.find(EntryFilter(kinds=("record.saved",)))] == [5]
    assert journal.count(EntryFilter(actor="device-A")) == 2
    assert journal.participants() == ("01-001", "01-002")


def test_the_questions_of_every_save_and_page_use_an_index(full_cabinet: Cabinet) -> None:
    questions = {
        "SELECT seq FROM journal WHERE chain = 'a' ORDER BY seq DESC LIMIT 1": "journal_place",
        "SELECT seq FROM journal WHERE chain = 'a' AND seq BETWEEN 1 AND 9 ORDER BY seq": "journal_place",
        "SELECT bytes FROM journal WHERE participant = 'a' ORDER BY at, chain, seq": "journal_participant",
        "SELECT bytes FROM journal WHERE kind IN ('a', 'b') AND participant IS NULL": "journal_kind",
        "SELECT reading FROM records WHERE form = 'AE' ORDER BY saved_at DESC LIMIT 200": "records_form",
        "SELECT reading FROM documents WHERE sha256 = 'a'": "documents_sha256",
    }
    for question, index in questions.items():
        plan = " ".join(row.detail for row in full_cabinet.vault.read(text(f"EXPLAIN QUERY PLAN {question}")))
        assert index in plan, plan


def test_texts_are_kept_only_under_their_own_commitment(cabinet: Cabinet) -> None:
    note, other = committed("患者诉乏力"), committed("恶心")
    with cabinet.transaction():
        assert cabinet.texts.put(note)
        assert not cabinet.texts.put(note)
    with pytest.raises(TrustError, match="TEXT_CHANGED"), cabinet.transaction():
        cabinet.texts.put(CommittedText(other.commitment, other.salt, "呕吐"))
    assert cabinet.texts.get(note.commitment) == note
    assert cabinet.texts.get(other.commitment) is None
    assert cabinet.texts.words([note.commitment, other.commitment]) == {note.commitment: "患者诉乏力"}
    assert "乏力" not in repr(note)


def test_files_come_back_whole_under_their_hash(cabinet: Cabinet) -> None:
    data = bytes(range(256)) * 1000
    with cabinet.transaction():
        name = cabinet.files.put(data, "application/pdf")
        assert cabinet.files.put(data, "application/pdf") == name
    assert cabinet.files.get(name) == data
    assert (cabinet.files.has(name), cabinet.files.media(name)) == (True, "application/pdf")
    assert (cabinet.files.names(), cabinet.files.names("text/plain")) == ((name,), ())
    with pytest.raises(VaultError, match="FILE_MISSING"):
        cabinet.files.get("0" * 64)


def test_drafts_belong_to_one_person_and_are_replaced(cabinet: Cabinet) -> None:
    old, new = Draft("p1", "VS", "2026-03-05T06:00:00Z", "a"), Draft("p1", "VS", "2026-03-05T07:00:00Z", "b")
    other = Draft("p1", "AE", "2026-03-05T06:30:00Z", "c")
    with cabinet.transaction():
        for draft in (old, new, other):
            cabinet.drafts.save(draft)
    assert cabinet.drafts.of("p1") == (new, other)
    assert (cabinet.drafts.get("p1", "VS"), cabinet.drafts.get("p2", "VS")) == (new, None)
    with cabinet.transaction():
        cabinet.drafts.discard("p1", "VS")
    assert cabinet.drafts.of("p1") == (other,)


def test_identities_stay_in_their_own_table(cabinet: Cabinet) -> None:
    name, phone = committed("张晓敏"), committed("13800000000")
    with cabinet.transaction():
        cabinet.identities.put(Identity("01-001", "phone", phone.commitment, phone.salt, phone.text))
        cabinet.identities.put(Identity("01-001", "name", name.commitment, name.salt, name.text))
        cabinet.identities.put(Identity("01-001", "name", name.commitment, name.salt, name.text))
    assert [kept.value for kept in cabinet.identities.of("01-001")] == ["张晓敏", "13800000000"]
    with pytest.raises(TrustError, match="TEXT_CHANGED"), cabinet.transaction():
        cabinet.identities.put(Identity("01-001", "name", name.commitment, name.salt, "李"))
    with cabinet.transaction():
        cabinet.identities.remove("01-001", "phone")
    assert [kept.name for kept in cabinet.identities.all()] == ["name"]


def test_a_long_chain_is_walked_whole(tmp_path: Path) -> None:
    cabinet = create_cabinet(tmp_path, DATA_KEY)
    site = Site()
    fill(cabinet, site)
    with cabinet.transaction():
        for _ in range(1100):
            cabinet.append(site.entry("session.opened", {}))
    assert [one.entry.seq for one in cabinet.journal.entries(CHAIN)] == list(range(1, 1108))
    assert [one.entry.seq for one in cabinet.journal.entries(CHAIN, 499, 1002)] == list(range(499, 1003))
    cabinet.close()
