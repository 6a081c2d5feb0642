"""Holds what both ends ask of a package that came: its order, its runs, its signers; it takes in none."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from escc_desktop.actions.packing import carried_beside
from escc_desktop.errors import PackageError, TrustError
from escc_desktop.exchange.package import Manifest
from escc_desktop.store.signers import Signers
from escc_desktop.trust.entry import SignedEntry

MOST_NAMED = 20
"""How many missing packages are named by number; a number out of all proportion must not be counted up to."""


def check_ranges(manifest: Manifest, allowed: Mapping[str, int | None]) -> None:
    """Raise PackageError PKG_CONTENT unless a package carries a run of its sender's own chain, and beside it runs of
    ``allowed`` chains only, each once and not beyond its number.
    """
    chains = [run.chain for run in manifest.ranges]
    within = all(run.chain in allowed and run.last <= (allowed[run.chain] or run.last) for run in manifest.ranges)
    if manifest.chain not in chains or len(set(chains)) != len(chains) or not within:
        raise PackageError("PKG_CONTENT", problem="ranges")


def received_body(manifest: Manifest, digest: str) -> dict[str, object]:
    """Return the body of ``package.received`` for a package whose SHA-256 is ``digest``."""
    own = next(run for run in manifest.ranges if run.chain == manifest.chain)
    return {
        "package": manifest.package,
        "number": manifest.number,
        "chain": manifest.chain,
        "first": own.first,
        "last": own.last,
        "head": own.after,
        "sha256": digest,
        "also": carried_beside(manifest),
    }


def check_signer(signers: Signers, signed: SignedEntry) -> None:
    """Raise PackageError (PKG_SIGNER) unless an entry that came from elsewhere is signed by whom it names."""
    try:
        signed.verify(signers.key_of(signed.entry))
    except TrustError as problem:
        chain, seq = signed.entry.chain, signed.entry.seq
        raise PackageError("PKG_SIGNER", chain=chain, seq=seq, problem=problem.code) from problem


def check_sequence(known: Mapping[int, str], package: str, number: int, digest: str, since: int = 0) -> None:
    """Raise PackageError PKG_KNOWN (here already), PKG_FORK (that number, other content) or PKG_GAP.

    Numbers up to ``since`` are not missed: a later package brought what they had.
    """
    if number in known:
        raise PackageError("PKG_KNOWN" if known[number] == digest else "PKG_FORK", package=package)
    if number <= since:
        raise PackageError("PKG_KNOWN", package=package)
    lacking = (str(one) for one in range(since + 1, number) if one not in known)
    missing = list(islice(lacking, MOST_NAMED + 1))
    if missing:
        named = ", ".join(missing[:MOST_NAMED]) + (" ..." if len(missing) > MOST_NAMED else "")
        raise PackageError("PKG_GAP", package=package, missing=named)
