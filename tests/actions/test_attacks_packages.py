"""Sends packages that are sealed and signed truly and say what is not so: nothing is believed, nothing is kept."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from escc_desktop.actions import asking
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import ImportPackage
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.site import Site
from escc_desktop.errors import PackageError
from escc_desktop.exchange.package import CarriedText, Manifest, Sender, compose, write_package
from escc_desktop.trust.commitments import commit
from tests.building import Places, entries, export, randomness, screen


def receipt(places: Places, site: Site, body: dict[str, object], number: int = 1) -> Path:
    """Return a true package of the desk that says to have received what ``body`` names."""
    own = site.office.entries_of("device.certified")[-1].entry.body["recipient"]
    with places.at_desk() as desk:
        with desk.office.transaction():
            desk.at_site("01").enter("package.received", body)
        office = desk.at_site("01")
        manifest = Manifest(
            study=office.study,
            site="01",
            chain=office.chain,
            number=number,
            package=f"SITE01-DESK-{number:06d}.escc",
            previous=None,
            recipients=(own,),
            at="2026-03-05T01:00:00.000000Z",
            app="0",
        )
        content = compose(manifest, tuple(office.journal.entries(office.chain)))
        data = write_package(content, Sender(office.hand.key, (desk.certificate,)), (own,))
    path = places.stick / "receipt.escc"
    path.write_bytes(data)
    return path


def received(site: Site, **says: object) -> dict[str, object]:
    body: dict[str, object] = {
        "package": "SITE01-A-000001.escc",
        "number": 1,
        "chain": site.office.chain,
        "first": 1,
        "last": 2**53 - 1,
        "head": "a" * 64,
        "sha256": "b" * 64,
    }
    return {**body, **says}


def test_a_receipt_for_what_was_never_sent_confirms_nothing(open_site: Site, places: Places) -> None:
    screen(open_site)
    carry_out(open_site, ImportPackage(receipt(places, open_site, received(open_site))))
    page = asking.packages(open_site)
    assert (page.confirmed_entries, page.not_confirmed_entries) == (0, 0)
    assert page.to_send > 0
    assert {one.delivery for one in asking.participant(open_site, "01-001").records} == {"to_send"}


def test_a_receipt_confirms_what_was_sent_and_no_entry_more(open_site: Site, places: Places) -> None:
    screen(open_site)
    sent = export(open_site, places.stick)
    screen(open_site)
    digest = sha256(sent.path.read_bytes()).hexdigest()
    carry_out(open_site, ImportPackage(receipt(places, open_site, received(open_site, sha256=digest))))
    page = asking.packages(open_site)
    assert (page.confirmed_entries, page.not_confirmed_entries) == (sent.package.last, 0)
    assert {one.delivery for one in asking.participant(open_site, "01-002").records} == {"to_send"}


def test_a_number_out_of_all_proportion_is_a_gap_told_at_once(open_site: Site, places: Places) -> None:
    with pytest.raises(PackageError, match="PKG_GAP") as caught:
        carry_out(open_site, ImportPackage(receipt(places, open_site, received(open_site), number=2**53 - 1)))
    assert caught.value.facts["missing"].startswith("1, 2, 3")
    assert len(caught.value.facts["missing"]) < 100


def carrying(site: Site, texts: tuple[CarriedText, ...] = (), files: tuple[bytes, ...] = ()) -> bytes:
    """Return a package of the site's own device with more in it than its entries speak of."""
    office, recipients = site.office, site.facts.recipients
    manifest = Manifest(
        study=office.study,
        site="01",
        chain=office.chain,
        number=1,
        package="SITE01-A-000001.escc",
        previous=None,
        recipients=recipients,
        at="2026-03-05T01:00:00.000000Z",
        app="0",
    )
    content = compose(manifest, tuple(office.journal.entries(office.chain)), texts, files)
    sender = Sender(office.device_key, site.device_certificates())
    return write_package(content, sender, recipients)


def test_nothing_comes_in_beside_the_journal(open_site: Site, places: Places) -> None:
    screen(open_site)
    made = commit("nobody wrote this", randomness)
    text = CarriedText(made.digest, made.salt, "nobody wrote this")
    path = places.stick / "SITE01-A-000001.escc"
    before = sha256((places.desk / "vault.db").read_bytes()).hexdigest()
    with places.at_desk() as desk:
        for data in (carrying(open_site, texts=(text,)), carrying(open_site, files=(b"%PDF-1.7 nobody's",))):
            path.write_bytes(data)
            assert [one.code for one in receive_packages(desk, [path])] == ["PKG_CONTENT"]
    assert sha256((places.desk / "vault.db").read_bytes()).hexdigest() == before
    path.write_bytes(carrying(open_site))
    size = entries(open_site)
    with places.at_desk() as desk:
        assert [(one.code, one.entries) for one in receive_packages(desk, [path])] == [("RECEIVED", size)]
