"""Proves that a slot opens with its passphrase alone, and that a wrong passphrase is told from damage."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TypedDict

import msgspec
import pytest

from escc_desktop.errors import TrustError, WrongPassphrase
from escc_desktop.trust import boxes, key_slots
from escc_desktop.trust.key_slots import (
    Secrets,
    Slot,
    SlotFile,
    Stretching,
    make_slot,
    open_recovery,
    open_slot,
    read_slots,
    seal_recovery,
    write_slots,
)
from tests.trust.making import STUDY, randomness, study

PASSPHRASE = "三月的风 and rain"
SECRETS = Secrets(b"d" * 32, study().person_key.to_bytes(), study().authority_key.to_bytes())


class _Where(TypedDict):
    study: str
    site: str


WHERE: _Where = {"study": STUDY, "site": "01"}


@pytest.fixture(scope="module")
def slot() -> Slot:
    return make_slot("p-1", "李伟", PASSPHRASE, SECRETS, **WHERE, randomness=randomness(1))


def test_a_slot_opens_with_its_passphrase_alone(slot: Slot) -> None:
    assert open_slot(slot, PASSPHRASE, **WHERE) == SECRETS
    with pytest.raises(WrongPassphrase, match="PASSPHRASE_WRONG"):
        open_slot(slot, PASSPHRASE + " ", **WHERE)


def test_a_slot_without_an_authority_key_stays_without() -> None:
    secrets = Secrets(b"e" * 32, b"key")
    made = make_slot("p-2", "王芳", PASSPHRASE, secrets, **WHERE, randomness=randomness(2))
    assert open_slot(made, PASSPHRASE, **WHERE) == secrets


def test_the_same_letters_typed_otherwise_are_the_same_passphrase() -> None:
    made = make_slot("p-2", "Zoé", "caf\u00e9 au lait", SECRETS, **WHERE, randomness=randomness(2))
    assert open_slot(made, "cafe\u0301 au lait", **WHERE) == SECRETS


CHANGES: dict[str, object] = {
    "person": "p-2",
    "name": "王芳",
    "stretching": Stretching(passes=4),
    "salt": "0" * 64,
    "check": "0" * 32,
    "nonce": "0" * 24,
    "wrapped": "00" * 60,
    "checksum": "0" * 64,
}


@pytest.mark.parametrize("name", CHANGES)
def test_damage_is_never_called_a_wrong_passphrase(slot: Slot, name: str) -> None:
    assert set(CHANGES) == set(Slot.__struct_fields__)
    with pytest.raises(TrustError, match="SLOT_DAMAGED"):
        open_slot(msgspec.structs.replace(slot, **{name: CHANGES[name]}), PASSPHRASE, **WHERE)


@pytest.mark.parametrize("name", ["person", "wrapped", "nonce"])
def test_a_slot_altered_with_care_does_not_open(slot: Slot, name: str) -> None:
    altered = msgspec.structs.replace(slot, **{name: CHANGES[name]})
    altered = msgspec.structs.replace(altered, checksum=key_slots._checksum(altered))
    with pytest.raises(TrustError, match="SLOT_DAMAGED"):
        open_slot(altered, PASSPHRASE, **WHERE)


def test_a_slot_belongs_to_its_study_and_site(slot: Slot) -> None:
    for study_id, site in (("NCT00000000", "01"), (STUDY, "02")):
        with pytest.raises(TrustError, match="SLOT_DAMAGED"):
            open_slot(slot, PASSPHRASE, study=study_id, site=site)


@pytest.mark.parametrize(
    "bounds",
    [
        {"memory_kib": 64 * 1024 - 1},
        {"memory_kib": 1024 * 1024 + 1},
        {"passes": 2},
        {"passes": 17},
        {"lanes": 0},
        {"lanes": 17},
    ],
)
def test_stretching_has_a_floor_and_a_ceiling(slot: Slot, bounds: dict[str, int]) -> None:
    with pytest.raises(TrustError, match="SLOT_PARAMETERS"):
        open_slot(msgspec.structs.replace(slot, stretching=Stretching(**bounds)), PASSPHRASE, **WHERE)
    with pytest.raises(TrustError, match="SLOT_PARAMETERS"):
        make_slot("p", "n", PASSPHRASE, SECRETS, **WHERE, randomness=randomness(1), stretching=Stretching(**bounds))


def test_the_floor_is_the_second_choice_of_rfc_9106() -> None:
    assert Stretching() == Stretching(memory_kib=65536, passes=3, lanes=4)


def test_short_passphrases_are_refused() -> None:
    with pytest.raises(TrustError, match="PASSPHRASE_SHORT"):
        make_slot("p", "n", "seven77", SECRETS, **WHERE, randomness=randomness(1))


def test_secrets_are_not_shown(slot: Slot) -> None:
    assert "64646464" not in repr(SECRETS)
    assert (b"d" * 32).hex() not in slot.wrapped


def test_the_file_keeps_each_person_once(slot: Slot, tmp_path: Path) -> None:
    slots = SlotFile(study=STUDY, site="01").with_slot(slot)
    other = msgspec.structs.replace(slot, person="p-2", name="王芳")
    slots = slots.with_slot(other).with_slot(slot)
    assert [each.person for each in slots.slots] == ["p-2", "p-1"]
    assert slots.slot("李伟") == slots.slot("p-1") == slot
    with pytest.raises(TrustError, match="SLOT_UNKNOWN"):
        slots.slot("nobody")
    with pytest.raises(TrustError, match="SLOT_NAME_TAKEN"):
        slots.with_slot(msgspec.structs.replace(slot, person="p-3"))
    assert slots.without_slot("p-2").slots == (slot,)
    path = tmp_path / "slots.json"
    write_slots(path, slots)
    assert read_slots(path) == slots
    assert [file.name for file in tmp_path.iterdir()] == ["slots.json"]


def test_the_file_is_replaced_whole_or_not_at_all(slot: Slot, tmp_path: Path) -> None:
    path = tmp_path / "slots.json"
    first = SlotFile(study=STUDY, site="01").with_slot(slot)
    write_slots(path, first)
    (tmp_path / "slots.json.part").mkdir()
    with pytest.raises(OSError, match=r"slots\.json\.part"):
        write_slots(path, first.without_slot("p-1"))
    assert read_slots(path) == first


def test_every_byte_of_the_file_counts(slot: Slot, tmp_path: Path) -> None:
    path = tmp_path / "slots.json"
    write_slots(path, SlotFile(study=STUDY, site="01").with_slot(slot))
    written = path.read_bytes()
    bound = {written.index(STUDY.encode()) + place for place in range(len(STUDY))}  # as associated data: see above
    bound |= {written.index(b'"site":"01"') + place for place in (8, 9)}
    for position in range(0, len(written), 3):
        path.write_bytes(written[:position] + bytes([written[position] ^ 1]) + written[position + 1 :])
        try:
            read = read_slots(path)
        except TrustError as refusal:
            assert refusal.code == "SLOTS_DAMAGED"  # noqa: PT017
            continue
        assert position in bound or any(key_slots._checksum(each) != each.checksum for each in read.slots)
    for wrong in (b"", written[:-1], written + b"\n", b"x" * (key_slots.LARGEST_FILE + 1)):
        path.write_bytes(wrong)
        with pytest.raises(TrustError, match="SLOTS_DAMAGED"):
            read_slots(path)


def test_recovery_opens_for_the_desk_alone() -> None:
    identity, recipient = boxes.generate_identity()
    sealed = seal_recovery(b"d" * 32, [recipient], **WHERE)
    assert open_recovery(sealed, identity, **WHERE) == b"d" * 32
    with pytest.raises(TrustError, match="BOX_KEY"):
        open_recovery(sealed, boxes.generate_identity()[0], **WHERE)
    with pytest.raises(TrustError, match="SLOT_OTHER"):
        open_recovery(sealed, identity, study=STUDY, site="02")
    with pytest.raises(TrustError, match="SLOT_DAMAGED"):
        open_recovery("not base 64!", identity, **WHERE)
    stray = base64.b64encode(boxes.seal(b"[1]", [recipient])).decode()
    with pytest.raises(TrustError, match="SLOT_OTHER"):
        open_recovery(stray, identity, **WHERE)
