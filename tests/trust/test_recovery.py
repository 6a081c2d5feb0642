"""Proves that two different key holders must have signed exactly what is granted, and that every field counts."""

from __future__ import annotations

from typing import Any

import pytest

from escc_desktop.errors import TrustError
from escc_desktop.trust.certificates import read_certificate
from escc_desktop.trust.keys import SigningKey
from escc_desktop.trust.recovery import check_recovered, check_signatures
from tests.trust.granting import Granting, KeyHolder, leaf, signed, statement
from tests.trust.making import AT, STUDY, randomness, study

CHANCE = randomness(7)
DESK = Granting(study().root_key, study().root, AT, CHANCE)
HOLDERS = (DESK.holder("C01", "周岩"), DESK.holder("C02", "孙宁"))
BUNDLE = DESK.certificate(SigningKey.generate(CHANCE).public, "01", "P02", "李晓", "coordinator")
LEAF = leaf(BUNDLE)
SAYS: dict[str, Any] = {
    "study": STUDY,
    "site": "01",
    "chain": "01-A",
    "person": "P02",
    "name": "李晓",
    "roles": ("coordinator",),
    "revokes": "3" * 64,
}
PLACE = (STUDY, "01", "01-A")


def granted(*holders: KeyHolder, named: tuple[KeyHolder, KeyHolder] = HOLDERS, **says: Any) -> dict[str, Any]:
    """Return statement and signatures of ``holders``, who are those it names unless told otherwise."""
    return signed(statement(named, BUNDLE, **SAYS | says), *(holders or HOLDERS))


def refused(body: dict[str, Any], root: str | None = study().root) -> str:
    with pytest.raises(TrustError) as caught:
        check_signatures(body["statement"], body["signatures"], root)
    return caught.value.code


def test_two_key_holders_are_believed() -> None:
    body = granted()
    found = check_signatures(body["statement"], body["signatures"], study().root)
    assert [one.name for one in found] == ["周岩", "孙宁"]
    check_recovered(body["statement"], read_certificate(LEAF), ["coordinator"], PLACE)


CHANGES: dict[str, object] = {
    "study": "NCT00000000",
    "site": "02",
    "chain": "01-B",
    "person": "P03",
    "name": "王敏",
    "roles": ["coordinator", "site_administrator"],
    "request": "4" * 64,
    "nonce": "4" * 64,
    "certificate": "4" * 64,
    "revokes": None,
    "granted_at": "2026-03-05T06:01:03.000000Z",
}


@pytest.mark.parametrize("field", CHANGES)
def test_a_change_of_any_field_is_found(field: str) -> None:
    body = granted()
    body["statement"][field] = CHANGES[field]
    assert refused(body) == ("GRANT_HOLDERS" if field == "study" else "GRANT_SIGNATURE")


@pytest.mark.parametrize("place", [0, 1])
def test_a_signature_of_another_thing_is_found(place: int) -> None:
    body, other = granted(), granted(nonce="5" * 64)
    body["signatures"][place] = other["signatures"][place]
    assert refused(body) == "GRANT_SIGNATURE"
    body["signatures"][place]["signature"] = "0" * 128
    assert refused(body) == "GRANT_SIGNATURE"


def test_there_must_be_two_different_people() -> None:
    first, second = HOLDERS
    twice = (first, first)
    assert refused(granted(first, first, named=twice)) == "GRANT_HOLDERS"
    other_name = DESK.holder("C01", "孙宁")
    assert refused(granted(first, other_name, named=(first, other_name))) == "GRANT_HOLDERS"
    same_key = KeyHolder("C02", "孙宁", first.key, second.certificate)
    assert refused(granted(first, same_key)) == "GRANT_SIGNATURE"
    body = granted()
    body["signatures"].pop()
    assert refused(body) == "GRANT_HOLDERS"
    body["signatures"] = granted()["signatures"][::-1]
    assert refused(body) == "GRANT_HOLDERS"


def test_only_people_of_the_desk_can_grant() -> None:
    first, _ = HOLDERS
    at_site = KeyHolder("p-1", "李伟", study().person_key, study().person)
    assert refused(granted(first, at_site, named=(first, at_site))).startswith("CERT_")
    assert refused(granted(first, at_site, named=(first, at_site)), root=None) == "GRANT_HOLDERS"
    machine = DESK.holder("desk", "Desk", "device")
    assert refused(granted(first, machine, named=(first, machine))) == "GRANT_HOLDERS"


def test_holders_of_another_study_are_not_believed() -> None:
    assert refused(granted(), root=study(2).root).startswith("CERT_")


@pytest.mark.parametrize(
    ("says", "roles", "place"),
    [
        ({"person": "P03"}, ["coordinator"], PLACE),
        ({"name": "王敏"}, ["coordinator"], PLACE),
        ({"certificate": "4" * 64}, ["coordinator"], PLACE),
        ({"roles": ("coordinator", "monitor")}, ["coordinator"], PLACE),
        ({"roles": ("monitor",)}, ["monitor"], PLACE),
        ({}, ["coordinator"], (STUDY, "01", "01-B")),
        ({"site": "02"}, ["coordinator"], (STUDY, "02", "01-A")),
    ],
)
def test_what_is_granted_must_be_what_is_recovered(
    says: dict[str, Any], roles: list[str], place: tuple[str, str, str]
) -> None:
    with pytest.raises(TrustError, match="GRANT_DIFFERS"):
        check_recovered(granted(**says)["statement"], read_certificate(LEAF), roles, place)
