"""Prepares the ground for the trials: a real site built once, copied for each trial and opened without stretching.

The secrets of each slot are taken out once; a trial then opens the vault from the second half of ``unlock`` on.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from escc_desktop import failpoints
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import enter, opened_slot, slots_of
from escc_desktop.errors import VaultError
from escc_desktop.trust.key_slots import Secrets, Stretching
from tests.building import (
    ADMINISTRATOR,
    COORDINATOR,
    DESK_PERSON,
    FULL_EDITION,
    INVESTIGATOR,
    WORDS,
    Clock,
    Places,
    build,
    randomness,
)
from tests.stretching import Stretch, stretching_by

MEMORY = Path("/dev/shm")


@dataclass(frozen=True, slots=True)
class Ground:
    """The site that was built, closed, and what its slots hold: who -> (id, secrets)."""

    places: Places
    slots: Mapping[str, tuple[str, Secrets]]
    desk_key: bytes
    is_sample: bool = False

    @property
    def folder(self) -> Path:
        """The folder of the whole ground; trials make theirs inside it."""
        return self.places.folder.parent

    @property
    def data_key(self) -> bytes:
        """The key of the vault's file."""
        return self.places.data_key

    def lay(self, to: Path, *, with_desk: bool = False) -> Stage:
        """Copy the site to the new folder ``to`` (and the desk, where a trial needs it) and return it as a stage."""
        if to.exists():
            shutil.rmtree(to)
        if with_desk:
            shutil.copytree(self.places.folder, to)
        else:
            shutil.copytree(self.places.vault, to / "vault")
            (to / "stick").mkdir()
        stage = Stage(self, Places(to, Clock(self.places.clock.now), self.data_key))
        if not with_desk:
            shutil.copy(self.places.root, stage.places.root)  # with which a restore compares what a backup carries
        return stage


@dataclass(slots=True)
class Stage:
    """One trial's own copy of the site. ``arm`` is called at each failpoint while an act is at work."""

    ground: Ground
    places: Places
    arm: Callable[[str], None] | None = None
    site: Site | None = None
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def open_site(self) -> Site:
        """The site at which an act is at work."""
        assert self.site is not None
        return self.site

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Let failpoints do what ``arm`` says inside the block."""
        with failpoints.armed(self.arm) if self.arm is not None else nullcontext():
            yield

    @property
    def vault(self) -> Path:
        """The vault's folder."""
        return self.places.vault

    @property
    def clock(self) -> Clock:
        """The clock of this copy's machine."""
        return self.places.clock

    def unlock(self, who: str = COORDINATOR) -> Site:
        """Open the vault for somebody; that is an entry."""
        person, secrets = self.ground.slots[who]
        return enter(self.vault, person, WORDS[who], secrets, self.clock, randomness)

    def start(self) -> None:
        """Do what the program does when it is started: it ends what an interruption left, and reads the slots."""
        with suppress(VaultError):
            slots_of(self.vault)

    def wind_on(self) -> None:
        """Set the clock on, past all that any trial does: the machine was started again."""
        self.clock.now += timedelta(hours=1)


def make_ground(folder: Path, *, is_sample: bool = False) -> Ground:
    """Build the site in ``folder`` and take out what its slots hold."""
    places = build(folder / "built", FULL_EDITION)
    people = (ADMINISTRATOR, COORDINATOR, INVESTIGATOR)
    _, desk = opened_slot(places.desk, DESK_PERSON, WORDS[DESK_PERSON], places.clock)
    slots = {who: opened_slot(places.vault, who, WORDS[who], places.clock) for who in people}
    return Ground(places, slots, desk.data_key, is_sample)


@contextmanager
def stretching_remembered(folder: Path) -> Iterator[None]:
    """Stretch each passphrase with each salt once, whichever process does so, and remember the outcome in ``folder``.

    Each trial begins with the same slots: the outcome is the real one, and only the waiting is spared.
    """
    folder.mkdir(parents=True)

    def remembering(really: Stretch) -> Stretch:
        def stretch(passphrase: str, salt: bytes, stretching: Stretching) -> bytes:
            name = sha256(repr((passphrase, salt, stretching)).encode("utf-8")).hexdigest()
            with suppress(OSError):
                return (folder / name).read_bytes()
            beside, key = folder / f"{name}.{os.getpid()}", really(passphrase, salt, stretching)
            beside.write_bytes(key)
            beside.replace(folder / name)
            return key

        return stretch

    with stretching_by(remembering):
        yield


@contextmanager
def workshop() -> Iterator[Path]:
    """Give a folder for trials, in memory where the system has such a place: none of them depends on the disk."""
    place = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="escc-faults-", dir=place, ignore_cleanup_errors=True) as folder:
        yield Path(folder)
