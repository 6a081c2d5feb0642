"""Remembers where backups go, records those that were made, and says how things stand; it opens no backup itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, Literal

from escc_desktop import failpoints
from escc_desktop.actions.authority import require
from escc_desktop.actions.backup_commands import ChooseBackupPlace, NoteBackup, NoteDrill
from escc_desktop.actions.packing import SITE_BOOKKEEPING
from escc_desktop.actions.paper_heading import local
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import Outcome
from escc_desktop.actions.views_of_backups import (
    BackupPlace,
    BackupStanding,
    BackupView,
    GenerationView,
    SafetyView,
    WrittenBackup,
)
from escc_desktop.errors import BackupError, Refused
from escc_desktop.exchange.backup_file import BackupHead, check_signer
from escc_desktop.exchange.generations import Found, Generation
from escc_desktop.store.journal import EntryFilter
from escc_desktop.trust.entry import SignedEntry

_PLACE: Final = "backup_place"
LONGEST_LABEL: Final = 60
A_DAY: Final = timedelta(days=1)
A_WHILE: Final = timedelta(hours=4)
MANY_ENTRIES: Final = 50
_LOOKED_THROUGH: Final = 200
"""Backups looked through, the newest first, for the last one off this computer."""

Moment = Literal["opened", "arrived", "parting"]
"""When an automatic backup may be made: after unlocking, when the stick comes in, before the vault is closed."""


# what is recorded


def choose_backup_place(site: Site, command: ChooseBackupPlace) -> Outcome:
    """Keep the place in the vault. Raises Refused NOT_ALLOWED, BACKUP_LABEL, BACKUP_PLACE_INSIDE."""
    require(site, "back_up")
    place = command.place
    vault = site.office.cabinet.vault.folder
    if vault is not None and place.path.resolve().is_relative_to(vault.resolve()):
        raise Refused("BACKUP_PLACE_INSIDE")
    if not 0 < len(place.label.strip()) <= LONGEST_LABEL:
        raise Refused("BACKUP_LABEL", most=LONGEST_LABEL)
    kept = {**asdict(place), "path": str(place.path)}
    site.office.cabinet.vault.set_meta(_PLACE, json.dumps(kept, ensure_ascii=False))
    site.office.enter("backup.place_chosen", {"label": place.label, "is_off_machine": place.is_off_machine})
    failpoints.reached("backup.place_chosen")
    return Outcome(place, frozenset({"backups", "journal"}))


def note_backup(site: Site, command: NoteBackup) -> Outcome:
    """Record a backup that stands verified in its place. Raises Refused NOT_ALLOWED."""
    if not command.is_automatic:
        require(site, "back_up")
    one = command.written
    body = {**_body(one), "size": one.size, "first": 1}
    site.office.enter("backup.made", body, hand=site.office.system if command.is_automatic else None)
    failpoints.reached("backup.entered")
    return Outcome(one, frozenset({"backups", "journal"}))


def note_drill(site: Site, command: NoteDrill) -> Outcome:
    """Record a restore drill that was passed. Raises Refused NOT_ALLOWED."""
    require(site, "back_up")
    site.office.enter("backup.proved", {**_body(command.proved), "entries": command.proved.verified})
    failpoints.reached("drill.entered")
    return Outcome(command.proved, frozenset({"backups", "journal"}))


def _body(one: WrittenBackup) -> dict[str, Any]:
    return {
        "backup": one.name,
        "generation": one.generation,
        "sha256": one.sha256,
        "last": one.entries,
        "head": one.head,
        "label": one.label,
        "is_off_machine": one.is_off_machine,
    }


# how things stand


def place_of(site: Site) -> BackupPlace | None:
    """Return the place that was chosen, or None."""
    kept = site.office.cabinet.vault.meta(_PLACE)
    if kept is None:
        return None
    parts = json.loads(kept)
    return BackupPlace(**parts | {"path": Path(parts["path"])})


def safety(site: Site) -> SafetyView:
    """Return how safe the data are, as far as the journal knows."""
    made = _entries(site, "backup.made")
    drills = _entries(site, "backup.proved", 1)
    off_machine = next((one for one in made if one.entry.body["is_off_machine"]), None)
    return SafetyView(
        now=site.office.clock(),
        place=place_of(site),
        last=_view(site, made[0]) if made else None,
        last_off_machine=_view(site, off_machine) if off_machine else None,
        last_drill=_view(site, drills[0]) if drills else None,
        waiting=_waiting(site, made),
    )


def is_due(view: SafetyView, moment: Moment) -> bool:
    """Tell whether a backup should be made by itself at this moment, the place being there.

    A clock that was set back makes one due: how old the last one is cannot be told then.
    """
    if view.place is None:
        return False
    if view.last is None:
        return True
    age = view.now - view.last.at
    is_old = age >= A_DAY or age < timedelta()
    if moment == "opened":
        return is_old or view.waiting >= MANY_ENTRIES
    if moment == "arrived":
        return is_old or view.waiting > 0
    return view.waiting >= MANY_ENTRIES or (view.waiting > 0 and (age >= A_WHILE or is_old))


def numbers_given(site: Site) -> frozenset[int]:
    """Return the numbers of backups that were given at this chain, wherever those lie now."""
    return frozenset(int(one.entry.body["generation"]) for one in _entries(site, "backup.made", line=False))


def generations(site: Site, there: Iterable[Found]) -> tuple[GenerationView, ...]:
    """Return what lies in the place, the newest first; what cannot be read stands at the end."""
    views = [_generation(site, one) for one in there]
    return tuple(sorted(views, key=lambda one: (one.at is None, -(one.at.timestamp() if one.at else 0), one.name)))


def good_ones(site: Site, there: Iterable[Found]) -> tuple[Generation, ...]:
    """Return the good backups of the chain at work in the place, oldest first."""
    found = ((one.name, one.head) for one in there if one.head is not None)
    good = [Generation(name, head.generation, head.size) for name, head in found if standing_of(site, head) == "good"]
    return tuple(sorted(good, key=lambda one: one.number))


def standing_of(site: Site, head: BackupHead) -> BackupStanding:
    """Return what a backup is to this vault: its signer led to the study root, its last entry held against ours."""
    try:
        check_signer(head, site.facts.root)
    except BackupError:
        return "foreign"
    office = site.office
    lasts = {stretch.chain: stretch.last for stretch in site.line}
    if (head.study, head.site) != (office.study, office.site) or head.chain not in lasts:
        return "foreign"
    own = office.journal.head(head.chain)
    if own is None or own.seq < head.size:
        return "longer" if head.chain == office.chain else "other"
    known = office.journal.entry(head.chain, head.size)
    if known is None or known.hash.hex() != head.head:
        return "other"
    return "good" if head.chain == office.chain else "earlier"


def _generation(site: Site, found: Found) -> GenerationView:
    head = found.head
    if head is None:
        return GenerationView(found.name, "unreadable", code=found.code)
    at = local(site, head.at)
    return GenerationView(found.name, standing_of(site, head), head.generation, at, head.size, found.size)


def _entries(site: Site, kind: str, most: int = _LOOKED_THROUGH, *, line: bool = True) -> tuple[SignedEntry, ...]:
    """Return the newest entries of ``kind`` that were written here, also before a restore; the newest first."""
    chains = [stretch.chain for stretch in reversed(site.line)] if line else [site.office.chain]
    found: list[SignedEntry] = []
    for chain in chains:
        wanted = EntryFilter(chain=chain, kinds=(kind,), is_about_nobody=True)
        found.extend(site.office.journal.recent(most, wanted=wanted))
    return tuple(found[:most])


def _waiting(site: Site, made: tuple[SignedEntry, ...]) -> int:
    """Return how many entries of work the newest backup of the chain at work does not hold."""
    office = site.office
    of_chain = [int(one.entry.body["last"]) for one in made if one.entry.chain == office.chain]
    return office.journal.waiting(office.chain, max(of_chain, default=0), SITE_BOOKKEEPING).entries


def _view(site: Site, signed: SignedEntry) -> BackupView:
    body = signed.entry.body
    at = local(site, signed.entry.at)
    return BackupView(body["backup"], body["generation"], at, body["last"], body["label"], body["is_off_machine"])
