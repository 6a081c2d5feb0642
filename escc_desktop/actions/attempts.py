"""Counts wrong passphrases beside the vault and lets nobody try without end; it blocks nobody for good.

The file lies beside the slots because whoever is still outside must be counted. It proves nothing by itself: it can be
deleted like the vault can. So the vault keeps what the file said at the last unlocking, and the next one enters what
was typed meanwhile, or that the file was taken away. Each attempt is counted before the slow key stretching, so a
program that is killed meanwhile has counted it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from escc_desktop import failpoints
from escc_desktop.actions.site import Site
from escc_desktop.errors import EsccError, Refused, TrustError, WrongPassphrase
from escc_desktop.trust import canonical
from escc_desktop.trust.entry import instant, is_instant
from escc_desktop.trust.key_slots import Slot

ATTEMPTS_FILE: Final = "attempts.json"
FREE: Final = 3
"""How many wrong passphrases in a row cost no waiting: everybody mistypes."""
FIRST_WAIT: Final = timedelta(seconds=10)
LONGEST_WAIT: Final = timedelta(minutes=15)
"""Waiting doubles up to this: 100 tries a day by hand, and never a door that stays shut."""

_FORMAT: Final = "escc-attempts/1"
_LARGEST: Final = 1 << 17
_META: Final = "attempts"
_At = Annotated[str, Meta(pattern=r"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z\Z")]
_Number = Annotated[int, Meta(ge=0, le=2**53 - 1)]
_Word = Annotated[str, Meta(max_length=200)]


class Wrong(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Wrong passphrases for one person: ``streak`` since the last right one, ``times`` not entered in the journal yet
    (from ``first_at``), ``last_at`` the last of all.
    """

    person: _Word
    streak: _Number
    times: _Number
    first_at: _At
    last_at: _At


class Attempts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the file says. ``id`` is given by the vault at an unlocking; a file that somebody else began has none.

    ``serial`` counts every wrong passphrase there ever was; ``checksum`` finds damage.
    """

    format: str = _FORMAT
    id: _Word = ""
    serial: _Number = 0
    wrong: tuple[Wrong, ...] = ()
    checksum: _Word = ""

    def of(self, person: str) -> Wrong | None:
        """Return what is counted for somebody, or None."""
        return next((one for one in self.wrong if one.person == person), None)

    def with_(self, wrong: Wrong, serial: int) -> Attempts:
        """Return the same with one person's count in the place of the older one; nothing to tell leaves no trace."""
        others = tuple(one for one in self.wrong if one.person != wrong.person)
        kept = (*others, wrong) if wrong.times or wrong.streak else others
        return msgspec.structs.replace(self, serial=serial, wrong=kept)


def wait_after(streak: int) -> timedelta:
    """Return how long to wait after so many wrong passphrases in a row."""
    if streak < FREE:
        return timedelta()
    doublings: int = 2 ** min(streak - FREE, 20)
    return min(LONGEST_WAIT, FIRST_WAIT * doublings)


def read_attempts(folder: Path) -> Attempts | None:
    """Return what is counted beside the vault; None where there is no file, or one that is not as it was written."""
    try:
        with (folder / ATTEMPTS_FILE).open("rb") as file:
            plain = canonical.decode(file.read(_LARGEST))
        attempts = msgspec.convert(plain, Attempts)
    except (OSError, TrustError, msgspec.ValidationError):
        return None
    if not all(is_instant(at) for one in attempts.wrong for at in (one.first_at, one.last_at)):
        return None
    return attempts if (attempts.format, attempts.checksum) == (_FORMAT, _checksum(attempts)) else None


@contextmanager
def counted(folder: Path, slot: Slot, now: datetime) -> Iterator[None]:
    """Count one attempt on ``slot`` before the block tries it, and take it back unless the passphrase was wrong.

    A slot that opens ends no waiting: it may lie in somebody's own backup or request. ``end_streak`` does, once the
    vault and the certified key have shown whose passphrase it was.
    Raises Refused TRY_LATER while the person has to wait. A medium that cannot be written keeps nobody from trying:
    whoever holds such a copy needs no program to try passphrases.
    """
    before = read_attempts(folder) or Attempts()
    known = before.of(slot.person)
    _refuse_early(folder, before, known, slot.name, now)
    at = instant(now)
    times = known.times if known else 0
    counting = Wrong(
        person=slot.person,
        streak=(known.streak if known else 0) + 1,
        times=times + 1,
        first_at=known.first_at if known and times else at,
        last_at=at,
    )
    _write(folder, before.with_(counting, before.serial + 1), is_durable=True)
    failpoints.reached("attempts.counted")
    try:
        yield
    except WrongPassphrase:
        raise
    except EsccError:
        _write(folder, before)
        raise
    _write(folder, before)
    failpoints.reached("attempts.taken_back")


def end_streak(folder: Path, person: str) -> None:
    """End the waiting of ``person``, who has shown in the open vault that their passphrase is theirs."""
    found = read_attempts(folder)
    known = found.of(person) if found is not None else None
    if found is not None and known is not None and known.streak:
        _write(folder, found.with_(msgspec.structs.replace(known, streak=0), found.serial))


def enter_attempts(site: Site, folder: Path) -> None:
    """Enter what was typed wrong since the last unlocking, signed by the device, inside the open transaction."""
    office, vault = site.office, site.office.cabinet.vault
    found = read_attempts(folder)
    noted = (vault.meta(_META) or "").split(" ")
    expected = (noted[1], int(noted[2])) if len(noted) == 3 and noted[0] == office.chain else None
    if expected is not None and (found is None or found.id != expected[0] or found.serial < expected[1]):
        lost = {"expected": expected[1], "found": found.serial if found is not None else None}
        office.enter("attempts.lost", lost, hand=office.system)
    told = found or Attempts()
    for one in told.wrong:
        if one.times:
            body = {"person": one.person, "times": one.times, "first_at": one.first_at, "last_at": one.last_at}
            office.enter("passphrase.refused", body, hand=office.system)
    # Whoever is at work has just shown who they are.
    others = (one for one in told.wrong if one.person != site.person.id)
    settled = tuple(msgspec.structs.replace(one, times=0) for one in others if one.streak)
    has_id = expected is not None and told.id == expected[0]
    kept = msgspec.structs.replace(told, id=told.id if has_id else office.randomness(16).hex(), wrong=settled)
    if kept == told and (expected is None or expected[1] == kept.serial):
        return
    vault.set_meta(_META, f"{office.chain} {kept.id} {kept.serial}")
    office.on_failure(lambda: _write(folder, told))
    _write(folder, kept, is_durable=True)
    failpoints.reached("attempts.settled")


def _refuse_early(folder: Path, attempts: Attempts, known: Wrong | None, name: str, now: datetime) -> None:
    """Raise Refused TRY_LATER while somebody has to wait; a clock that was set back lets the waiting begin anew."""
    wait = wait_after(known.streak) if known else timedelta()
    if known is None or not wait:
        return
    last = datetime.fromisoformat(known.last_at)
    if last > now:
        last = now
        _write(folder, attempts.with_(msgspec.structs.replace(known, last_at=instant(now)), attempts.serial))
    left = last + wait - now
    if left > timedelta():
        again = (now + left).astimezone(now.tzinfo)
        seconds = -(-left // timedelta(seconds=1))
        raise Refused("TRY_LATER", name=name, times=known.streak, at=again.strftime("%H:%M:%S"), seconds=seconds)


def _write(folder: Path, attempts: Attempts, *, is_durable: bool = False) -> None:
    path = folder / ATTEMPTS_FILE
    beside = path.with_name(path.name + ".part")
    data = canonical.encode(msgspec.to_builtins(msgspec.structs.replace(attempts, checksum=_checksum(attempts))))
    with suppress(OSError):
        with beside.open("wb") as file:
            file.write(data)
            if is_durable:
                file.flush()
                os.fsync(file.fileno())
        failpoints.reached("attempts.written")
        beside.replace(path)
        failpoints.reached("attempts.renamed")


def _checksum(attempts: Attempts) -> str:
    plain = msgspec.to_builtins(attempts)
    return sha256(canonical.encode(plain | {"checksum": ""})).hexdigest()
