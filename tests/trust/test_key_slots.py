"""Proves that a slot opens with its passphrase alone, and that a wrong passphrase is told from damage."""

from __future__ import annotations

import base64
from typing import TypedDict

import msgspec
import pytest

from escc_desktop.errors import TrustError, WrongPassphrase
from escc_desktop.trust import boxes
from escc_desktop.trust.key_slots import (
    Secrets,
    Slot,
    Stretching,
    make_slot,
    open_recovery,
    open_slot,
    seal_recovery,
    slot_checksum,
    with_data_key,
)
from tests.old_slots import first_format_slot
from tests.trust.making import STUDY, randomness, study

PASSPHRASE = "三月的风 and rain"
IDENTITY, RECIPIENT = boxes.generate_identity()
SECRETS = Secrets(b"d" * 32, study().person_key.to_bytes(), study().authority_key.to_bytes(), IDENTITY)


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
    opened = open_slot(made, PASSPHRASE, **WHERE)
    assert (opened.data_key, opened.signing_key, opened.authority_key) == (b"e" * 32, b"key", None)
    assert opened.identity is not None
    assert boxes.recipient_of(opened.identity) == made.recipient


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
    "recipient": RECIPIENT[:-1] + ("q" if RECIPIENT[-1] != "q" else "p"),
    "box": base64.b64encode(boxes.seal(b"{}", [RECIPIENT])).decode(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_damage_is_never_called_a_wrong_passphrase(slot: Slot, name: str) -> None:
    assert set(CHANGES) == set(Slot.__struct_fields__)
    with pytest.raises(TrustError, match="SLOT_DAMAGED"):
        open_slot(msgspec.structs.replace(slot, **{name: CHANGES[name]}), PASSPHRASE, **WHERE)


@pytest.mark.parametrize("name", ["person", "wrapped", "nonce", "recipient", "box"])
def test_a_slot_altered_with_care_does_not_open(slot: Slot, name: str) -> None:
    altered = msgspec.structs.replace(slot, **{name: CHANGES[name]})
    altered = msgspec.structs.replace(altered, checksum=slot_checksum(altered))
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


def test_a_new_data_key_reaches_a_slot_without_its_passphrase(slot: Slot) -> None:
    renewed = with_data_key(slot, b"n" * 32, **WHERE)
    assert open_slot(renewed, PASSPHRASE, **WHERE) == holding(SECRETS, b"n" * 32)
    assert open_slot(slot, PASSPHRASE, **WHERE).data_key == b"d" * 32
    for altered in (
        msgspec.structs.replace(slot, box=with_data_key(slot, b"n" * 32, study=STUDY, site="02").box),
        msgspec.structs.replace(slot, box=with_data_key(to_another(slot), b"n" * 32, **WHERE).box),
        msgspec.structs.replace(slot, box=None),
    ):
        with pytest.raises(TrustError, match="SLOT_DAMAGED"):
            open_slot(msgspec.structs.replace(altered, checksum=slot_checksum(altered)), PASSPHRASE, **WHERE)


def holding(secrets: Secrets, data_key: bytes) -> Secrets:
    """Return the same secrets with another data key."""
    return Secrets(data_key, secrets.signing_key, secrets.authority_key, secrets.identity)


def to_another(slot: Slot) -> Slot:
    """Return a slot that says that another recipient is this person's."""
    return msgspec.structs.replace(slot, recipient=boxes.generate_identity()[1])


def test_a_slot_of_the_first_format_opens_for_ever_and_takes_no_new_key() -> None:
    first = first_format_slot("p-1", "李伟", PASSPHRASE, SECRETS, study=STUDY, site="01")
    assert first.is_first_format
    assert open_slot(first, PASSPHRASE, **WHERE) == Secrets(b"d" * 32, SECRETS.signing_key, SECRETS.authority_key)
    with pytest.raises(WrongPassphrase):
        open_slot(first, "another one", **WHERE)
    with pytest.raises(TrustError, match="SLOT_FIRST_FORMAT"):
        with_data_key(first, b"n" * 32, **WHERE)
    for altered in (
        msgspec.structs.replace(first, recipient=RECIPIENT),
        msgspec.structs.replace(first, recipient=RECIPIENT, box=CHANGES["box"]),
    ):
        with pytest.raises(TrustError, match="SLOT_DAMAGED"):
            open_slot(msgspec.structs.replace(altered, checksum=slot_checksum(altered)), PASSPHRASE, **WHERE)
