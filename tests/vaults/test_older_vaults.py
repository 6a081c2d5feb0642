"""Proves that the vault, the desk, the kit and the packages of every earlier version go on working in this one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from escc_desktop import __version__
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import ImportPackage
from escc_desktop.actions.desk import Desk, at_desk
from escc_desktop.actions.first_run import first_run
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.reply import reply
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import unlock
from escc_desktop.actions.verify import read_root, verify_file, verify_vault
from escc_desktop.errors import VaultError
from escc_desktop.store.vault import open_vault
from tests.building import (
    ADMINISTRATOR,
    COORDINATOR,
    DESK_PERSON,
    INVESTIGATOR,
    VITAL_SIGNS,
    WORDS,
    Clock,
    export,
    randomness,
    save,
    sign,
)
from tests.vaults.run import FROZEN

VERSIONS = sorted(path.parent.name for path in FROZEN.glob("*/frozen.json"))


class Frozen:
    """A copy of what one version left behind, to work on."""

    def __init__(self, version: str, folder: Path) -> None:
        self.folder = folder / "site"
        shutil.copytree(FROZEN / version, self.folder)
        told = json.loads((self.folder / "frozen.json").read_text(encoding="utf-8"))
        self.words: dict[str, str] = told["people"]
        self.clock = Clock(datetime.fromisoformat(told["at"]))
        self.root = read_root((self.folder / "root.pem").read_bytes(), "root.pem")

    @contextmanager
    def site(self, who: str = COORDINATOR) -> Iterator[Site]:
        """The vault, opened by one of its people."""
        site = unlock(self.folder / "vault", who, self.words[who], self.clock, randomness)
        try:
            yield site
        finally:
            site.close()

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The desk, opened by its person."""
        words = self.words[DESK_PERSON]
        with at_desk(str(self.folder / "desk"), DESK_PERSON, words, self.clock, randomness) as desk:
            yield desk

    def packages(self, of: str) -> list[Path]:
        """The packages on the stick of the site (``A``) or the desk (``DESK``), oldest first."""
        return sorted((self.folder / "stick").glob(f"SITE01-{of}-*.escc"))


@pytest.fixture(params=VERSIONS)
def frozen(request: pytest.FixtureRequest, tmp_path: Path) -> Frozen:
    return Frozen(request.param, tmp_path)


def test_every_earlier_version_is_kept() -> None:
    assert "0.1.0" in VERSIONS
    assert __version__ >= max(VERSIONS)


def test_it_opens_and_is_sound(frozen: Frozen) -> None:
    with frozen.site() as site:
        assert site.doubt is None
        told = verify_vault(site, frozen.root)
        assert (told.is_sound, told.code) == (True, "VERIFIED_VAULT")
        assert told.entries >= 36


def test_everybody_of_it_gets_in_twice(frozen: Frozen) -> None:
    for who in frozen.words:
        if who in (DESK_PERSON, "kit"):
            continue
        for _ in range(2):  # the second time as the first one left it: slots may have been written anew
            with frozen.site(who) as site:
                assert site.person.name == who


def test_its_readings_are_what_its_journal_amounts_to(frozen: Frozen) -> None:
    with frozen.site() as site:
        readings = site.office.readings
        before = {number: readings.participant(number) for number in readings.numbers()}
        with site.office.transaction():
            readings.rebuild()
        assert len(before) == 4
        assert {number: readings.participant(number) for number in readings.numbers()} == before
        for number in before:
            readings.check(number)


def test_work_goes_on_in_it_and_reaches_its_desk(frozen: Frozen) -> None:
    with frozen.site() as site:
        asked = {item.id for item in site.study.form("VS").items}  # the edition of its time
        vitals = {item: value for item, value in VITAL_SIGNS.items() if item in asked}
        record = save(site, "01-003", "VS", vitals, visit="SCR", observed_on="2026-03-05")
        sign(site, record, words=frozen.words[INVESTIGATOR])
        export(site, frozen.folder / "stick")
    with frozen.desk() as desk:
        told = receive_packages(desk, frozen.packages("A"))
        assert [one.code for one in told] == ["PKG_KNOWN", "RECEIVED", "RECEIVED"]
        reply(desk, "01", frozen.folder / "stick")
    with frozen.site() as site:
        brought = [carry_out(site, ImportPackage(one)).value for one in frozen.packages("DESK")]
        assert len(brought) == 2
        assert verify_vault(site, frozen.root).is_sound


def test_its_packages_and_kit_are_still_read(frozen: Frozen) -> None:
    with frozen.site() as site:
        for package in (*frozen.packages("A"), *frozen.packages("DESK")):
            told = verify_file("package", package.read_bytes(), frozen.root, site)
            assert (told.is_sound, told.code) == (True, "VERIFIED_PACKAGE")
    kit, words = frozen.folder / "SITE01-A.kit", frozen.words
    made = first_run(
        frozen.folder / "other", kit, words["kit"], ADMINISTRATOR, WORDS[ADMINISTRATOR], frozen.clock, randomness
    )
    made.close()


def test_a_vault_of_a_newer_version_is_refused_with_the_reason(frozen: Frozen) -> None:
    with frozen.site() as site:
        data_key, vault = site.data_key, site.office.cabinet.vault
        with vault.transaction():
            vault.set_meta("schema", "99")
    before = (frozen.folder / "vault" / "vault.db").read_bytes()
    with pytest.raises(VaultError, match="VAULT_NEWER") as refused:
        open_vault(frozen.folder / "vault", data_key)
    assert refused.value.facts["found"] == "99"
    with pytest.raises(VaultError, match="VAULT_NEWER"):
        unlock(frozen.folder / "vault", COORDINATOR, frozen.words[COORDINATOR], frozen.clock, randomness)
    assert (frozen.folder / "vault" / "vault.db").read_bytes() == before
