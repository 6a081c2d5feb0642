"""Flips one bit of a vault, its key slots, its checkpoint or a backup, and asks whether anybody would notice.

Noticed is what does not open, opens read-only, or does not verify. That is asked of every bit of every file but the
lock's, which holds none: no bit is taken to mean nothing.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from escc_desktop.actions.back_up import begin as begin_backup
from escc_desktop.actions.back_up import write
from escc_desktop.actions.backup_commands import NoteBackup
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.unlock import lock
from escc_desktop.actions.verify import verify_vault
from escc_desktop.actions.verify_backup import verify_backup
from escc_desktop.actions.views_of_backups import BackupPlace
from escc_desktop.errors import EsccError
from escc_desktop.exchange.generations import look
from escc_desktop.store.readings import exhaust
from escc_desktop.trust.slot_file import check_slots, read_slots
from tests.building import ELIGIBLE, Clock, Places, randomness, save, screen
from tests.faults.ground import Ground, Stage
from tests.faults.trying import CLEAN, Attempt, Row, Trial, Verdict

FILES = ("vault.db", "slots.json", "checkpoint.json", "backup")


def begin(ground: Ground, seed: int) -> Attempt:
    """Return how to try one: on copies of a site with a participant, closed, and a backup of it."""
    worked = ground.lay(ground.folder / "flips")
    backup = _prepared(worked)

    def attempt(trial: Trial) -> Verdict:
        which = FILES[trial.number % len(FILES)]
        stage = Stage(ground, Places(trial.folder / "site", Clock(worked.clock.now), ground.data_key))
        shutil.copytree(worked.vault, stage.vault)
        path = Path(shutil.copy(backup, trial.folder / backup.name)) if which == "backup" else stage.vault / which
        place, bit = flip(path, trial.chance.random(), trial.chance.randrange(8))
        told = backup_tells(path, stage) if which == "backup" else vault_tells(stage)
        return CLEAN if told else Verdict(unseen=1, why=f"{which}: bit {bit} of byte {place} of {path.stat().st_size}")

    return attempt


def _prepared(stage: Stage) -> Path:
    site = stage.unlock()
    save(site, screen(site), "IE", {**ELIGIBLE, "INCL03_NOTE": "CT 16 mm"})
    place = BackupPlace("STICK", stage.places.stick, True)
    written = exhaust(write(exhaust(begin_backup(site, place, stage.places.stick, look(stage.places.stick)))))
    carry_out(site, NoteBackup(written))
    lock(site)
    (backup,) = stage.places.stick.glob("*.esccb")
    return backup


def flip(path: Path, part: float, bit: int) -> tuple[int, int]:
    """Flip one bit of the byte that lies at ``part`` (0 to 1) of the file; return its place and the bit."""
    place = int(part * path.stat().st_size)
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1 << bit]))
    return place, bit


def vault_tells(stage: Stage) -> bool:
    """Tell whether opening the vault, or verifying all of it, says that something is wrong."""
    try:
        check_slots(read_slots(stage.vault / "slots.json"))
        site = stage.unlock()
    except EsccError:
        return True
    try:
        return site.doubt is not None or not verify_vault(site, site.facts.root).is_sound
    finally:
        site.close()


def backup_tells(path: Path, stage: Stage) -> bool:
    """Tell whether verifying the backup says that something is wrong."""
    return not verify_backup(path, None, None, stage.clock, randomness).is_sound


ROW = Row("one bit flipped in vault, slots, checkpoint, backup", "each found, none silent", 20_000, 60, begin)
