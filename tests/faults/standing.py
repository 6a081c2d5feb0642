"""Says what stands on the disk after a fault, in a form in which two runs of the same act come out alike.

Bytes do not: each run draws other keys and salts. What counts is which entries there are, what is kept beside them,
who can open the vault, and which files stand outside.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from escc_desktop.actions.staged_slots import staged_slot
from escc_desktop.errors import VaultError
from escc_desktop.store.cabinet import Cabinet, open_cabinet
from escc_desktop.store.files import Files
from escc_desktop.trust.key_slots import Slot, open_slot
from escc_desktop.trust.slot_file import SlotFile, read_slots
from tests.building import ADMINISTRATOR, DESK_PERSON, WORDS
from tests.faults.ground import Stage

_NOTE = "-checkpoint.json"
"""What a restore leaves beside its backup so that a later one knows of more; nothing rests on it."""

_MOMENT = re.compile(r"\d{8}-\d{6}")
_CODE = re.compile(r"-[0-9A-Z]{4}(?=-recovery-request)")

PASSING = frozenset(
    {"session.opened", "session.closed", "clock.changed", "passphrase.refused", "attempts.lost", "recovery.requested"}
)
"""Kinds of entries that each opening may add: a passphrase whose trying was interrupted counts as a wrong one, and a
request to be let in again that waits beside the vault is noted."""

Standing = dict[str, Any]


def standing(stage: Stage) -> Standing:
    """Return what stands: the site's vault, the desk's store, and the names of the files around them."""
    places = stage.places
    stage.start()
    return {
        "vault": _store(places.vault, stage.ground.data_key, ADMINISTRATOR),
        "desk": _store(places.desk, stage.ground.desk_key, DESK_PERSON),
        "outside": outside(stage),
    }


def outside(stage: Stage) -> list[str]:
    """Return the names of the files that stand outside the stores, unfinished ones too."""
    own = (stage.places.vault, stage.places.desk)
    files = (path for path in stage.places.folder.rglob("*") if path.is_file() and not path.name.endswith(_NOTE))
    names = (
        str(path.relative_to(stage.places.folder)) for path in files if not any(path.is_relative_to(one) for one in own)
    )
    return sorted(_CODE.sub("-code", _MOMENT.sub("moment", name)) for name in names)


def _store(folder: Path, data_key: bytes, who: str) -> Standing | None:
    if not (folder / "vault.db").exists():
        return None
    slots = read_slots(folder / "slots.json")
    try:
        cabinet = open_cabinet(folder, data_key)
    except VaultError as problem:
        if problem.code != "VAULT_WRONG_KEY":
            raise
        secrets = open_slot(slots.slot(who), WORDS[who], study=slots.study, site=slots.site)
        cabinet = open_cabinet(folder, secrets.data_key)
    try:
        return {**_held(cabinet), "slots": _opening(cabinet, slots, folder)}
    finally:
        cabinet.close()


def _held(cabinet: Cabinet) -> Standing:
    found = [one.entry for head in cabinet.journal.heads() for one in cabinet.journal.entries(head.chain)]
    return {
        "entries": [
            (one.chain, one.kind, one.participant, one.record, _spoken_of(one.body))
            for one in found
            if one.kind not in PASSING
        ],
        "texts": len(_texts(cabinet)),
        "drafts": [draft.name for person in ("P01", "P02", "P03") for draft in cabinet.drafts.of(person)],
        "files": dict(Counter(_media(cabinet.files))),
        "keys": list(cabinet.keys.names()),
        "participants": list(cabinet.readings.numbers()),
    }


def _spoken_of(body: dict[str, Any]) -> list[str]:
    """Return what an entry says of people, packages and reasons: plain words that each run repeats."""
    named = ("person", "package", "form", "visit", "kind", "meaning", "is_complete", "roles")
    return [f"{name} {body[name]}" for name in named if name in body]


def _texts(cabinet: Cabinet) -> list[str]:
    from sqlalchemy import select

    from escc_desktop.store import schema

    return [row[0] for row in cabinet.vault.read(select(schema.texts.c.commitment))]


def _media(files: Files) -> list[str]:
    return [str(files.media(name)) for name in files.names()]


def _opening(cabinet: Cabinet, slots: SlotFile, folder: Path) -> list[str]:
    """Return who can open the store, and whose slot is another than entries say.

    A slot without a certificate opens nothing, and the next act drops it; one that waits beside opens by its entry.
    """
    certified, recipients = set[str](), dict[str, str | None]()
    for one in cabinet.journal.by_kind("person.certified", "slot.renewed"):
        body = one.entry.body
        if one.entry.kind == "person.certified":
            certified.add(body["person"])
        recipients[body["person"]] = body.get("recipient")

    def fits(slot: Slot) -> bool:
        waiting = staged_slot(folder, slot.person)
        return recipients[slot.person] in (None, slot.recipient, waiting.recipient if waiting else None)

    return sorted(
        slot.person if fits(slot) else f"{slot.person} by another slot"
        for slot in slots.slots
        if slot.person in certified
    )
