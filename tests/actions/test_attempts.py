"""Types wrong passphrases, across restarts and with clocks set wrong, and reads what the journal says of them."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop import failpoints
from escc_desktop.actions.attempts import ATTEMPTS_FILE, FREE, LONGEST_WAIT, read_attempts, wait_after
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock, look_into, unlock
from escc_desktop.actions.verify import verify_vault
from escc_desktop.errors import Refused, TrustError, WrongPassphrase
from escc_desktop.trust import canonical
from escc_desktop.trust.slot_file import read_slots, write_slots
from tests.building import (
    COORDINATOR,
    ELIGIBLE,
    INVESTIGATOR,
    WORDS,
    Places,
    kinds,
    randomness,
    save,
    screen,
    sign,
)

WRONG = "not the words 12345"


def type_wrong(places: Places, times: int = 1, who: str = COORDINATOR) -> None:
    """Type a wrong passphrase so often, each time before a program that was just started."""
    for _ in range(times):
        with pytest.raises(WrongPassphrase):
            unlock(places.vault, who, WRONG, places.clock, randomness)


def refused_at(places: Places, who: str = COORDINATOR, words: str = "") -> Refused:
    """Type the right passphrase and be told to wait."""
    with pytest.raises(Refused, match="TRY_LATER") as caught:
        unlock(places.vault, who, words or WORDS[who], places.clock, randomness)
    return caught.value


def told(site: Site) -> list[tuple[str, int]]:
    """Return of whom and how many wrong passphrases the journal speaks."""
    entries = site.office.entries_of("passphrase.refused")
    assert all(one.entry.actor.role == "device" for one in entries)
    return [(site.name_of(one.entry.body["person"]), one.entry.body["times"]) for one in entries]


def test_wrong_passphrases_slow_down_across_restarts_and_stand_in_the_journal_afterwards(places: Places) -> None:
    type_wrong(places, 3)
    first = refused_at(places)
    assert (first.facts["times"], 0 < int(first.facts["seconds"]) <= 10) == ("3", True)
    places.clock.set_by(seconds=12)
    type_wrong(places)
    places.clock.set_by(seconds=12)
    assert 0 < int(refused_at(places).facts["seconds"]) <= 20
    places.clock.set_by(seconds=12)
    site = places.unlock()
    assert kinds(site)[-2:] == ["session.opened", "passphrase.refused"]
    assert told(site) == [(COORDINATOR, 4)]
    body = site.office.entries_of("passphrase.refused")[-1].entry.body
    assert body["first_at"] < body["last_at"] < site.office.clock().isoformat()
    assert verify_vault(site, None).is_sound
    lock(site)
    site = places.unlock()
    assert told(site) == [(COORDINATOR, 4)]
    lock(site)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_waiting_grows_and_never_becomes_a_block(one: int, other: int) -> None:
    less, more = sorted((one, other))
    assert wait_after(less) <= wait_after(more) <= LONGEST_WAIT
    assert (wait_after(less) == timedelta()) is (less < FREE)


def test_one_person_waits_and_nobody_else_does(places: Places) -> None:
    type_wrong(places, 3, INVESTIGATOR)
    site = places.unlock(COORDINATOR)
    assert told(site) == [(INVESTIGATOR, 3)]
    lock(site)
    refused_at(places, INVESTIGATOR)  # another's right passphrase does not shorten the waiting
    places.clock.set_by(seconds=12)
    site = places.unlock(INVESTIGATOR)
    assert told(site) == [(INVESTIGATOR, 3)]
    lock(site)
    type_wrong(places, 2, INVESTIGATOR)
    lock(places.unlock(INVESTIGATOR))


def test_signing_as_somebody_counts_like_unlocking(places: Places) -> None:
    site = places.unlock(COORDINATOR)
    record = save(site, screen(site), "IE", ELIGIBLE)
    for _ in range(FREE):
        with pytest.raises(WrongPassphrase):
            sign(site, record, words=WRONG)
    with pytest.raises(Refused, match="TRY_LATER"):
        sign(site, record)
    places.clock.set_by(seconds=12)
    sign(site, record)
    with pytest.raises(WrongPassphrase):
        sign(site, record, words=WRONG)
    assert told(site) == []
    lock(site)
    site = places.unlock(COORDINATOR)
    assert told(site) == [(INVESTIGATOR, 4)]
    lock(site)


def test_a_clock_that_is_set_back_neither_helps_nor_blocks(places: Places) -> None:
    type_wrong(places, 3)
    places.clock.set_by(days=-400)
    assert 8 <= int(refused_at(places).facts["seconds"]) <= 10
    places.clock.set_by(seconds=5)
    refused_at(places)
    places.clock.set_by(seconds=8)
    site = places.unlock()
    assert told(site) == [(COORDINATOR, 3)]
    lock(site)


def test_an_attempt_that_is_killed_in_the_middle_is_counted(places: Places) -> None:
    class Killed(Exception):
        pass

    def kill(name: str) -> None:
        if name == "attempts.counted":
            raise Killed

    for _ in range(FREE):
        with failpoints.armed(kill), pytest.raises(Killed):
            places.unlock()
    refused_at(places)


@pytest.mark.parametrize("how", ["taken away", "damaged", "begun anew"])
def test_a_count_that_was_taken_away_is_noticed_at_the_next_unlocking(places: Places, how: str) -> None:
    type_wrong(places, 2)
    lock(places.unlock())
    path = places.vault / ATTEMPTS_FILE
    if how == "damaged":
        path.write_bytes(path.read_bytes().replace(b"2", b"1", 1))
    else:
        path.unlink()
    if how == "begun anew":
        type_wrong(places, 3)
        path.unlink()
        type_wrong(places, 1)
    site = places.unlock()
    assert "attempts.lost" in kinds(site)
    lost = site.office.entries_of("attempts.lost")[-1].entry
    assert (lost.body["expected"], lost.actor.role) == (2, "device")
    lock(site)
    site = places.unlock()
    assert kinds(site).count("attempts.lost") == 1
    lock(site)


def test_a_day_that_does_not_exist_locks_nobody_out(places: Places) -> None:
    lock(places.unlock())
    type_wrong(places, FREE)
    path = places.vault / ATTEMPTS_FILE
    forged = json.loads(path.read_bytes())
    forged["wrong"][0]["last_at"] = "2026-02-31T01:00:00.000000Z"
    forged["checksum"] = sha256(canonical.encode(forged | {"checksum": ""})).hexdigest()
    path.write_bytes(canonical.encode(forged))
    site = places.unlock()
    assert "attempts.lost" in kinds(site)
    lock(site)


def test_damage_to_a_slot_is_no_wrong_passphrase(places: Places) -> None:
    path = places.vault / "slots.json"
    slots = read_slots(path)
    from msgspec.structs import replace

    hurt = replace(slots.slot(COORDINATOR), check="0" * 32)
    write_slots(path, slots.with_slot(hurt))
    with pytest.raises(TrustError, match="SLOT_DAMAGED"):
        places.unlock()
    counted = read_attempts(places.vault)
    assert counted is not None
    assert counted.wrong == ()


def test_a_damaged_slot_that_waits_hides_no_wrong_passphrase(places: Places) -> None:
    from msgspec.structs import replace

    slots = read_slots(places.vault / "slots.json")
    hurt = replace(slots.slot(COORDINATOR), name="Somebody")  # its checksum does not hold any more
    write_slots(places.vault / "slots.json.next", slots.without_slot(hurt.person).with_slot(hurt))
    type_wrong(places)
    counted = read_attempts(places.vault)
    assert counted is not None
    assert [one.times for one in counted.wrong] == [1]


def test_looking_into_a_vault_counts_too_and_needs_no_place_to_write(places: Places, tmp_path: Path) -> None:
    for _ in range(FREE):
        with pytest.raises(WrongPassphrase), look_into(places.vault, COORDINATOR, WRONG, places.clock, randomness):
            pass
    refused_at(places)
    (places.vault / ATTEMPTS_FILE).unlink()
    (places.vault / (ATTEMPTS_FILE + ".part")).mkdir()  # nothing can be written there
    with look_into(places.vault, COORDINATOR, WORDS[COORDINATOR], places.clock, randomness) as site:
        assert verify_vault(site, None).is_sound
    assert read_attempts(places.vault) is None


def test_nothing_is_written_beside_the_vault_once_all_is_told(places: Places) -> None:
    lock(places.unlock())
    before = (places.vault / ATTEMPTS_FILE).read_bytes()
    lock(places.unlock())
    assert (places.vault / ATTEMPTS_FILE).read_bytes() == before
    assert sorted(one.name for one in places.vault.iterdir()) == [
        ATTEMPTS_FILE,
        "checkpoint.json",
        "lock",
        "slots.json",
        "study-root.txt",
        "vault.db",
    ]
