"""Holds the one family of errors; it decides nothing and words nothing (see ``words``).

::

    EsccError                 a known problem: code, and the facts its sentence needs
    |- Refused                an act that the rules do not allow; carries every reason
    |- StudyError             an edition of the study that cannot be used; names file and place
    |- TrustError             a key, certificate, signature or seal that does not hold
    |  |- WrongPassphrase     no slot opens with what was typed
    |- VaultError             the store cannot be opened, read or written
    |  |- JournalBroken       the chain of entries does not hold; names the first entry that differs
    |- PackageError           a kit or sync package that cannot be accepted
    |- BackupError            a backup that cannot be written, read or believed
    |- SealError              a document that cannot be printed, sealed or believed

Anything else that is raised is ours: one report, nothing half saved.
"""

from __future__ import annotations


class EsccError(Exception):
    """A known problem. ``code`` names its sentence in ``resources/words``; ``facts`` fill the sentence in."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = {name: str(value) for name, value in facts.items()}

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code} ({shown})" if shown else self.code


class Refused(EsccError):
    """An act was refused. ``reasons`` holds one (code, facts) error for each rule that spoke against it."""

    def __init__(self, code: str, *reasons: EsccError, **facts: object) -> None:
        super().__init__(code, **facts)
        self.reasons = reasons


class StudyError(EsccError):
    """An edition of the study cannot be used."""


class TrustError(EsccError):
    """A key, certificate, signature or seal does not hold."""


class WrongPassphrase(TrustError):
    """No key slot opens with the passphrase that was typed."""


class VaultError(EsccError):
    """The store cannot be opened, read or written."""


class JournalBroken(VaultError):
    """The chain of entries does not hold. ``chain`` and ``seq`` name the first entry that differs."""

    def __init__(self, code: str, chain: str, seq: int, **facts: object) -> None:
        super().__init__(code, chain=chain, seq=seq, **facts)
        self.chain = chain
        self.seq = seq


class PackageError(EsccError):
    """A kit or sync package cannot be accepted."""


class BackupError(EsccError):
    """A backup cannot be written, read or believed."""


class SealError(EsccError):
    """A document cannot be printed, sealed or believed."""
