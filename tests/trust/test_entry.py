"""Proves that an entry is read as it was signed, or not at all."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.errors import TrustError
from escc_desktop.trust import canonical
from escc_desktop.trust.entry import Entry, genesis_prev, instant, offset, read_entry, sign_entry
from tests.trust.making import CHAIN, STUDY, draft, flipped, study
from tests.trust.test_canonical import KEYS, TEXTS

KEY = study().person_key
VALUES = TEXTS | st.fixed_dictionaries({"missing": st.sampled_from(["ND", "UK", "NA"]), "reason": st.none() | TEXTS})


def saved(values: dict[str, Any]) -> Entry:
    body = {"form": "VS", "visit": None, "values": values, "observed_on": None, "is_complete": True, "digest": "0" * 64}
    return draft(kind="record.saved", participant="01-001", record="r-1", body=body, reason="更正")


@given(st.dictionaries(KEYS, VALUES, max_size=12))
def test_an_entry_is_read_as_it_was_signed(values: dict[str, Any]) -> None:
    signed = sign_entry(saved(values), KEY)
    again = read_entry(signed.bytes, signed.signature)
    assert again == signed
    assert again.entry.body["values"] == values
    again.verify(KEY.public)


def test_every_byte_of_an_entry_counts() -> None:
    signed = sign_entry(saved({"SYSBP": "120", "NOTE": {"text": "a" * 64}}), KEY)
    for position in range(len(signed.bytes)):
        with pytest.raises(TrustError):
            read_entry(flipped(signed.bytes, position), signed.signature).verify(KEY.public)


CHANGES: dict[str, Any] = {
    "v": 2,
    "study": "NCT00000000",
    "site": "02",
    "chain": "01-B",
    "seq": 2,
    "prev": "f" * 64,
    "at": "2026-03-05T06:01:02.123457Z",
    "zone": "Asia/Urumqi",
    "offset": "+06:00",
    "clock": "jumped",
    "actor": {"id": "p-2", "name": "王芳", "role": "CRC"},
    "kind": "session.opened",
    "participant": "01-002",
    "record": "r-2",
    "based_on": "01-A:1",
    "edition": "1" * 64,
    "body": {"why": "idle"},
    "reason": "another",
    "app": "0.2.0",
}


@pytest.mark.parametrize("name", CHANGES)
def test_no_field_can_be_changed(name: str) -> None:
    signed = sign_entry(draft(), KEY)
    plain: Any = canonical.decode(signed.bytes)
    assert plain.keys() == CHANGES.keys()
    plain[name] = CHANGES[name]
    with pytest.raises(TrustError):
        read_entry(canonical.encode(plain), signed.signature).verify(KEY.public)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"seq": 0}, "ENTRY_FORM"),
        ({"prev": "F" * 64}, "ENTRY_FORM"),
        ({"prev": "0" * 64 + "\n"}, "ENTRY_FORM"),
        ({"at": "2026-03-05T06:01:02Z"}, "ENTRY_FORM"),
        ({"at": "2026-02-31T06:01:02.123456Z"}, "ENTRY_FORM"),
        ({"at": "0000-01-01T06:01:02.123456Z"}, "ENTRY_FORM"),
        ({"offset": "0800"}, "ENTRY_FORM"),
        ({"clock": "odd"}, "ENTRY_FORM"),
        ({"site": "../01"}, "ENTRY_FORM"),
        ({"app": ""}, "ENTRY_FORM"),
        ({"kind": "session.hacked"}, "KIND_UNKNOWN"),
        ({"v": 99}, "KIND_NEWER"),
        ({"body": {"why": "locked", "more": "x"}}, "KIND_BODY"),
        ({"body": {}}, "KIND_BODY"),
        ({"body": {"why": 1.5}}, "CANON_NUMBER"),
        ({"reason": "e\u0301"}, "CANON_TEXT"),
    ],
)
def test_nonsense_is_neither_signed_nor_read(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(TrustError) as refusal:
        sign_entry(draft(**changes), KEY)
    assert refusal.value.code == code
    if not code.startswith("CANON"):
        plain = msgspec.to_builtins(draft(**changes))
        with pytest.raises(TrustError) as refusal:
            read_entry(canonical.encode(plain), b"\1" * 64)
        assert refusal.value.code == code


def test_fields_can_be_neither_added_nor_left_out() -> None:
    plain = msgspec.to_builtins(draft())
    for other in (plain | {"extra": 1}, {name: value for name, value in plain.items() if name != "reason"}):
        with pytest.raises(TrustError, match="ENTRY_FORM"):
            read_entry(canonical.encode(other), b"\1" * 64)


def test_sizes_are_bounded() -> None:
    with pytest.raises(TrustError, match="ENTRY_SIZE"):
        sign_entry(saved({"TERM": "x" * (1 << 20)}), KEY)
    with pytest.raises(TrustError, match="ENTRY_SIZE"):
        read_entry(b" " * ((1 << 20) + 1), b"\1" * 64)
    with pytest.raises(TrustError, match="SIGNATURE_FORM"):
        read_entry(sign_entry(draft(), KEY).bytes, b"\1" * 63)


def test_a_chain_begins_with_its_own_name() -> None:
    starts = {
        genesis_prev(STUDY, CHAIN),
        genesis_prev(STUDY, "01-B"),
        genesis_prev("NCT0", CHAIN),
        genesis_prev("", "x"),
    }
    assert len(starts) == 4


def test_instants_are_utc_and_offsets_local() -> None:
    moment = datetime(2026, 3, 5, 14, 1, 2, 5, tzinfo=timezone(timedelta(hours=8)))
    assert instant(moment) == "2026-03-05T06:01:02.000005Z"
    assert offset(moment) == "+08:00"
    assert offset(datetime(2026, 3, 5, tzinfo=timezone(-timedelta(hours=3, minutes=30)))) == "-03:30"


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (b'"is_complete":true', b'"is_complete":1.0', "CANON_NUMBER"),
        (b'"is_complete":true', b'"is_complete":9007199254740992', "CANON_NUMBER"),
        (b'"SYSBP":"120"', '"ＳBP":"120"'.encode(), "CANON_KEY"),
        (b'"SYSBP":"120"', b'"SYSBP":"1\x0020"', "CANON_BYTES"),
        (b'"SYSBP":"120"', '"SYSBP":"e\u0301"'.encode(), "CANON_TEXT"),
        (b'"SYSBP":"120"', b'"SYSBP":[["120"]]', "KIND_BODY"),
    ],
)
def test_what_has_no_one_spelling_is_refused_when_it_comes_as_bytes(before: bytes, after: bytes, code: str) -> None:
    data = sign_entry(saved({"SYSBP": "120"}), KEY).bytes
    assert data.count(before) == 1
    with pytest.raises(TrustError) as refusal:
        read_entry(data.replace(before, after), b"\1" * 64)
    assert refusal.value.code == code
