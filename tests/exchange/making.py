"""Makes packages and kits of the small study of tests/trust, as the device of site 01 and the desk would."""

from __future__ import annotations

from typing import Any

from escc_desktop.exchange.contents import PackageContent
from escc_desktop.exchange.kit import Kit
from escc_desktop.exchange.package import (
    CarriedText,
    Confirmation,
    Manifest,
    Sender,
    compose,
    new_confirmation,
    package_name,
    write_package,
)
from escc_desktop.trust.boxes import generate_identity
from escc_desktop.trust.commitments import commit
from escc_desktop.trust.entry import instant
from tests.trust.making import AT, CHAIN, STUDY, chain, randomness, study

DESK_IDENTITY, DESK_RECIPIENT = generate_identity()
DEVICE_IDENTITY, DEVICE_RECIPIENT = generate_identity()
STRANGER_IDENTITY, STRANGER_RECIPIENT = generate_identity()
TO_DESK = (DESK_RECIPIENT, DEVICE_RECIPIENT)
OURS = study(1)
DEVICE = Sender(OURS.device_key, (OURS.device, OURS.authority))
DESK = Sender(OURS.desk_key, (OURS.desk,))
NAME = package_name("01", "A", 1)


def confirmation() -> Confirmation:
    return new_confirmation(NAME, (DESK_RECIPIENT,), randomness(5))


def manifest(**changes: Any) -> Manifest:
    parts: dict[str, Any] = {
        "study": STUDY,
        "site": "01",
        "chain": CHAIN,
        "number": 1,
        "package": NAME,
        "previous": None,
        "recipients": TO_DESK,
        "at": instant(AT),
        "app": "0.1.0",
    }
    return Manifest(**parts | changes)


def text(words: str) -> CarriedText:
    made = commit(words, randomness(len(words)))
    return CarriedText(made.digest, made.salt, words)


def content(size: int = 3, files: tuple[bytes, ...] = (), **changes: Any) -> PackageContent:
    texts = tuple(text(f"头痛 headache {number}") for number in range(size // 2))
    return compose(manifest(**changes), chain(size, OURS.person_key), texts, files)


def package(size: int = 3, files: tuple[bytes, ...] = (), sender: Sender = DEVICE, **changes: Any) -> bytes:
    carried = content(size, files, **changes)
    return write_package(carried, sender, carried.manifest.recipients)


def kit(**changes: Any) -> Kit:
    parts: dict[str, Any] = {
        "kit": "KIT-01-A-1",
        "study": STUDY,
        "site": "01",
        "site_name_en": "Demonstration hospital",
        "site_name_zh": "演示医院",
        "device": "A",
        "chain": CHAIN,
        "edition": "0" * 64,
        "edition_files": {"study.toml": b'id = "x"\n', "crf/vs.toml": bytes(range(256))},
        "first": 1,
        "last": 100,
        "investigator": "李伟",
        "root": OURS.root,
        "authority": OURS.authority,
        "authority_key": OURS.authority_key.to_bytes(),
        "desk_certificate": OURS.desk,
        "desk_recipients": (DESK_RECIPIENT,),
        "recovery_recipients": (DESK_RECIPIENT,),
        "is_demonstration": True,
        "issued_at": instant(AT),
    }
    return Kit(**parts | changes)
