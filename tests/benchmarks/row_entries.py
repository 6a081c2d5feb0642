"""Measures the verification of a thousand entries over as many bare P-256 checks and hashes of the same bytes."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from escc_desktop.actions.site import Site
from escc_desktop.store.signers import Signers
from escc_desktop.store.verification import verification
from escc_desktop.trust.chain import read_checkpoint
from tests.benchmarks.floors.entries import Signed, check_all
from tests.benchmarks.making import Walked, fill
from tests.benchmarks.measuring import Row, timed

ENTRIES = 1000
HASH_DOMAIN, SIGNATURE_DOMAIN = b"escc-entry-1\0", b"escc-entry-signature-1\0"


def row(walked: Walked) -> Row:
    """Return the row. Ours stops before the readings are folded anew: those say nothing of an entry."""
    site = walked.open(walked.copy("verifying"))
    fill(site, ENTRIES)
    entries = entries_of(site)

    def ours() -> float:
        return timed(lambda: verify_entries(site))

    def floor() -> float:
        return timed(lambda: check_all(entries, HASH_DOMAIN, SIGNATURE_DOMAIN))

    says = "read strictly, columns, chain, certificates, signatures, texts, files / P-256 and SHA-256 of the same"
    return Row("1,000 entries verified", 1.5, ours, floor, 25, says)


def verify_entries(site: Site) -> None:
    """Verify every chain of the vault up to the study root, and the texts and files they speak of."""
    cabinet, facts = site.office.cabinet, site.facts
    noted = cabinet.checkpoints.read()
    assert noted is not None
    steps = verification(
        cabinet,
        root=facts.root,
        authorities=(facts.authority,),
        certificates=facts.desk,
        checkpoint=read_checkpoint(noted, site.office.device_key.public),
    )
    for step in steps:
        if step.stage == "files" and step.done == step.total:
            return


def entries_of(site: Site) -> list[Signed]:
    """Return every entry with the key that signed it, as the floor wants them."""
    cabinet, facts = site.office.cabinet, site.facts
    signers = Signers(facts.root, (facts.authority,), facts.desk)
    entries: list[Signed] = []
    for head in cabinet.journal.heads():
        for one in cabinet.journal.entries(head.chain):
            r, s = int.from_bytes(one.signature[:32], "big"), int.from_bytes(one.signature[32:], "big")
            entries.append((signers.key_of(one.entry).key, one.bytes, encode_dss_signature(r, s)))
    return entries
