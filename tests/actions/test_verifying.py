"""Verifies vault, packages and documents: sound ones are, and of a broken one the first entry that differs is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from escc_desktop.actions import asking
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import DocumentRequest, NotePrinted, SaveDocumentOut
from escc_desktop.actions.leaving import document_bytes
from escc_desktop.actions.paper import PaperOrder, gather, keep, produce
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock, look_into
from escc_desktop.actions.verify import kind_of, verify_document, verify_package, verify_vault
from escc_desktop.actions.views import DocumentView, VerificationView
from escc_desktop.errors import EsccError
from escc_desktop.store.cabinet import open_cabinet
from escc_desktop.store.schema import sqlite_triggers
from tests.building import (
    COORDINATOR,
    ELIGIBLE,
    INVESTIGATOR,
    WORDS,
    Places,
    enrol,
    entries,
    export,
    randomness,
    save,
    screen,
)
from tests.building import sign as sign_records


def looked_at(places: Places) -> VerificationView:
    """Verify the closed vault against the study root."""
    root = places.root.read_text(encoding="ascii")
    with look_into(places.vault, COORDINATOR, WORDS[COORDINATOR], places.clock, randomness) as site:
        return verify_vault(site, root)


def tampered(places: Places, *statements: str) -> None:
    """Change a closed vault as somebody would who has the key: through SQL, with the triggers dropped meanwhile."""
    cabinet = open_cabinet(places.vault, places.data_key)
    with cabinet.transaction():
        for name in sqlite_triggers():
            cabinet.vault.write(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            cabinet.vault.write(text(statement.replace(":", r"\:")))
        for trigger in sqlite_triggers().values():
            cabinet.vault.write(text(trigger.replace(":", r"\:")))
    cabinet.close()


@pytest.fixture
def worked(places: Places) -> Places:
    """A closed vault in which somebody worked."""
    site = places.unlock()
    enrol(site)
    lock(site)
    return places


def test_a_sound_vault(worked: Places) -> None:
    before = (worked.vault / "vault.db").read_bytes()
    answer = looked_at(worked)
    assert (answer.is_sound, answer.code, answer.first_bad) == (True, "VERIFIED_VAULT", None)
    assert (worked.vault / "vault.db").read_bytes() == before
    site = worked.unlock()
    assert answer.entries == entries(site) - 1
    assert verify_vault(site, None).code == "VERIFIED_VAULT_OWN_ROOT"
    site.close()


@pytest.mark.parametrize(
    ("change", "seq"),
    [
        ("UPDATE journal SET bytes = CAST(replace(bytes, 'ZHHO', 'ZHHX') AS BLOB) WHERE seq = 10", 10),
        ("UPDATE journal SET bytes = x'7b' WHERE seq = 9", 9),
        ("UPDATE journal SET bytes = x'7b' WHERE seq = 3", 3),
        ("UPDATE journal SET bytes = CAST(replace(bytes, 'coordinator', 'investigator') AS BLOB) WHERE seq = 5", 5),
        ("UPDATE journal SET signature = x'00' WHERE seq = 11", 11),
        ("UPDATE journal SET hash = zeroblob(32) WHERE seq = 4", 4),
        ("UPDATE journal SET kind = 'visit.booked' WHERE seq = 10", 10),
        ("DELETE FROM journal WHERE seq = 9", 9),
        ("DELETE FROM journal WHERE seq > 12", 13),
    ],
)
def test_the_first_entry_that_differs_is_named(worked: Places, change: str, seq: int) -> None:
    tampered(worked, change)
    answer = looked_at(worked)
    assert not answer.is_sound
    assert answer.first_bad == ("01-A", seq)


def test_of_two_changes_the_first_is_named(worked: Places) -> None:
    tampered(worked, "UPDATE journal SET bytes = x'7b' WHERE seq IN (6, 9)")
    assert looked_at(worked).first_bad == ("01-A", 6)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE texts SET text = 'other'", "TEXT_CHANGED"),
        ("UPDATE records SET is_signed = 1 - is_signed", "READINGS_DIFFER"),
        ("DELETE FROM participants", "READINGS_DIFFER"),
    ],
)
def test_what_is_beside_the_journal_is_checked_too(places: Places, change: str, code: str) -> None:
    site = places.unlock()
    save(site, screen(site), "IE", {**ELIGIBLE, "INCL03_NOTE": "CT"})
    lock(site)
    tampered(places, change)
    answer = looked_at(places)
    assert (answer.is_sound, answer.code) == (False, code)


def test_a_vault_without_its_triggers_is_not_sound(worked: Places) -> None:
    cabinet = open_cabinet(worked.vault, worked.data_key)
    with cabinet.transaction():
        cabinet.vault.write(text("DROP TRIGGER journal_no_update"))
    cabinet.close()
    assert looked_at(worked).code == "VAULT_UNGUARDED"


def test_another_studys_root_is_not_believed(worked: Places, tmp_path: Path) -> None:
    from tests.building import build

    (tmp_path / "other").mkdir()
    other = build(tmp_path / "other")
    root = other.root.read_text(encoding="ascii")
    site = worked.unlock()
    assert verify_vault(site, root).code == "CERT_ROOT"
    package = export(site, worked.stick).path.read_bytes()
    assert verify_package(package, root, None).code == "PKG_SENDER"
    assert not verify_package(package, root, site).is_sound
    site.close()


def test_a_package_from_outside_and_whole(worked: Places) -> None:
    site = worked.unlock()
    path = export(site, worked.stick).path
    data, root = path.read_bytes(), worked.root.read_text(encoding="ascii")
    assert kind_of(path) == "package"
    assert verify_package(data, None, None).code == "VERIFIED_ENVELOPE_NO_ROOT"
    assert verify_package(data, root, None).code == "VERIFIED_ENVELOPE"
    whole = verify_package(data, root, site)
    assert (whole.code, whole.entries) == ("VERIFIED_PACKAGE", asking.packages(site).ours[0].last)
    for place in (3, 200, len(data) - 9):
        bad = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        assert not verify_package(bad, None, None).is_sound
        assert not verify_package(bad, root, site).is_sound
    site.close()


def kept(site: Site, order: PaperOrder) -> DocumentView:
    """Draw and keep a paper."""
    view = keep(site, produce(order)).value
    assert isinstance(view, DocumentView)
    return view


def test_documents_leave_as_entries_and_are_believed_or_not(open_site: Site, places: Places) -> None:
    number = screen(open_site)
    signed = sign_records(open_site, save(open_site, number, "IE", ELIGIBLE))
    sealed = kept(open_site, signed.orders[0])
    worksheet = kept(open_site, gather(open_site, DocumentRequest("worksheet", number, visit="SCR")))
    path = places.folder / "paper.pdf"
    carry_out(open_site, SaveDocumentOut(sealed.sha256, path))
    carry_out(open_site, NotePrinted(sealed.sha256, "printer"))
    carry_out(open_site, NotePrinted(sealed.sha256, "printer"))
    shown = {one.sha256: one for one in asking.documents(open_site)}
    assert (shown[sealed.sha256].times_saved_out, shown[sealed.sha256].times_printed) == (1, 2)
    assert (shown[worksheet.sha256].is_signed, shown[worksheet.sha256].times_printed) == (False, 0)
    data, root = path.read_bytes(), places.root.read_text(encoding="ascii")
    assert verify_document(data, root, open_site).code == "VERIFIED_DOCUMENT"
    assert INVESTIGATOR in verify_document(data, root, None).facts["names"]
    assert verify_document(data, None, None).code == "VERIFIED_DOCUMENT_NO_ROOT"
    blank = document_bytes(open_site, worksheet.sha256)
    assert verify_document(blank, root, open_site).code == "VERIFIED_DOCUMENT_UNSIGNED"
    assert verify_document(blank, root, None).code == "DOCUMENT_UNSIGNED"
    assert verify_document(data + b"\n", root, open_site).code == "DOCUMENT_NOT_IN_JOURNAL"
    assert not verify_document(data + b"\n", root, None).is_sound
    size = entries(open_site)
    for command in (SaveDocumentOut("0" * 64, path), NotePrinted("0" * 64, "printer")):
        with pytest.raises(EsccError, match="DOCUMENT_UNKNOWN"):
            carry_out(open_site, command)
    with pytest.raises(EsccError, match="STICK_OTHER"):
        carry_out(open_site, SaveDocumentOut(worksheet.sha256, path))
    assert entries(open_site) == size


def test_a_handover_slip_is_kept_and_shown_though_it_is_about_nobody(open_site: Site, places: Places) -> None:
    screen(open_site)
    done = export(open_site, places.stick)
    slip = kept(open_site, gather(open_site, DocumentRequest("handover", package=done.package.name)))
    carry_out(open_site, SaveDocumentOut(slip.sha256, places.folder / "slip.pdf"))
    (document,) = asking.documents(open_site)
    assert (document.kind, document.participant, document.times_saved_out) == ("handover", None, 1)
    with pytest.raises(EsccError, match="PACKAGE_UNKNOWN"):
        gather(open_site, DocumentRequest("handover", package="SITE01-A-000009.escc"))
