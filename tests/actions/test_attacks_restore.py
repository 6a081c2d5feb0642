"""Tries to pass off as a restored device what none is: without the authority, of another line, from another place."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import ImportPackage
from escc_desktop.actions.office import Office
from escc_desktop.actions.packing import SITE_BOOKKEEPING, pack
from escc_desktop.actions.people import certified
from escc_desktop.actions.site import CHAIN_AT_WORK, DEVICE_AT_WORK, DEVICE_KEY, Site
from escc_desktop.actions.unlock import device_hand, lock, open_with, opened_slot
from escc_desktop.actions.verify import verify_vault
from escc_desktop.errors import EsccError, JournalBroken, PackageError
from escc_desktop.exchange.package import Manifest, Sender, compose, write_package
from escc_desktop.trust import boxes
from escc_desktop.trust.certificates import issue_authority, issue_device, issue_root
from escc_desktop.trust.keys import SigningKey
from tests.actions.test_packages import receive, vault_hash
from tests.backing_up import restored
from tests.building import ADMINISTRATOR, STUDY, WORDS, Places, begin, copy, export, issue, randomness, screen


@dataclass(frozen=True)
class Authority:
    """A key that certifies devices, and its certificate."""

    key: SigningKey
    certificate: str


def opened(places: Places, vault: Path) -> Site:
    """Open a vault for its administrator, without an entry."""
    person, secrets = opened_slot(vault, ADMINISTRATOR, WORDS[ADMINISTRATOR], places.clock)
    return open_with(vault, person, secrets, places.clock, randomness)


def forge(
    places: Places,
    site: Site,
    *,
    device: str = "A2",
    authority: Authority | None = None,
    upto: int | None = None,
    **restored_from: Any,
) -> Path:
    """Begin a chain in an open vault as a restore does, but with what the attack changes, and pack all of it."""
    old = site.office
    assert site.authority_key is not None
    by = authority or Authority(site.authority_key, site.facts.authority)
    head = old.journal.head(old.chain)
    assert head is not None
    key, (_, recipient) = SigningKey.generate(randomness), boxes.generate_identity()
    certificate = issue_device(by.key, by.certificate, key.public, device, randomness, places.clock())
    hand, chain = device_hand(device, key), f"01-{device}"
    office = Office(old.cabinet, places.clock, randomness, STUDY, "01", chain, hand, key, site.facts.edition)
    named = {"chain": old.chain, "seq": head.seq, "head": head.hash.hex(), **restored_from}
    body = {"kit": "k", "device": device, "certificate": certificate + by.certificate, "recipient": recipient}
    me = site.person
    with office.transaction():
        office.enter("device.certified", {**body, "edition": site.facts.edition, "restored_from": named})
        bundle = site.certificates[me.id] + site.issuers[me.id]
        office.enter("person.certified", certified(me, bundle, device))
        old.cabinet.keys.put(DEVICE_KEY, key.to_bytes())
        old.cabinet.vault.set_meta(CHAIN_AT_WORK, chain)
        old.cabinet.vault.set_meta(DEVICE_AT_WORK, device)
    office.keep_checkpoint()
    beside = tuple(old.journal.entries(old.chain, 1, upto)) if upto is not None else ()
    sender = Sender(key, (certificate, by.certificate))
    packed = pack(
        office,
        chain,
        device,
        sender,
        (*site.facts.recipients, recipient),
        site.facts.recipients,
        with_files=False,
        bookkeeping=SITE_BOOKKEEPING,
        beside=beside,
    )
    path = places.folder / packed.name
    path.write_bytes(packed.data)
    return path


@pytest.fixture
def known(places: Places) -> Places:
    """A site with one participant that the desk has received, closed."""
    heard_of(places)
    return places


def heard_of(places: Places) -> None:
    """Let the desk receive one participant of the site."""
    site = places.unlock()
    screen(site)
    assert receive(places, export(site, places.stick).path) == ["RECEIVED"]
    lock(site)


@pytest.fixture(scope="module")
def among_others(built: Places, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The same beside a second device and another site that the desk has heard of, closed; nobody works on it."""
    known = copy(built, tmp_path_factory.mktemp("among-others") / "copy")
    heard_of(known)
    with known.at_desk() as desk:
        issue(desk, known.folder / "B.kit", device="B")
        issue(desk, known.folder / "02.kit", site="02")
    for vault, kit in ((known.folder / "vault-b", "B.kit"), (known.folder / "vault-02", "02.kit")):
        other = begin(known, vault, known.folder / kit)
        assert receive(known, export(other, known.stick).path) == ["RECEIVED"]
        other.close()
    return known


def test_what_a_restore_makes_is_believed(known: Places) -> None:
    """The forger's own tool, used honestly: what follows is refused for what it changes and for nothing else."""
    site = opened(known, known.vault)
    head = site.office.journal.head("01-A")
    assert head is not None
    assert receive(known, forge(known, site, upto=head.seq)) == ["RECEIVED"]
    site.close()
    site = known.unlock(ADMINISTRATOR)
    assert verify_vault(site, None).is_sound
    site.close()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"chain": "01-Z"}, "PKG_STRANGER"),
        ({"chain": "01-B"}, "PKG_STRANGER"),
        ({"chain": "02-A"}, "PKG_STRANGER"),
        ({"chain": "D-01"}, "PKG_STRANGER"),
        ({"chain": "01-A2"}, "PKG_STRANGER"),
        ({"device": "A02"}, "PKG_STRANGER"),
        ({"device": "A1"}, "PKG_STRANGER"),
        ({"device": "B2"}, "PKG_STRANGER"),
        ({"device": "C"}, "PKG_STRANGER"),
        ({"head": "0" * 64}, "RESTORED_FROM_OTHER"),
        ({"seq": 1, "upto": 1}, "RESTORED_FROM_OTHER"),
        ({"seq": 999}, "RESTORED_FROM_OTHER"),
        ({"seq": 3, "upto": 4}, "PKG_CONTENT"),
    ],
)
def test_a_chain_that_goes_on_from_elsewhere_is_refused(
    among_others: Places, tmp_path: Path, changes: dict[str, Any], code: str
) -> None:
    known = copy(among_others, tmp_path / "among-others")
    site = opened(known, known.vault)
    if code == "RESTORED_FROM_OTHER" or "upto" in changes:
        changes = {"upto": changes.get("upto", 8)} | changes
    path = forge(known, site, **changes)
    site.close()
    before = vault_hash(known.desk)
    assert receive(known, path) == [code]
    assert vault_hash(known.desk) == before


def test_nobody_restores_without_the_sites_authority(known: Places) -> None:
    """An authority of one's own, that of another site, and none: a person's key certifies nothing."""
    own_root, own = SigningKey.generate(randomness), SigningKey.generate(randomness)
    root = issue_root(own_root, STUDY, randomness, known.clock())
    forged = Authority(own, issue_authority(own_root, root, own.public, "01", randomness, known.clock()))
    with known.at_desk() as desk:
        issue(desk, known.folder / "02.kit", site="02")
    elsewhere = begin(known, known.folder / "vault-02", known.folder / "02.kit")
    assert elsewhere.authority_key is not None
    foreign = Authority(elsewhere.authority_key, elsewhere.facts.authority)
    for place, authority in enumerate((forged, foreign)):
        vault = known.folder / f"copy-{place}"
        shutil.copytree(known.vault, vault)
        site = opened(known, vault)
        assert receive(known, forge(known, site, authority=authority)) == ["PKG_SENDER"]
        site.close()
        site = opened(known, vault)
        assert verify_vault(site, None).code == "CHAIN_SIGNER"
        site.close()
    elsewhere.close()


def test_a_vault_that_claims_another_beginning_can_only_be_read(known: Places) -> None:
    site = opened(known, known.vault)
    forge(known, site, head="0" * 64)
    site.close()
    site = known.unlock(ADMINISTRATOR)
    assert isinstance(site.doubt, JournalBroken)
    assert site.doubt.code == "RESTORED_FROM_OTHER"
    answer = verify_vault(site, None)
    assert (answer.code, answer.first_bad) == ("RESTORED_FROM_OTHER", ("01-A2", 1))
    site.close()


def test_the_desk_cannot_put_words_into_a_sites_mouth(known: Places) -> None:
    """A package of the desk brings an entry of the site's old chain that the desk itself has written."""
    site = opened(known, known.vault)
    screen_entry = next(one for one in site.office.journal.entries("01-A") if one.entry.kind == "participant.screened")
    own = site.office.entries_of("device.certified")[-1].entry.body["recipient"]
    with known.at_desk() as desk:
        office = desk.at_site("01")
        with desk.office.transaction():
            head = desk.office.journal.head("01-A")
            assert head is not None
            body = {**screen_entry.entry.body, "number": "01-099", "order": 99}
            forged = office.enter("participant.screened", body, participant="01-099", chain="01-A")
        carried = (forged, *office.journal.entries("D-01"))
        manifest = Manifest(
            study=STUDY,
            site="01",
            chain="D-01",
            number=1,
            package="SITE01-DESK-000001.escc",
            previous=None,
            recipients=(own,),
            at="2026-03-05T01:00:00.000000Z",
            app="0",
        )
        sender = Sender(desk.office.hand.key, (desk.certificate,))
        data = write_package(compose(manifest, carried), sender, (own,))
    path = known.folder / "forged.escc"
    path.write_bytes(data)
    with pytest.raises(PackageError) as refusal:
        carry_out(site, ImportPackage(path))
    assert refusal.value.code in ("PKG_SIGNER", "PKG_TWIN")
    assert site.office.readings.participant("01-099") is None
    site.close()


def test_slots_alone_restore_nothing(known: Places) -> None:
    """A backup whose vault is another's: slots of one site, vault of another, put together by hand."""
    with pytest.raises(EsccError):
        restored(known, known.vault / "vault.db")
