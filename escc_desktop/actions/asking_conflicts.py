"""Lists what two devices saved of one record without having seen each other; it settles nothing.

A conflict stands until somebody who had both on screen saves the record again: that save, with its reason, is the entry
which settles it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from escc_desktop.actions.paper_heading import local
from escc_desktop.actions.site import EVERYBODY, Site
from escc_desktop.study.edition import Item
from escc_desktop.study.values import Value
from escc_desktop.trial.participants import Conflict, ParticipantReading, RecordReading


@dataclass(frozen=True, slots=True)
class SideView:
    """One of two values: who saved it and when; ``value`` is None where the item was empty."""

    value: Value | None
    name: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class ConflictView:
    """One item of a record to which two saves gave different values; ``later`` is what stands now."""

    participant: str
    record: str
    form: str
    visit: str | None
    item: Item | None
    item_id: str
    earlier: SideView
    later: SideView


def conflicts(site: Site) -> tuple[ConflictView, ...]:
    """Return every item in conflict that nobody has settled, by participant and record."""
    found: list[ConflictView] = []
    for reading in site.office.readings.participants(limit=EVERYBODY):
        for one in reading.conflicts:
            held = site.office.readings.record(one.record)
            if held is not None and _stands(reading, held.record):
                found += _views(site, reading.number, held.record, one)
    return tuple(found)


def _stands(reading: ParticipantReading, record: RecordReading) -> bool:
    """Tell whether the record's last save had not seen all that was there: then nobody has settled it since."""
    return record.last in {one.entry for one in reading.conflicts if one.record == record.id}


def _views(site: Site, number: str, record: RecordReading, conflict: Conflict) -> list[ConflictView]:
    form = site.study.forms.get(record.form)
    items = {item.id: item for item in form.items} if form is not None else {}
    held = (*conflict.earlier.values(), *conflict.later.values())
    words = site.office.cabinet.texts.words(one for one in held if isinstance(one, str) and len(one) == 64)
    return [
        ConflictView(
            participant=number,
            record=conflict.record,
            form=record.form,
            visit=record.visit,
            item=items.get(id),
            item_id=id,
            earlier=_side(site, conflict.earlier, id, conflict.found, words),
            later=_side(site, conflict.later, id, conflict.entry, words),
        )
        for id in dict.fromkeys((*conflict.earlier, *conflict.later))
    ]


def _side(site: Site, values: Mapping[str, Value], id: str, entry: str, words: Mapping[str, str]) -> SideView:
    """Return one side; of a free text the words, where they are still kept."""
    signed, value = site.office.journal.named(entry), values.get(id)
    said = words.get(value, value) if isinstance(value, str) else value
    if signed is None:
        return SideView(said, "", None)
    return SideView(said, signed.entry.actor.name, local(site, signed.entry.at))
