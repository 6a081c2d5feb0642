"""Tries packages both ways: confirmed by the answer, duplicates, gaps, forks, strangers, failed sticks and commits."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from escc_desktop.actions import asking
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import ImportPackage
from escc_desktop.actions.desk import Desk, status
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.reply import reply
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock
from escc_desktop.actions.views import ImportedPackage
from escc_desktop.errors import EsccError, PackageError, Refused, VaultError
from escc_desktop.exchange.package import Manifest, Sender, compose, new_confirmation, write_package
from escc_desktop.store.problems import REFUSAL
from escc_desktop.store.verification import verify
from tests.building import ELIGIBLE, Places, begin, entries, export, issue, kinds, randomness, save, screen

FAILING = (
    "CREATE TEMP TRIGGER no_export BEFORE INSERT ON journal WHEN NEW.kind = 'package.exported' "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
)


def receive(places: Places, *packages: Path) -> list[str]:
    """Receive packages at the desk; return a code for each."""
    with places.at_desk() as desk:
        return [one.code for one in receive_packages(desk, packages)]


def answer(places: Places, site: str = "01") -> Path:
    """Make the desk's package for a site."""
    with places.at_desk() as desk:
        return reply(desk, site, places.stick)


def vault_hash(folder: Path) -> str:
    """Return the SHA-256 of a closed store's file."""
    return sha256((folder / "vault.db").read_bytes()).hexdigest()


def test_there_and_back_turns_entries_confirmed(open_site: Site, places: Places) -> None:
    number = screen(open_site)
    save(open_site, number, "IE", {**ELIGIBLE, "INCL03_NOTE": "CT：纵隔淋巴结"})
    exported = export(open_site, places.stick)
    assert exported.path.name == "SITE01-A-000001.escc"
    assert [code for code, _, _ in exported.steps] == [
        "STICK_WRITTEN",
        "STICK_FLUSHED",
        "STICK_READ_BACK",
        "STICK_RENAMED",
    ]
    sent = exported.package.last
    assert asking.participant(open_site, number).records[0].delivery == "not_confirmed"
    assert receive(places, exported.path) == ["RECEIVED"]
    imported = carry_out(open_site, ImportPackage(answer(places))).value
    assert isinstance(imported, ImportedPackage)
    assert imported.confirmed == sent
    assert {one.delivery for one in asking.participant(open_site, number).records} == {"confirmed"}
    page = asking.packages(open_site)
    assert (page.to_send, page.not_confirmed_entries, page.confirmed_entries) == (0, 0, sent)
    assert [one.is_confirmed for one in page.ours] == [True]
    with places.at_desk() as desk:
        reading = desk.office.readings.participant(number)
        mine = open_site.office.readings.participant(number)
        assert reading is not None
        assert mine is not None
        assert reading.records == mine.records
        texts = desk.office.cabinet.texts.words(reading.records["01-001/IE"].texts.values())
        assert list(texts.values()) == ["CT：纵隔淋巴结"]
        verify(desk.office.cabinet, root=desk.root)


def test_what_only_speaks_of_packages_is_no_reason_for_another(open_site: Site, places: Places) -> None:
    screen(open_site)
    export(open_site, places.stick)
    assert asking.site_view(open_site).to_send == 0
    with pytest.raises(Refused, match="NOTHING_TO_SEND"):
        export(open_site, places.stick)
    receive(places, places.stick / "SITE01-A-000001.escc")
    carry_out(open_site, ImportPackage(answer(places)))
    with pytest.raises(Refused, match="NOTHING_TO_SEND"):
        export(open_site, places.stick)
    with pytest.raises(Refused, match="NOTHING_TO_SEND"):
        answer(places)
    screen(open_site)
    second = export(open_site, places.stick)
    assert (second.package.number, second.package.first) == (2, 1 + asking.packages(open_site).ours[1].last)
    assert receive(places, second.path) == ["RECEIVED"]
    carry_out(open_site, ImportPackage(answer(places)))
    assert asking.packages(open_site).not_confirmed_entries == 0


def test_a_clock_set_back_reuses_no_package_number(open_site: Site, places: Places) -> None:
    for back in (0, -5, -5):
        places.clock.set_by(days=back)
        screen(open_site)
        export(open_site, places.stick)
    assert [one.number for one in asking.packages(open_site).ours] == [3, 2, 1]
    names = sorted(path for path in places.stick.iterdir())
    assert receive(places, *names) == ["RECEIVED"] * 3


def test_duplicates_are_harmless_at_both_ends(open_site: Site, places: Places) -> None:
    screen(open_site)
    package = export(open_site, places.stick).path
    assert receive(places, package) == ["RECEIVED"]
    before = vault_hash(places.desk)
    assert receive(places, package, package) == ["PKG_KNOWN", "PKG_KNOWN"]
    assert vault_hash(places.desk) == before
    receipt = answer(places)
    carry_out(open_site, ImportPackage(receipt))
    size = entries(open_site)
    with pytest.raises(PackageError, match="PKG_KNOWN"):
        carry_out(open_site, ImportPackage(receipt))
    assert entries(open_site) == size


def test_a_gap_is_named_and_the_order_of_naming_does_not_matter(open_site: Site, places: Places) -> None:
    packages = []
    for _ in range(3):
        screen(open_site)
        packages.append(export(open_site, places.stick).path)
    before = vault_hash(places.desk)
    with places.at_desk() as desk:
        (result,) = receive_packages(desk, packages[2:])
    assert (result.code, result.facts["missing"]) == ("PKG_GAP", "1, 2")
    assert "SITE01-A-000003" in result.message("en")
    assert vault_hash(places.desk) == before
    assert receive(places, *reversed(packages)) == ["RECEIVED"] * 3


def test_an_answer_with_one_missing_before_it_waits(open_site: Site, places: Places) -> None:
    receipts = []
    for _ in range(2):
        screen(open_site)
        receive(places, export(open_site, places.stick).path)
        receipts.append(answer(places))
    with pytest.raises(PackageError, match="PKG_GAP"):
        carry_out(open_site, ImportPackage(receipts[1]))
    for receipt in receipts:
        carry_out(open_site, ImportPackage(receipt))
    assert all(one.is_confirmed for one in asking.packages(open_site).ours)


def test_one_kit_on_two_machines_is_a_fork(open_site: Site, places: Places) -> None:
    screen(open_site)
    assert receive(places, export(open_site, places.stick).path) == ["RECEIVED"]
    twin = begin(places, places.folder / "twin")
    screen(twin)
    other = places.folder / "other"
    other.mkdir()
    package = export(twin, other).path
    lock(twin)
    before = vault_hash(places.desk)
    assert receive(places, package) == ["PKG_FORK"]
    assert vault_hash(places.desk) == before


def test_a_restored_copy_that_went_another_way_is_a_fork(places: Places) -> None:
    shutil.copytree(places.vault, places.folder / "old")
    site = places.unlock()
    screen(site)
    first = export(site, places.stick).path
    lock(site)
    assert receive(places, first) == ["RECEIVED"]
    shutil.rmtree(places.vault)
    shutil.copytree(places.folder / "old", places.vault)
    site = places.unlock()
    screen(site, "ANNA")
    places.stick.joinpath(first.name).unlink()
    second = export(site, places.stick).path
    lock(site)
    assert receive(places, second) == ["PKG_FORK"]


def test_packages_for_others_are_not_opened(open_site: Site, places: Places, tmp_path: Path) -> None:
    screen(open_site)
    own = export(open_site, places.stick).path
    size = entries(open_site)
    with pytest.raises(PackageError, match="PKG_NOT_FOR_US"):
        carry_out(open_site, ImportPackage(own))
    receive(places, own)
    with places.at_desk() as desk:
        issue(desk, places.folder / "02.kit", site="02")
    elsewhere = begin(places, places.folder / "vault-02", places.folder / "02.kit")
    with pytest.raises(PackageError, match="PKG_KEY"):
        carry_out(elsewhere, ImportPackage(answer(places)))
    lock(elsewhere)
    assert entries(open_site) == size


def test_a_reply_needs_a_site_that_has_spoken(places: Places) -> None:
    for site, code in (("09", "SITE_UNKNOWN"), ("01", "SITE_SILENT")):
        with pytest.raises(Refused, match=code):
            answer(places, site)
    assert list(places.stick.iterdir()) == []


def test_a_stick_that_is_gone_leaves_no_entry(open_site: Site, places: Places) -> None:
    screen(open_site)
    size = entries(open_site)
    with pytest.raises(PackageError, match="STICK_GONE"):
        export(open_site, places.folder / "nowhere")
    with pytest.raises(EsccError, match="INPUT_MISSING"):
        carry_out(open_site, ImportPackage(places.folder / "nowhere" / "x.escc"))
    with pytest.raises(EsccError, match="INPUT_UNREADABLE"):
        carry_out(open_site, ImportPackage(places.stick))
    assert entries(open_site) == size
    assert export(open_site, places.stick).package.number == 1


def test_an_export_that_cannot_be_kept_takes_its_file_away(open_site: Site, places: Places) -> None:
    """The vault refuses to write at the very end: the stick must not carry what the journal does not know."""
    screen(open_site)
    size = entries(open_site)
    cabinet = open_site.office.cabinet
    with cabinet.transaction():
        cabinet.vault.write(text(FAILING))
    with pytest.raises(VaultError, match="VAULT_APPEND_ONLY"):
        export(open_site, places.stick)
    assert list(places.stick.iterdir()) == []
    assert entries(open_site) == size
    with cabinet.transaction():
        cabinet.vault.write(text("DROP TRIGGER no_export"))
    assert export(open_site, places.stick).package.number == 1


def test_another_file_of_that_name_is_never_touched(open_site: Site, places: Places) -> None:
    screen(open_site)
    taken = places.stick / "SITE01-A-000001.escc"
    taken.write_bytes(b"somebody's own")
    size = entries(open_site)
    with pytest.raises(PackageError, match="STICK_OTHER"):
        export(open_site, places.stick)
    assert taken.read_bytes() == b"somebody's own"
    assert entries(open_site) == size


def test_what_was_left_half_way_on_a_stick_is_judged_by_what_it_holds(open_site: Site, places: Places) -> None:
    screen(open_site)
    whole = export(open_site, places.stick).path
    half = places.stick / "SITE01-A-000002.escc.part"
    half.write_bytes(whole.read_bytes()[:-100])
    assert receive(places, half) == ["PKG_CUT"]
    assert receive(places, whole.rename(places.stick / "renamed.part")) == ["RECEIVED"]


def forged(places: Places, site: Site, change: Callable[[Desk], None]) -> Path:
    """Return a package of the desk that carries whatever ``change`` wrote into its chain for the site."""
    own = site.office.entries_of("device.certified")[-1].entry.body["recipient"]
    with places.at_desk() as desk:
        with desk.office.transaction():
            change(desk)
        office = desk.at_site("01")
        carried = tuple(office.journal.entries(office.chain))
        manifest = Manifest(
            study=office.study,
            site="01",
            chain=office.chain,
            number=1,
            package="SITE01-DESK-000001.escc",
            previous=None,
            recipients=(own,),
            at="2026-03-05T01:00:00.000000Z",
            app="0",
        )
        data = write_package(compose(manifest, carried), Sender(office.hand.key, (desk.certificate,)), (own,))
    path = places.stick / "forged.escc"
    path.write_bytes(data)
    return path


def test_the_desk_can_never_change_site_data(open_site: Site, places: Places) -> None:
    number = screen(open_site)
    known = open_site.office.readings.record(f"{number}/IC")
    assert known is not None

    def save_as_desk(desk: Desk) -> None:
        body = {
            "form": "IC",
            "visit": None,
            "values": {"ICVER": "9.9"},
            "observed_on": None,
            "is_complete": True,
            "digest": "0" * 64,
        }
        desk.at_site("01").enter("record.saved", body, participant=number, record=f"{number}/IC")

    size = entries(open_site)
    with pytest.raises(PackageError, match="PKG_OVERREACH"):
        carry_out(open_site, ImportPackage(forged(places, open_site, save_as_desk)))
    assert entries(open_site) == size
    assert open_site.office.journal.head("D-01") is None
    assert open_site.office.readings.record(f"{number}/IC") == known


def test_a_package_that_carries_nothing_is_refused(open_site: Site, places: Places) -> None:
    screen(open_site)
    office = open_site.office
    recipients = open_site.facts.recipients
    name = "SITE01-A-000001.escc"
    manifest = Manifest(
        study=office.study,
        site="01",
        chain=office.chain,
        number=1,
        package=name,
        previous=None,
        recipients=recipients,
        confirmation=new_confirmation(name, recipients, randomness).box,
        at="2026-03-05T01:00:00.000000Z",
        app="0",
    )
    sender = Sender(office.device_key, open_site.device_certificates())
    path = places.stick / name
    path.write_bytes(write_package(compose(manifest, ()), sender, recipients))
    assert receive(places, path) == ["PKG_CONTENT"]
    stranger = msgspec.structs.replace(manifest, chain="01-B")
    path.write_bytes(write_package(compose(stranger, tuple(office.journal.entries("01-A"))), sender, recipients))
    assert receive(places, path) == ["PKG_STRANGER"]


def test_the_desk_tells_how_it_stands_with_each_site(open_site: Site, places: Places) -> None:
    with places.at_desk() as desk:
        issue(desk, places.folder / "101.kit", site="101")
        (one, other) = status(desk)["sites"]
        assert (one["site"], one["packages"], one["participants"], one["last_received_at"]) == ("01", 0, 0, None)
        assert other["devices"] == "A"
    elsewhere = begin(places, places.folder / "vault-101", places.folder / "101.kit")
    screen(elsewhere)
    screen(open_site)
    screen(open_site)
    packages = (export(open_site, places.stick).path, export(elsewhere, places.stick).path)
    lock(elsewhere)
    assert receive(places, *packages) == ["RECEIVED"] * 2
    with places.at_desk() as desk:
        (one, other) = status(desk)["sites"]
    assert (one["participants"], other["participants"], one["to_send"]) == (2, 1, 2)
    assert one["entries"] == asking.packages(open_site).ours[0].last


def test_the_kinds_of_one_round(open_site: Site, places: Places) -> None:
    before = entries(open_site)
    screen(open_site)
    receive(places, export(open_site, places.stick).path)
    carry_out(open_site, ImportPackage(answer(places)))
    told = ["participant.screened", "record.saved", "package.exported", "package.received"]
    assert kinds(open_site)[before:] == told
