"""Puts the parts of one open store side by side, so that an entry never comes in without its texts and its reading."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from escc_desktop import failpoints
from escc_desktop.store import schema
from escc_desktop.store.checkpoint import CheckpointFile
from escc_desktop.store.drafts import Drafts
from escc_desktop.store.files import Files
from escc_desktop.store.identities import Identities
from escc_desktop.store.journal import Journal
from escc_desktop.store.keys import Keys
from escc_desktop.store.places import create_place, open_place
from escc_desktop.store.readings import Readings, exhaust
from escc_desktop.store.texts import CommittedText, Texts
from escc_desktop.store.vault import Vault
from escc_desktop.trust.chain import Checkpoint, make_checkpoint
from escc_desktop.trust.entry import SignedEntry
from escc_desktop.trust.keys import SigningKey


class Cabinet:
    """An open store with everything in it. Belongs to one thread at a time."""

    def __init__(self, vault: Vault) -> None:
        """Open the drawers of ``vault``; readings of an older shape wait for ``renewing``."""
        self.vault = vault
        self.journal = Journal(vault)
        self.texts = Texts(vault)
        self.files = Files(vault)
        self.identities = Identities(vault)
        self.drafts = Drafts(vault)
        self.keys = Keys(vault)
        self.readings = Readings(vault, self.journal)
        self.checkpoints = CheckpointFile(vault.folder)

    def transaction(self) -> AbstractContextManager[None]:
        """Return one transaction of the vault: all or nothing, never inside another."""
        return self.vault.transaction()

    def append(self, signed: SignedEntry, texts: Iterable[CommittedText] = ()) -> None:
        """Add our own next entry with the free texts it commits to, and fold it in. See ``Journal.append``."""
        self.journal.append(signed)
        failpoints.reached("entry.appended")
        for text in texts:
            self.texts.put(text)
            failpoints.reached("entry.text_kept")
        self.readings.take(signed)
        failpoints.reached("entry.read")

    def take(self, signed: SignedEntry, texts: Iterable[CommittedText] = ()) -> bool:
        """Add an entry that came from elsewhere; False when it was here already. See ``Journal.take``."""
        is_new = self.journal.take(signed)
        for text in texts:
            self.texts.put(text)
        if is_new:
            self.readings.take(signed)
        return is_new

    def write_checkpoint(
        self, device_key: SigningKey, study: str, site: str, chain: str, at: str, *, is_durable: bool = False
    ) -> bool:
        """Note how far ``chain`` has come at ``at`` (UTC text), signed by the device, in the file beside the vault.

        Called after each commit; with ``is_durable`` at lock, backup and package (see ``CheckpointFile.write``).
        """
        head = self.journal.head(chain)
        if head is None:
            return False
        noted = Checkpoint(study=study, site=site, chain=chain, size=head.seq, head=head.hash.hex(), at=at)
        return self.checkpoints.write(make_checkpoint(noted, device_key), is_durable=is_durable)

    def close(self) -> None:
        """Close the store; a second call does nothing."""
        try:
            self.checkpoints.close()
        finally:
            self.vault.close()

    def renewing(self) -> Generator[tuple[int, int], None, None]:
        """Fold readings of an older shape anew, in one transaction and in short steps; nothing to do for the newest.

        Yields how many participants of all are done. Whoever closes it before its end leaves the store as it was.
        """
        if self.vault.meta("readings") == str(schema.READINGS_VERSION):
            return
        with self.vault.transaction():
            self.vault.replace_tables(schema.READINGS)
            yield from self.readings.rebuilding()
            self.vault.set_meta("readings", str(schema.READINGS_VERSION))


def create_cabinet(place: Path | str, data_key: bytes) -> Cabinet:
    """Make a new store at ``place`` (see ``places.create_place``) and open it."""
    return exhaust(_opened(create_place(place, data_key)))


def open_cabinet(place: Path | str, data_key: bytes) -> Cabinet:
    """Open the store at ``place`` (see ``places.open_place``)."""
    return exhaust(opening_cabinet(place, data_key))


def opening_cabinet(place: Path | str, data_key: bytes) -> Generator[tuple[int, int], None, Cabinet]:
    """Open the store in short steps: one of an older version folds its readings anew first (see ``renewing``)."""
    return (yield from _opened(open_place(place, data_key)))


def _opened(vault: Vault) -> Generator[tuple[int, int], None, Cabinet]:
    try:
        cabinet = Cabinet(vault)
        yield from cabinet.renewing()
    except BaseException:
        vault.close()
        raise
    return cabinet
