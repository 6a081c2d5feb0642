"""Proves that the file of slots is replaced whole, that all damage to it is found, and that old files stay readable."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from escc_desktop.errors import TrustError
from escc_desktop.trust import boxes, canonical
from escc_desktop.trust.key_slots import (
    FIRST,
    Secrets,
    Slot,
    make_slot,
    open_recovery,
    open_slot,
    seal_recovery,
    slot_checksum,
)
from escc_desktop.trust.slot_file import (
    LARGEST_FILE,
    SlotFile,
    check_slots,
    read_slots,
    slot_file,
    slots_bytes,
    slots_from,
    write_slots,
)
from tests.old_slots import first_format_slot
from tests.trust.making import STUDY, randomness, study

PASSPHRASE = "三月的风 and rain"
SECRETS = Secrets(b"d" * 32, study().person_key.to_bytes())
DESK_IDENTITY, DESK_RECIPIENT = boxes.generate_identity()


@pytest.fixture(scope="module")
def slot() -> Slot:
    return make_slot("p-1", "李伟", PASSPHRASE, SECRETS, study=STUDY, site="01", randomness=randomness(1))


@pytest.fixture(scope="module")
def slots(slot: Slot) -> SlotFile:
    other = make_slot("p-2", "王芳", PASSPHRASE, SECRETS, study=STUDY, site="01", randomness=randomness(2))
    recovery = seal_recovery(SECRETS.data_key, [DESK_RECIPIENT], study=STUDY, site="01")
    return slot_file(STUDY, "01", (slot, other), recovery)


def first_format(slots: SlotFile) -> bytes:
    """Return a file as the first version of the program wrote it."""
    old = [
        msgspec.to_builtins(first_format_slot(each.person, each.name, PASSPHRASE, SECRETS, study=STUDY, site="01"))
        for each in slots.slots
    ]
    plain = {"format": FIRST, "recovery": slots.recovery, "site": "01", "slots": old, "study": STUDY}
    return canonical.encode(plain)


def test_the_file_keeps_each_person_once(slot: Slot, tmp_path: Path) -> None:
    slots = slot_file(STUDY, "01").with_slot(slot)
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
    first = slot_file(STUDY, "01").with_slot(slot)
    write_slots(path, first)
    (tmp_path / "slots.json.part").mkdir()
    with pytest.raises(OSError, match=r"slots\.json\.part"):
        write_slots(path, first.without_slot("p-1"))
    assert read_slots(path) == first


def test_every_byte_of_the_file_counts(slots: SlotFile) -> None:
    written = slots_bytes(slots)
    for position in range(len(written)):
        changed = bytearray(written)
        changed[position] ^= 1 << position % 8
        with pytest.raises(TrustError, match=r"SLOTS_DAMAGED|SLOTS_NEWER|SLOT_DAMAGED"):
            check_slots(slots_from(bytes(changed), "slots.json"))
    for wrong in (b"", written[:-1], written + b"\n", b"x" * (LARGEST_FILE + 1)):
        with pytest.raises(TrustError, match="SLOTS_DAMAGED"):
            slots_from(wrong, "slots.json")


def test_damage_to_one_slot_locks_nobody_else_out(slots: SlotFile) -> None:
    hurt = msgspec.structs.replace(slots.slots[1], salt="0" * 64)
    damaged = slots_from(slots_bytes(msgspec.structs.replace(slots, slots=(slots.slots[0], hurt))), "slots.json")
    assert open_slot(damaged.slot("李伟"), PASSPHRASE, study=STUDY, site="01").data_key == SECRETS.data_key
    with pytest.raises(TrustError, match=r"SLOT_DAMAGED.*王芳"):
        check_slots(damaged)


def test_a_slot_or_the_recovery_box_taken_out_is_found(slots: SlotFile) -> None:
    for changed in (
        msgspec.structs.replace(slots, recovery=None),
        msgspec.structs.replace(slots, slots=slots.slots[:1]),
        msgspec.structs.replace(slots, slots=slots.slots[::-1]),
    ):
        with pytest.raises(TrustError, match="SLOTS_DAMAGED"):
            check_slots(changed)
    check_slots(slots)


def test_a_file_of_the_first_format_is_read_and_grows_into_the_second(slots: SlotFile, slot: Slot) -> None:
    old = slots_from(first_format(slots), "slots.json")
    check_slots(old)
    assert [each.is_first_format for each in old.slots] == [True, True]
    assert open_slot(old.slot("p-2"), PASSPHRASE, study=STUDY, site="01").data_key == SECRETS.data_key
    grown = slots_from(slots_bytes(old.with_slot(slot)), "slots.json")
    check_slots(grown)
    assert grown.recovery == slots.recovery
    assert {each.person: each.is_first_format for each in grown.slots} == {"p-1": False, "p-2": True}
    assert open_slot(grown.slot("p-2"), PASSPHRASE, study=STUDY, site="01").data_key == SECRETS.data_key


def test_formats_do_not_mix_and_newer_ones_say_so(slots: SlotFile) -> None:
    plain = msgspec.to_builtins(slots)
    without = {name: value for name, value in plain.items() if name != "checksum"}
    for wrong in (plain | {"format": FIRST}, without | {"format": FIRST}, without, plain | {"format": "escc-slots/0"}):
        with pytest.raises(TrustError, match="SLOTS_DAMAGED"):
            slots_from(canonical.encode(wrong), "slots.json")
    for newer in (plain | {"format": "escc-slots/3"}, {"format": "escc-slots/12", "what": "ever"}):
        with pytest.raises(TrustError, match="SLOTS_NEWER"):
            slots_from(canonical.encode(newer), "slots.json")


def test_a_new_key_is_sealed_to_everybody_whom_signed_entries_name(slots: SlotFile) -> None:
    recipients = {each.person: each.recipient or "" for each in slots.slots}
    renewed = slots.with_data_key(b"n" * 32, recipients, [DESK_RECIPIENT])
    check_slots(renewed)
    for each in renewed.slots:
        assert open_slot(each, PASSPHRASE, study=STUDY, site="01").data_key == b"n" * 32
    assert renewed.recovery is not None
    assert open_recovery(renewed.recovery, DESK_IDENTITY, study=STUDY, site="01") == b"n" * 32
    assert slots.with_data_key(b"n" * 32, recipients).recovery is None


def test_no_key_is_sealed_to_whoever_put_a_recipient_of_their_own_into_the_file(slots: SlotFile) -> None:
    recipients = {each.person: each.recipient or "" for each in slots.slots}
    forged = msgspec.structs.replace(slots.slots[1], recipient=boxes.generate_identity()[1])
    forged = msgspec.structs.replace(forged, checksum=slot_checksum(forged))
    with pytest.raises(TrustError, match=r"SLOT_RECIPIENT.*王芳"):
        slots.with_slot(forged).with_data_key(b"n" * 32, recipients)
    old = first_format_slot("p-2", "王芳", PASSPHRASE, SECRETS, study=STUDY, site="01")
    with pytest.raises(TrustError, match=r"SLOT_FIRST_FORMAT.*王芳"):
        slots.with_slot(old).with_data_key(b"n" * 32, recipients)
