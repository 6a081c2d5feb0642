"""Measures restoring a backup of 50,000 entries over copying the same file and verifying what is in it."""

from __future__ import annotations

import shutil

from escc_desktop.actions.back_up import begin, write
from escc_desktop.actions.restore import RestoreOrder, restore
from escc_desktop.actions.study_root import code_of_root
from escc_desktop.actions.verify import verify_vault
from escc_desktop.actions.views_of_backups import BackupPlace
from escc_desktop.exchange.generations import look
from escc_desktop.launch import clock, randomness
from escc_desktop.store.readings import exhaust
from escc_desktop.store.vault import VAULT_FILE
from tests.benchmarks.making import Walked
from tests.benchmarks.measuring import Row, timed
from tests.benchmarks.row_long import LONG, long_vault


def row(walked: Walked) -> Row:
    """Return the row. Ours unpacks, verifies whole, begins the new chain, puts it in place and unlocks it."""
    name = long_vault(walked, LONG)
    vault, place = walked.folder / "restoring", walked.folder / "second"
    place.mkdir(exist_ok=True)
    site = walked.open(walked.copy("backing-up", name))
    begun = exhaust(begin(site, BackupPlace("BENCH", place, True), place, look(place)))
    backup = place / exhaust(write(begun)).name
    site.close()
    administrator, words = walked.people["site_administrator"]
    verified = walked.open(walked.copy("verified", name))
    root = code_of_root(verified.facts.root)

    def ours() -> float:
        for old in walked.folder.glob("restoring*"):
            shutil.rmtree(old)
        for left in place.glob("*.checkpoint*"):
            left.unlink()
        opened = []
        order = RestoreOrder(vault, backup, administrator, words, root=root)
        taken = timed(lambda: opened.append(exhaust(restore(order, clock, randomness))))
        opened[0].close()
        return taken

    def copy_and_verify() -> None:
        shutil.copyfile(walked.folder / name / VAULT_FILE, walked.folder / "copied.db")
        if not verify_vault(verified, None).is_sound:
            raise AssertionError("the long vault does not hold")

    says = "unpack, verify whole, new chain, put in place, unlock / copy of the vault's file and the verification of it"
    return Row("restore of 50,000 entries", 1.5, ours, lambda: timed(copy_and_verify), 5, says)
