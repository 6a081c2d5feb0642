"""Measures what a long journal costs: unlocking it, saving into it, folding it anew and verifying it."""

from __future__ import annotations

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.site import Site
from tests.benchmarks.appending import lengthen
from tests.benchmarks.floors.entries import check_all
from tests.benchmarks.floors.rows import read_all
from tests.benchmarks.making import Saver, Walked
from tests.benchmarks.measuring import Row, timed
from tests.benchmarks.row_entries import HASH_DOMAIN, SIGNATURE_DOMAIN, entries_of, verify_entries
from tests.benchmarks.row_unlock import unlocking

LONG, LONGEST = 50_000, 1_000_000


def unlock_long(walked: Walked) -> Row:
    """Return the row of unlocking 50,000 entries over its key stretching alone; the verification behind it goes on."""
    vault = long_vault(walked, LONG)
    says = "slot, vault, study, checkpoint, the last entries and session.opened / Argon2id of the same slot alone"
    return unlocking(walked, vault, "unlock of 50,000 entries", says)


def save_long(walked: Walked) -> Row:
    """Return the row of a save into 50,000 entries over the same save into a new vault."""
    return _saving(walked, LONG, "save at 50,000 entries")


def save_longest(walked: Walked) -> Row:
    """Return the row of a save into 1,000,000 entries over the same save into a new vault."""
    return _saving(walked, LONGEST, "save at 1,000,000 entries")


def rebuild(walked: Walked) -> Row:
    """Return the row of folding every participant anew over reading the same rows of the journal raw."""
    site = walked.open(walked.copy("working", long_vault(walked, LONG)))
    cabinet = site.office.cabinet
    driver = cabinet.vault._driver
    assert driver is not None
    numbers = cabinet.journal.participants()

    def folded() -> None:
        with cabinet.transaction():
            cabinet.readings.rebuild()

    says = "50,000 entries decoded, folded and written as rows / the same rows of the journal fetched"
    return Row("readings rebuilt", 3, lambda: timed(folded), lambda: timed(lambda: read_all(driver, numbers)), 7, says)


def verify_long(walked: Walked) -> Row:
    """Return the row of verifying 50,000 entries over bare P-256 checks and hashes of the same."""
    site = walked.open(walked.copy("verifying-long", long_vault(walked, LONG)))
    entries = entries_of(site)

    def floor() -> float:
        return timed(lambda: check_all(entries, HASH_DOMAIN, SIGNATURE_DOMAIN))

    says = "read strictly, columns, chain, certificates, signatures, texts, files / P-256 and SHA-256 of the same"
    return Row("50,000 entries verified", 1.5, lambda: timed(lambda: verify_entries(site)), floor, 5, says)


def long_vault(walked: Walked, entries: int) -> str:
    """Return the name of a vault of ``entries`` entries, made when it is first wanted; each row opens its own copy."""
    name = f"long-{entries}"
    if not (walked.folder / name).exists():
        site = walked.open(walked.copy(name))
        lengthen(site, entries)
        site.close()
    return name


def _saving(walked: Walked, entries: int, name: str) -> Row:
    long, short = _saver(walked, long_vault(walked, entries)), _saver(walked, "vault")

    def save(saver: Saver) -> float:
        command = saver.next()
        done: list[str] = []
        taken = timed(lambda: done.append(str(carry_out(saver.site, command).value)))
        saver.done(command, done[0])
        return taken

    says = "SaveRecord of the ten items of form VS there / the same in a vault just begun"
    return Row(name, 1.2, lambda: save(long), lambda: save(short), 301, says)


def _saver(walked: Walked, of: str) -> Saver:
    site: Site = walked.open(walked.copy(f"saving-{of}", of))
    saver = Saver(site, visits=20)
    for _ in range(20):
        saver.save()
    return saver
