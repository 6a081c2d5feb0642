"""Changes a package at every place and a vault behind its back: refused by code and sentence, and nothing moves."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import ExportPackage, ImportPackage
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.reply import reply
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock
from escc_desktop.errors import EsccError, JournalBroken
from escc_desktop.store.cabinet import open_cabinet
from escc_desktop.store.schema import sqlite_triggers
from escc_desktop.words import catalogue, explain
from tests.building import Places, entries, screen

BODY_STEP = 97


@pytest.fixture
def package(places: Places) -> Path:
    """A small package on the stick; the vault is closed."""
    site = places.unlock()
    screen(site)
    carry_out(site, ExportPackage(places.stick, with_documents=False))
    lock(site)
    return places.stick / "SITE01-A-000001.escc"


def positions(data: bytes) -> list[int]:
    """Return every byte of what stands in clear, and a sample of the sealed rest with its both ends."""
    sealed = data.index(b"age-encryption.org")
    return [*range(sealed), *range(sealed, len(data), BODY_STEP), len(data) - 1]


def test_every_byte_of_a_package_counts(package: Path, places: Places) -> None:
    data = package.read_bytes()
    before = (places.desk / "vault.db").read_bytes()
    changed = places.stick / "changed.escc"
    told: Counter[str] = Counter()
    with places.at_desk() as desk:
        for place in positions(data):
            for mask in (0x01, 0x80) if place < 200 else (0x20,):
                changed.write_bytes(data[:place] + bytes([data[place] ^ mask]) + data[place + 1 :])
                (result,) = receive_packages(desk, [changed])
                assert not result.is_received, place
                assert result.code in catalogue(), (place, result.code)
                assert len(result.message("en")) > 20
                assert len(result.message("zh")) > 8
                told[result.code] += 1
        for cut in (0, 1, 14, 200, len(data) // 2, len(data) - 1):
            changed.write_bytes(data[:cut])
            assert not receive_packages(desk, [changed])[0].is_received
        changed.write_bytes(data + b"\0")
        assert not receive_packages(desk, [changed])[0].is_received
    assert (places.desk / "vault.db").read_bytes() == before
    assert told.keys() >= {"PKG_MAGIC", "PKG_SIGNATURE", "PKG_HASH"}
    with places.at_desk() as desk:
        assert receive_packages(desk, [package])[0].code == "RECEIVED"


def test_a_changed_answer_is_refused_by_the_site(package: Path, places: Places) -> None:
    with places.at_desk() as desk:
        receive_packages(desk, [package])
        receipt = reply(desk, "01", places.stick)
    data = receipt.read_bytes()
    changed = places.stick / "changed.escc"
    site = places.unlock()
    size, kept = entries(site), sha256((places.vault / "vault.db").read_bytes()).hexdigest()
    for place in positions(data)[::23]:
        changed.write_bytes(data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :])
        with pytest.raises(EsccError) as caught:
            carry_out(site, ImportPackage(changed))
        assert explain(caught.value, "zh") != caught.value.code
    assert entries(site) == size
    assert sha256((places.vault / "vault.db").read_bytes()).hexdigest() == kept
    carry_out(site, ImportPackage(receipt))
    site.close()


def test_an_older_vault_opens_for_reading_only(places: Places) -> None:
    old = (places.vault / "vault.db").read_bytes()
    site = places.unlock()
    screen(site)
    lock(site)
    (places.vault / "vault.db").write_bytes(old)
    site = places.unlock()
    assert site.doubt is not None
    assert site.doubt.code == "VAULT_BEHIND"
    with pytest.raises(EsccError, match="READ_ONLY") as caught:
        carry_out(site, ExportPackage(places.stick))
    assert len(explain(caught.value, "en").splitlines()) == 2
    lock(site)
    assert (places.vault / "vault.db").read_bytes() == old


def test_a_vault_ahead_of_its_checkpoint_is_a_crash_and_normal(places: Places) -> None:
    note = (places.vault / "checkpoint.json").read_bytes()
    site = places.unlock()
    screen(site)
    site.close()
    (places.vault / "checkpoint.json").write_bytes(note)
    site = places.unlock()
    assert site.doubt is None
    assert site.office.readings.count_participants() == 1
    site.close()


def test_a_foreign_participant_is_refused_at_the_desk(places: Places, package: Path) -> None:
    """A device of site 01 that speaks of a participant of 02 would change a reading that is not its own."""
    with places.at_desk() as desk:
        with desk.office.transaction():
            desk.office.cabinet.vault.write(
                text(
                    "INSERT INTO participants (number, site, status, initials, screened_at, last_at, reading) "
                    "VALUES ('01-001', '02', 'screening', 'XX', '', '', :reading)"
                ),
                {"reading": READING},
            )
        (result,) = receive_packages(desk, [package])
        assert (result.code, result.facts["site"]) == ("PKG_OTHER_SITE", "02")
        assert desk.office.journal.head("01-A") is None


READING = (
    '{"number":"01-001","site":"02","order":1,"initials":"XX","sex":null,"screened_at":"","screened_by":"",'
    '"status":"screening","last":"02-A:1"}'
)


def test_a_damaged_checkpoint_is_no_permission_to_write(places: Places) -> None:
    (places.vault / "checkpoint.json").write_bytes(b'{"checkpoint":{},"signature":""}')
    site: Site = places.unlock()
    assert site.doubt is not None
    assert site.doubt.code == "CHECKPOINT_FORM"
    lock(site)


def test_last_entries_that_do_not_hold_open_for_reading_only(places: Places) -> None:
    cabinet = open_cabinet(places.vault, places.data_key)
    triggers = sqlite_triggers()
    with cabinet.transaction():
        cabinet.vault.write(text("DROP TRIGGER journal_no_update"))
        cabinet.vault.write(text("UPDATE journal SET signature = zeroblob(64) WHERE seq = 6"))
        cabinet.vault.write(text(triggers["journal_no_update"]))
    cabinet.close()
    site = places.unlock()
    assert isinstance(site.doubt, JournalBroken)
    assert (site.doubt.code, site.doubt.seq) == ("CHAIN_SIGNATURE", 6)
    with pytest.raises(EsccError, match="READ_ONLY"):
        carry_out(site, ExportPackage(places.stick))
    lock(site)
