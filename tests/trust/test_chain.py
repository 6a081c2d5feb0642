"""Proves that the first entry that differs is named, whatever was done to a chain."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from escc_desktop.errors import JournalBroken, TrustError
from escc_desktop.trust.chain import ChainEnd, Checkpoint, check_chain, make_checkpoint, read_checkpoint, read_rows
from escc_desktop.trust.entry import Entry, SignedEntry, genesis_prev, instant, sign_entry
from escc_desktop.trust.keys import PublicKey
from tests.trust.making import AT, CHAIN, STUDY, chain, draft, flipped, study

KEY = study().person_key
ENTRIES = tuple(chain(12, KEY))
START = genesis_prev(STUDY, CHAIN)
Rows = list[tuple[bytes, bytes]]


def key_of(entry: Entry) -> PublicKey:
    if entry.actor.id != "p-1":
        raise TrustError("CERT_AUTHORITY", name=entry.actor.name)
    return KEY.public


def rows_of(entries: tuple[SignedEntry, ...]) -> Rows:
    return [(signed.bytes, signed.signature) for signed in entries]


def follow(rows: Rows, of_study: str = STUDY) -> ChainEnd:
    return check_chain(read_rows(rows, CHAIN), CHAIN, START, key_of, study=of_study)


def test_a_whole_chain_ends_at_its_head() -> None:
    assert follow(rows_of(ENTRIES)) == ChainEnd(12, ENTRIES[-1].hash.hex())
    assert follow([]) == ChainEnd(0, START)
    tail = check_chain(ENTRIES[7:], CHAIN, ENTRIES[6].hash.hex(), key_of, first=8, study=STUDY)
    assert tail == ChainEnd(12, ENTRIES[-1].hash.hex())


def resigned(rows: Rows) -> Rows:
    rows[4] = (rows[4][0], KEY.sign(b"other"))
    return rows


def rewritten(rows: Rows) -> Rows:
    other = sign_entry(draft(5, ENTRIES[3].hash.hex(), body={"why": "rewritten"}), KEY)
    return [*rows[:4], (other.bytes, other.signature), *rows[5:]]


DEEDS: dict[str, tuple[Callable[[Rows], Rows], int, str]] = {
    "a byte changed": (lambda rows: [*rows[:4], (flipped(rows[4][0], 200), rows[4][1]), *rows[5:]], 5, ""),
    "signature changed": (
        lambda rows: [*rows[:4], (rows[4][0], flipped(rows[4][1], 9)), *rows[5:]],
        5,
        "CHAIN_SIGNATURE",
    ),
    "signed anew": (resigned, 5, "CHAIN_SIGNATURE"),
    "signature cut": (lambda rows: [*rows[:4], (rows[4][0], rows[4][1][:-1]), *rows[5:]], 5, "CHAIN_ENTRY"),
    "entry cut": (lambda rows: [*rows[:4], (rows[4][0][:-1], rows[4][1]), *rows[5:]], 5, "CHAIN_ENTRY"),
    "one taken out": (lambda rows: rows[:4] + rows[5:], 5, "CHAIN_GAP"),
    "two exchanged": (lambda rows: [*rows[:4], rows[5], rows[4], *rows[6:]], 5, "CHAIN_GAP"),
    "one twice": (lambda rows: [*rows[:5], rows[4], *rows[5:]], 6, "CHAIN_GAP"),
    "the first taken out": (lambda rows: rows[1:], 1, "CHAIN_GAP"),
    "rewritten by its author": (rewritten, 6, "CHAIN_PREV"),
    "put at the front": (lambda rows: [rows[3], *rows], 1, "CHAIN_GAP"),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_the_first_that_differs_is_named(deed: str) -> None:
    change, seq, code = DEEDS[deed]
    with pytest.raises(JournalBroken) as found:
        follow(change(rows_of(ENTRIES)))
    assert (found.value.chain, found.value.seq) == (CHAIN, seq)
    assert not code or found.value.code == code


def test_every_byte_of_every_entry_counts() -> None:
    rows = rows_of(ENTRIES[:3])
    for index, (data, signature) in enumerate(rows):
        for position in range(0, len(data), 3):
            with pytest.raises(JournalBroken) as found:
                follow([*rows[:index], (flipped(data, position), signature), *rows[index + 1 :]])
            assert found.value.seq == index + 1


def test_another_chain_cannot_be_passed_off() -> None:
    other = rows_of(tuple(chain(3, KEY, name="01-B")))
    with pytest.raises(JournalBroken, match="CHAIN_OTHER"):
        follow(other)
    with pytest.raises(JournalBroken, match="CHAIN_OTHER"):
        follow(rows_of(ENTRIES), of_study="NCT00000000")
    with pytest.raises(JournalBroken, match="CHAIN_PREV"):
        check_chain(ENTRIES, CHAIN, genesis_prev(STUDY, "01-B"), key_of)


def test_an_unknown_signer_is_named() -> None:
    with pytest.raises(JournalBroken, match="CHAIN_SIGNATURE"):
        check_chain(ENTRIES, CHAIN, START, lambda entry: study(2).person_key.public)

    def nobody(entry: Entry) -> PublicKey:
        raise TrustError("CERT_AUTHORITY", name=entry.actor.name)

    with pytest.raises(JournalBroken, match="CHAIN_SIGNER") as found:
        check_chain(ENTRIES, CHAIN, START, nobody)
    assert found.value.facts["actor"] == "李伟"


CHECKPOINT = Checkpoint(study=STUDY, site="01", chain=CHAIN, size=12, head=ENTRIES[-1].hash.hex(), at=instant(AT))


def test_a_checkpoint_is_read_as_it_was_made() -> None:
    made = make_checkpoint(CHECKPOINT, study().device_key)
    assert read_checkpoint(made, study().device_key.public) == CHECKPOINT
    assert CHECKPOINT.printed == f"01-A:12 {ENTRIES[-1].hash.hex()[:16]}"


def test_every_byte_of_a_checkpoint_counts() -> None:
    made = make_checkpoint(CHECKPOINT, study().device_key)
    key = study().device_key.public
    for position in range(len(made)):
        with pytest.raises(TrustError):
            read_checkpoint(flipped(made, position), key)
    with pytest.raises(TrustError, match="SIGNATURE_WRONG"):
        read_checkpoint(made, study(2).device_key.public)
    assert read_checkpoint(made.ljust(512), key) == read_checkpoint(made, key)  # as it lies on the disk, a whole sector
    for wrong in (b"", b"{}", b"[]", b'{"checkpoint":{},"signature":"00"}', made + b" x", b" " + made, b" " * 5000):
        with pytest.raises(TrustError, match="CHECKPOINT_FORM"):
            read_checkpoint(wrong, key)
