"""Lists every problem of an edition at once, for the person who writes it; it loads and changes nothing."""

from __future__ import annotations

from escc_desktop.study.loading import digest
from escc_desktop.study.proof import EditionFiles, Finding, Proof
from escc_desktop.study.whole import build

__all__ = ["Finding", "proofread"]


def proofread(files: EditionFiles) -> tuple[Finding, ...]:
    """Return all findings in the order of the files; what to do stands in the sentence of each code."""
    proof = Proof(files)
    build(proof, digest(files))
    return proof.located()
