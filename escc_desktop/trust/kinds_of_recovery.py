"""Lists the kinds of entries about a passphrase that was forgotten: asked for, granted by two, used once."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

from escc_desktop.trust.shapes import Body, Hex64, Kind, Pem, Short

Signature = Annotated[str, Meta(pattern=r"\A[0-9a-f]{128}\Z")]


class Holder(Body, frozen=True, kw_only=True):
    """One of the desk's people who hold the recovery identity together."""

    person: Short
    name: Short


class RecoveryStatement(Body, frozen=True, kw_only=True):
    """What both key holders sign: to whom, where, on which request, which certificate ends and which begins.

    ``request`` is the SHA-256 of the request file, ``nonce`` the number drawn for it, ``certificate`` and ``revokes``
    are fingerprints; ``revokes`` is None when the desk had not received the certificate that ends.
    """

    study: Short
    site: Short
    chain: Short
    person: Short
    name: Short
    roles: Annotated[tuple[Short, ...], Meta(min_length=1, max_length=20)]
    request: Hex64
    nonce: Hex64
    certificate: Hex64
    revokes: Hex64 | None
    holders: tuple[Holder, Holder]
    granted_at: Short


class HolderSignature(Body, frozen=True, kw_only=True):
    """One key holder's signature over the statement, with the certificate (PEM) of the desk that it was made under."""

    person: Short
    certificate: Pem
    signature: Signature


class PersonRecovered(Body, frozen=True, kw_only=True):
    """``certificate``: the new one, then the authority that issued it. ``revokes``: the fingerprint of the old one."""

    person: Short
    name: Short
    roles: tuple[Short, ...]
    certificate: Pem
    revokes: Hex64
    statement: RecoveryStatement
    signatures: tuple[HolderSignature, HolderSignature]


class RecoveryGranted(Body, frozen=True, kw_only=True):
    statement: RecoveryStatement
    certificate: Pem
    signatures: tuple[HolderSignature, HolderSignature]
    code: Short
    is_code_compared: bool


class RecoveryRequested(Body, frozen=True, kw_only=True):
    person: Short
    request: Hex64
    code: Short
    written_at: Short


class RecoveryWithdrawn(Body, frozen=True, kw_only=True):
    person: Short
    request: Hex64


class RecoveryPrepared(Body, frozen=True, kw_only=True):
    recipient: Short
    holders: tuple[Holder, ...]


KINDS: Final = (
    Kind("recovery.prepared", 2, RecoveryPrepared, "The desk's people named hold a recovery identity, two together."),
    Kind(
        "recovery.requested", 2, RecoveryRequested, "A request for a forgotten passphrase was written at this device."
    ),
    Kind("recovery.withdrawn", 2, RecoveryWithdrawn, "The person unlocked with the old passphrase after all."),
    Kind("recovery.granted", 2, RecoveryGranted, "Two key holders of the desk answered a request."),
    Kind("person.recovered", 2, PersonRecovered, "A grant was used: the old certificate ends here, a new one begins."),
)
