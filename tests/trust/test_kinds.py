"""Proves that the vocabulary is closed and that each kind takes its body and no other."""

from __future__ import annotations

from typing import Any

import pytest

from escc_desktop.errors import TrustError
from escc_desktop.trust.kinds import KINDS, UPCASTERS, VOCABULARY, check_body, plain, read_body
from tests.trust.making import study

H = "0" * 64
PEM = study().root
AT_TEXT = "2026-03-05T06:01:02.000000Z"
HOLDERS = [{"person": "C01", "name": "周岩"}, {"person": "C02", "name": "孙宁"}]
GRANT: dict[str, Any] = {
    "statement": {
        "study": "NCT07142421",
        "site": "01",
        "chain": "01-A",
        "person": "P02",
        "name": "李晓",
        "roles": ["coordinator"],
        "request": H,
        "nonce": H,
        "certificate": H,
        "revokes": None,
        "holders": HOLDERS,
        "granted_at": AT_TEXT,
    },
    "signatures": [{"person": one["person"], "certificate": PEM, "signature": H + H} for one in HOLDERS],
}
BODIES: dict[str, dict[str, Any]] = {
    "study.founded": {"study": "NCT07142421", "title": "A study", "root": PEM},
    "kit.issued": {
        "kit": "KIT-01-A-1",
        "site": "01",
        "device": "A",
        "chain": "01-A",
        "edition": H,
        "numbers": {"first": 1, "last": 100},
        "investigator": "李伟",
        "kit_sha256": H,
    },
    "device.certified": {
        "kit": "KIT-01-A-1",
        "device": "A",
        "certificate": PEM,
        "recipient": "age1x",
        "edition": H,
        "restored_from": {
            "chain": "01-A",
            "seq": 120,
            "head": H,
            "missing": [{"chain": "01-A", "first": 121, "last": 150}],
        },
    },
    "numbers.confirmed": {"screening": 7, "enrolment": 0, "how": "paper_log"},
    "alarm.raised": {
        "code": "PKG_REPLACED",
        "device": "A",
        "by": "A2",
        "package": "SITE01-A-000003.escc",
        "number": 3,
        "sha256": H,
    },
    "person.certified": {
        "person": "p-1",
        "name": "李伟",
        "roles": ["investigator"],
        "certificate": PEM,
        "by": "p-0",
        "recipient": "age1x",
        "until": "2026-12-31",
    },
    "person.revoked": {"person": "p-1", "certificate": H, "why": "left_site", "on": "2026-03-31"},
    "slot.renewed": {"person": "p-1", "recipient": "age1x", "why": "passphrase"},
    "key.rotated": {"why": "person_left", "person": "p-1"},
    "passphrase.refused": {
        "person": "p-1",
        "times": 3,
        "first_at": "2026-03-05T06:01:02.000000Z",
        "last_at": "2026-03-05T06:02:02.000000Z",
    },
    "attempts.lost": {"expected": 4, "found": None},
    "recovery.prepared": {"recipient": "age1x", "holders": [{"person": "C01", "name": "周岩"}]},
    "recovery.requested": {"person": "P02", "request": H, "code": "K7F2-M9QX-WDRT", "written_at": AT_TEXT},
    "recovery.withdrawn": {"person": "P02", "request": H},
    "recovery.granted": {**GRANT, "certificate": PEM, "code": "K7F2-M9QX-WDRT", "is_code_compared": True},
    "person.recovered": {
        **GRANT,
        "person": "P02",
        "name": "李晓",
        "roles": ["coordinator"],
        "certificate": PEM,
        "revokes": H,
    },
    "delegation.granted": {
        "person": "p-1",
        "tasks": ["data", "enrol"],
        "from": "2026-03-05",
        "until": "2026-12-31",
        "specimen": H,
        "specimen_place": H,
    },
    "delegation.ended": {"delegation": "01-A:9", "on": "2026-06-30"},
    "training.recorded": {
        "person": "p-1",
        "what": "gcp",
        "on": "2025-06-01",
        "expires_on": "2028-05-31",
        "filed_at": H,
    },
    "finding.raised": {"text": H},
    "finding.answered": {"finding": "01-A:12", "text": H},
    "finding.closed": {"finding": "01-A:12", "text": H},
    "session.opened": {},
    "session.closed": {"why": "locked"},
    "participant.screened": {"number": "01-001", "order": 1, "initials": "ZHSA", "sex": "F"},
    "record.saved": {
        "form": "VS",
        "visit": "FT C1D1",
        "values": {"SYSBP": "120", "TEMP": {"missing": "ND", "reason": "未测"}, "NOTE": {"text": H}},
        "observed_on": "2026-03-05",
        "is_complete": False,
        "digest": H,
        "justified": {"VS2": H},
    },
    "record.signed": {"digest": H, "meaning": "eligible", "certificate": H, "covers": H},
    "ink.recorded": {
        "sha256": H,
        "digest": H,
        "covers": H,
        "signer": "p-1",
        "signer_name": "李伟",
        "role": "principal_investigator",
        "meaning": "eligible",
        "signed_on": "2026-03-05",
        "filed_at": H,
        "flag": None,
    },
    "ink.withdrawn": {"ink": "01-A:17"},
    "original.chosen": {"kind": "eligibility", "original": "ink"},
    "participant.enrolled": {"enrolment_number": "E01-001", "eligibility": H},
    "treatment.started": {"first_dose_on": {"FTDTPI": "2026-03-06"}},
    "visit.booked": {"visit": "FT C1D15", "on": "2026-03-20", "at": "09:30", "forms": ["CBC"]},
    "visit.not_done": {"visit": "FT C1D8", "forms": ["VS", "CBC"]},
    "contradiction.ruled": {"contradiction": "S1", "edition": H, "ruling": H},
    "range.set": {
        "laboratory": "示范医院检验科",
        "is_own": True,
        "form": "CBC",
        "item": "HGB",
        "test": "HGB",
        "unit": "g/L",
        "low": "130",
        "high": "175",
        "sex": "M",
        "age_from": 18,
        "age_to": None,
        "valid_from": "2026-01-01",
        "valid_until": None,
        "source": H,
        "source_on": "2025-12-20",
    },
    "laboratory.arranged": {"form": "CBC", "items": ["WBC", "NEUT", "PLT"]},
    "visit.moved": {
        "visit": "FT C1D15",
        "from": "2026-03-20",
        "on": "2026-03-27",
        "at": None,
        "is_out_of_window": True,
    },
    "document.sealed": {
        "sha256": H,
        "kind": "eligibility",
        "title": "Eligibility",
        "record": None,
        "visit": None,
        "pages": 2,
        "is_signed": True,
        "covers": None,
        "shows": {"01-001/IE": H},
    },
    "document.saved_out": {"sha256": H, "kind": "eligibility"},
    "document.printed": {"sha256": H, "kind": "eligibility"},
    "package.exported": {
        "package": "SITE01-A-000001.escc",
        "number": 1,
        "first": 1,
        "last": 9,
        "head": H,
        "sha256": H,
        "size": 4000,
        "confirmation": "00:11",
        "also": [{"chain": "01-A", "first": 100, "last": 120, "head": H}],
    },
    "package.received": {
        "package": "SITE01-A-000001.escc",
        "number": 1,
        "chain": "01-A",
        "first": 1,
        "last": 9,
        "head": H,
        "sha256": H,
        "also": [{"chain": "01-A", "first": 100, "last": 120, "head": H}],
    },
    "backup.place_chosen": {"label": "KINGSTON", "is_off_machine": True},
    "backup.made": {
        "backup": "SITE01-A-backup-000123.esccb",
        "generation": 123,
        "sha256": H,
        "size": 4000,
        "first": 1,
        "last": 9,
        "head": H,
        "label": "KINGSTON",
        "is_off_machine": True,
    },
    "backup.proved": {
        "backup": "SITE01-A-backup-000123.esccb",
        "generation": 123,
        "sha256": H,
        "last": 9,
        "head": H,
        "entries": 12,
        "label": "KINGSTON",
        "is_off_machine": True,
    },
    "clock.changed": {"before": "2026-03-05T06:01:02.000000Z", "after": "2026-03-05T05:01:02.000000Z", "why": "step"},
    "edition.received": {"edition": "0.1", "digest": H},
    "edition.approved": {"edition": "0.1", "digest": H},
}


def test_the_vocabulary_is_the_one_agreed() -> None:
    assert KINDS.keys() == BODIES.keys()
    assert all(kind.says and kind.version <= VOCABULARY for kind in KINDS.values())
    assert all(kind in KINDS and version < KINDS[kind].version for kind, version in UPCASTERS)


@pytest.mark.parametrize("kind", BODIES)
def test_each_kind_takes_its_body(kind: str) -> None:
    body = read_body(kind, BODIES[kind])
    assert read_body(kind, plain(body)) == body
    given = plain(body)
    assert {name: given[name] for name in BODIES[kind] if name != "values"} == {
        name: value for name, value in BODIES[kind].items() if name != "values"
    }


@pytest.mark.parametrize("kind", BODIES)
def test_each_kind_refuses_another_body(kind: str) -> None:
    wrong: list[object] = [BODIES[kind] | {"unknown": "x"}, None, [], "text"]
    required = [name for name, value in BODIES[kind].items() if value is not None]
    wrong += [BODIES[kind] | {name: 1.5} for name in required]
    for body in wrong:
        with pytest.raises(TrustError, match="KIND_BODY"):
            read_body(kind, body)


@pytest.mark.parametrize(
    "value", [{"missing": "ND", "text": H}, {}, {"text": "short"}, {"text": H, "reason": "x"}, None, 5, ["a"]]
)
def test_a_value_is_text_or_missing_or_a_commitment(value: object) -> None:
    with pytest.raises(TrustError, match="KIND_BODY"):
        read_body("record.saved", BODIES["record.saved"] | {"values": {"ITEM": value}})


def test_unknown_and_newer_kinds_are_refused() -> None:
    with pytest.raises(TrustError, match="KIND_UNKNOWN"):
        read_body("record.deleted", {})
    with pytest.raises(TrustError, match="KIND_NEWER"):
        read_body("session.opened", {}, VOCABULARY + 1)


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("visit.booked", {"on": "2026-02-31"}),
        ("visit.booked", {"at": "24:00"}),
        ("visit.booked", {"at": "09:61"}),
        ("visit.moved", {"from": "2025-02-29"}),
        ("treatment.started", {"first_dose_on": {"ANLO": "2026-04-31"}}),
        ("ink.recorded", {"signed_on": "0000-01-01"}),
        ("delegation.granted", {"until": "2026-13-01"}),
        ("record.saved", {"observed_on": "2026-02-30"}),
        ("record.saved", {"observed_on": "2026-13-UK"}),
        ("record.saved", {"observed_on": "2026-UK-05"}),
    ],
)
def test_a_day_that_does_not_exist_is_read_and_neither_written_nor_received(kind: str, changes: dict[str, Any]) -> None:
    body = {**BODIES[kind], **changes}
    read_body(kind, body)
    with pytest.raises(TrustError, match="KIND_BODY"):
        check_body(kind, body)


@pytest.mark.parametrize("said", ["2024-02-29", "2026-03-UK", "2026-UK-UK", None])
def test_days_that_exist_and_partial_ones_are_written(said: str | None) -> None:
    check_body("record.saved", {**BODIES["record.saved"], "observed_on": said})
    for kind, body in BODIES.items():
        check_body(kind, body)
