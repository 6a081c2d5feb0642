"""Proves that a kit opens with its passphrase alone, as the desk made it, or is refused."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from escc_desktop.errors import PackageError
from escc_desktop.exchange import framing, kit
from escc_desktop.exchange.kit import open_kit, seal_kit
from escc_desktop.trust import canonical
from escc_desktop.trust.keys import SigningKey
from escc_desktop.words import LANGUAGES, explain
from tests.exchange import making
from tests.exchange.making import OURS
from tests.trust.making import AT, flipped, randomness, study

PASSPHRASE = "杏花 spring rain"
SEALED = seal_kit(making.kit(), PASSPHRASE, OURS.desk_key, randomness(3))


def refusal_of(data: bytes, passphrase: str = PASSPHRASE) -> str:
    with pytest.raises(PackageError) as refusal:
        open_kit(data, passphrase)
    for language in LANGUAGES:
        assert "?" not in explain(refusal.value, language)
        assert len(explain(refusal.value, language)) > 12
    return refusal.value.code


def test_a_kit_opens_as_it_was_made() -> None:
    assert open_kit(SEALED, PASSPHRASE) == making.kit()


def test_a_wrong_passphrase_is_told_from_a_changed_kit() -> None:
    assert refusal_of(SEALED, PASSPHRASE + "x") == "KIT_WRONG_PASSPHRASE"
    assert refusal_of(flipped(SEALED, len(SEALED) - 1), PASSPHRASE + "x") == "PKG_HASH"


def test_every_byte_counts() -> None:
    codes = {refusal_of(flipped(SEALED, position, 1 << position % 8)) for position in range(len(SEALED))}
    assert codes == {"PKG_MAGIC", "PKG_FORM", "PKG_SIGNATURE", "PKG_HASH"}
    assert refusal_of(SEALED[:-1]) == "PKG_CUT"
    assert refusal_of(SEALED + b"\0") == "PKG_LONGER"
    assert refusal_of(making.package()) == "PKG_MAGIC"


def test_nothing_secret_stands_in_clear() -> None:
    key = making.kit().authority_key
    for secret in (key, key[36:68], b"edition_files", "演示医院".encode(), PASSPHRASE.encode()):
        assert secret not in SEALED
    assert str(key)[2:20] not in repr(making.kit())


def resigned(key: SigningKey = OURS.desk_key, **says: Any) -> bytes:
    """Return the kit with another head, signed again as the desk itself could."""
    framed = framing.take_apart(SEALED, kit.MAGIC, kit.LARGEST_KIT)
    return framing.build(kit.MAGIC, kit._DOMAIN, framed.head | says, key, bytes(framed.body))


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ({"kit": "KIT-01-A-2"}, "KIT_CONTENT"),
        ({"site": "02"}, "KIT_CONTENT"),
        ({"device": "B"}, "KIT_CONTENT"),
        ({"nonce": "0" * 24}, "KIT_CONTENT"),
        ({"study": "NCT00000000"}, "KIT_SIGNATURE"),
        ({"root": study(2).root}, "KIT_SIGNATURE"),
        ({"check": "0" * 32}, "KIT_WRONG_PASSPHRASE"),
        ({"stretching": {"memory_kib": 8, "passes": 1, "lanes": 1}}, "PKG_FORM"),
        ({"stretching": {"memory_kib": 1 << 24, "passes": 3, "lanes": 4}}, "PKG_FORM"),
        ({"stretching": {"memory_kib": 65536, "passes": 1000, "lanes": 4}}, "PKG_FORM"),
        ({"format": "escc-kit/2"}, "PKG_FORM"),
        ({"more": 1}, "PKG_FORM"),
    ],
)
def test_a_head_cannot_say_otherwise(says: dict[str, Any], code: str) -> None:
    assert refusal_of(resigned(**says)) == code


def test_only_the_desk_of_the_study_signs_kits() -> None:
    assert refusal_of(resigned(OURS.device_key, signer=OURS.device)) == "KIT_SIGNATURE"
    assert refusal_of(resigned(OURS.person_key, signer=OURS.person)) == "KIT_SIGNATURE"
    assert refusal_of(resigned(study(2).desk_key, signer=study(2).desk)) == "KIT_SIGNATURE"
    assert refusal_of(resigned(study(2).desk_key)) == "PKG_SIGNATURE"
    with pytest.raises(PackageError, match="KIT_SIGNATURE"):
        seal_kit(making.kit(), PASSPHRASE, OURS.device_key, randomness(3))


@pytest.mark.parametrize(
    "changes",
    [
        {"site": "02"},
        {"study": "NCT00000000"},
        {"root": study(2).root},
        {"authority": OURS.other_authority},
        {"authority": OURS.person},
        {"authority": study(2).authority, "authority_key": study(2).authority_key.to_bytes()},
        {"authority_key": OURS.other_authority_key.to_bytes()},
        {"authority_key": b"no key"},
        {"first": 101},
        {"first": 0},
        {"edition": "0.1"},
        {"desk_recipients": ()},
        {"edition_files": {"../study.toml": b""}},
        {"edition_files": {"/etc/passwd": b""}},
        {"edition_files": {"C:\\study.toml": b""}},
        {"edition_files": {"crf//vs.toml": b""}},
        {"edition_files": {".hidden": b""}},
        {"edition_files": {"study.toml\n": b""}},
    ],
)
def test_parts_that_do_not_belong_together_make_no_kit(changes: dict[str, Any]) -> None:
    with pytest.raises(PackageError, match="KIT_CONTENT"):
        seal_kit(making.kit(**changes), PASSPHRASE, OURS.desk_key, randomness(3))


def test_short_passphrases_are_refused() -> None:
    with pytest.raises(PackageError, match="KIT_PASSPHRASE_SHORT"):
        seal_kit(making.kit(), "seven77", OURS.desk_key, randomness(3))


def test_each_sealing_is_another() -> None:
    again = seal_kit(making.kit(), PASSPHRASE, OURS.desk_key, randomness(4))
    heads = [framing.take_apart(data, kit.MAGIC, kit.LARGEST_KIT).head for data in (SEALED, again)]
    for name in ("salt", "nonce", "check"):
        assert heads[0][name] != heads[1][name]
    assert canonical.encode(heads[0]) == framing.take_apart(SEALED, kit.MAGIC, kit.LARGEST_KIT).head_bytes
    assert msgspec.convert(heads[0], kit._Head).site == "01"
    assert making.kit().issued_at.startswith(AT.strftime("%Y-%m-%d"))
