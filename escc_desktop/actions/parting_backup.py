"""Makes a backup at one go: before the vault is closed, for as long as there is time; it keeps nobody from locking."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

from escc_desktop.actions.back_up import begin, look_at, write
from escc_desktop.actions.backup_commands import NoteBackup
from escc_desktop.actions.backups import is_due, safety
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.site import Site
from escc_desktop.actions.views_of_backups import BackupPlace, BackupProgress, WrittenBackup
from escc_desktop.errors import EsccError


def back_up_at_parting(
    site: Site, find: Callable[[BackupPlace], Path | None], has_time: Callable[[], bool]
) -> WrittenBackup | None:
    """Make a backup if one is due and its place is there; give it up as soon as ``has_time`` says no.

    Given up, it leaves nothing, and the next unlocking finds it due. A problem is met and told there as well: whoever
    locks has turned away. Returns the backup, or None.
    """
    try:
        view = safety(site)
        if site.doubt is not None or view.place is None or not is_due(view, "parting"):
            return None
        folder = find(view.place)
        if folder is None:
            return None
        steps = backing_up(site, view.place, folder, is_automatic=True)
        while has_time():
            try:
                next(steps)
            except StopIteration as end:
                written: WrittenBackup = end.value
                return written
        steps.close()
    except EsccError:
        return None
    return None


def backing_up(
    site: Site, place: BackupPlace, folder: Path, *, is_automatic: bool = False
) -> Generator[BackupProgress, None, WrittenBackup]:
    """Make a backup in ``folder`` and record it, all on the thread of the vault; for use where nobody waits for it."""
    begun = yield from begin(site, place, folder, look_at(folder), is_automatic=is_automatic)
    written = yield from write(begun)
    carry_out(site, NoteBackup(written, is_automatic=is_automatic))
    return written
