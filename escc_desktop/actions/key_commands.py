"""Names what a person can ask of passphrases and keys, as frozen values; carrying them out is ``carry_out``'s part."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ChangePassphrase:
    """Put a new passphrase in the place of one's own; nobody can do that for another."""

    old: str = field(repr=False)
    new: str = field(repr=False)
