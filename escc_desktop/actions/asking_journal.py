"""Reads the journal for the page that shows it; its sentences are made by the face, from the facts given here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from escc_desktop.actions.asking_packages import Standing, delivery_of, standing
from escc_desktop.actions.history import record_changes
from escc_desktop.actions.packing import SITE_BOOKKEEPING
from escc_desktop.actions.paper_heading import local
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import EntryRow, EntryView
from escc_desktop.errors import Refused
from escc_desktop.store.journal import EntryFilter
from escc_desktop.study.values import Missing, Value
from escc_desktop.trial.reading import values_in
from escc_desktop.trust import kinds_of_recovery
from escc_desktop.trust.entry import SignedEntry

RECOVERING = tuple(kind.name for kind in kinds_of_recovery.KINDS)

_FEW = 3
"""How many changed items a line of the journal names."""
_MOST = 2_000
"""How many entries a search by words looks through; narrower filters are the store's."""


def journal(
    site: Site,
    search: str = "",
    participant: str | None = None,
    kind: str | None = None,
    before: EntryRow | None = None,
    limit: int = 200,
    record: str | None = None,
) -> tuple[EntryRow, ...]:
    """Return entries, the newest first; ``before`` is the last row of the page above."""
    wanted = EntryFilter(participant=participant, kinds=(kind,) if kind else (), record=record)
    place = (before.chain, before.seq) if before is not None else None
    sent = standing(site)
    found = site.office.journal.recent(_MOST if search else limit, place, wanted)
    rows = (_row(site, signed, sent) for signed in found)
    words = search.casefold().strip()
    return tuple(row for row in rows if not words or words in _haystack(row))[:limit]


def _haystack(row: EntryRow) -> str:
    parts = (f"{row.seq}", row.kind, row.name, row.participant, row.record, row.reason, *row.facts.values())
    return " ".join(part for part in parts if part).casefold()


def entry(site: Site, chain: str, seq: int) -> EntryView:
    """Return one entry whole. Raises Refused ENTRY_UNKNOWN."""
    signed = site.office.journal.entry(chain, seq)
    if signed is None:
        raise Refused("ENTRY_UNKNOWN", entry=f"{chain}:{seq}")
    one = signed.entry
    changes = (
        record_changes(site, one.participant, one.record)
        if one.participant and one.record and one.kind == "record.saved"
        else ()
    )
    return EntryView(
        row=_row(site, signed, standing(site)),
        zone=f"{one.zone} {one.offset}",
        edition=one.edition,
        previous=one.prev,
        hash=signed.hash.hex(),
        body=signed.bytes.decode("utf-8"),
        changes=tuple(change for change in changes if change.entry == f"{chain}:{seq}"),
        justified=_justified(site, one.body),
    )


def _justified(site: Site, body: Mapping[str, Any]) -> Mapping[str, str]:
    """Return why the values of a saved record stand although checks fail, as far as the words are still kept."""
    said: Mapping[str, str] = body.get("justified") or {}
    words = site.office.cabinet.texts.words(said.values())
    return {failure: words.get(commitment, "") for failure, commitment in said.items()}


def _row(site: Site, signed: SignedEntry, sent: Standing) -> EntryRow:
    one = signed.entry
    delivery = delivery_of(sent, f"{one.chain}:{one.seq}")
    return EntryRow(
        chain=one.chain,
        seq=one.seq,
        at=local(site, one.at),
        kind=one.kind,
        facts=_facts(site, signed),
        name=one.actor.name,
        role=one.actor.role,
        participant=one.participant,
        record=one.record,
        reason=one.reason,
        delivery="with_next" if delivery == "to_send" and one.kind in SITE_BOOKKEEPING else delivery,
    )


def _event_facts(site: Site, body: Mapping[str, Any]) -> dict[str, str]:
    """Return term (its code) and grade of a saved adverse event."""
    event = site.study.adverse_event
    if body["form"] != event.form:
        return {}
    values, _ = values_in(body)
    held = {"term": values.get(event.term), "grade": values.get(event.grade)}
    return {name: value for name, value in held.items() if isinstance(value, str)}


def _change_facts(site: Site, signed: SignedEntry) -> dict[str, str]:
    """Return ``item_changes``, a line for each item with its values before and after, parted by tabs.

    Only where a few items changed and none of them is free text; the entry's own view holds every change.
    """
    based_on = site.office.journal.named(signed.entry.based_on or "")
    if based_on is None:
        return {}
    (before, old_texts), (after, texts) = values_in(based_on.entry.body), values_in(signed.entry.body)
    changed = [item for item in {**before, **after} if before.get(item) != after.get(item)]
    if texts != old_texts or not 0 < len(changed) <= _FEW:
        return {}
    lines = ("\t".join((item, _plain(before.get(item)), _plain(after.get(item)))) for item in changed)
    return {"item_changes": "\n".join(lines)}


def _people_facts(site: Site, signed: SignedEntry) -> dict[str, str]:
    """Return the name of whom an entry about delegation or training is, and the tasks that were delegated."""
    entry, body = signed.entry, signed.entry.body
    if entry.kind == "delegation.ended":
        seq = str(body["delegation"]).rpartition(":")[2]
        granted = site.office.journal.named(f"{entry.chain}:{seq}")
        body = granted.entry.body if granted is not None else {}
    name = site.name_of(str(body.get("person")))
    if not entry.kind.startswith(("delegation.", "training.")) or not name:
        return {}
    return {"name": name, "tasks": ", ".join(body.get("tasks", ()))}


def _plain(value: Value | None) -> str:
    return value.code if isinstance(value, Missing) else value or ""


def _recovery_facts(site: Site, body: Mapping[str, Any]) -> dict[str, str]:
    """Return ``name``, whose passphrase was forgotten, and ``holders``, the desk's people who had a part in it."""
    statement = body.get("statement", body)
    known = site.people.get(str(statement.get("person", "")))
    name = statement.get("name") or (known.name if known is not None else statement.get("person", ""))
    return {"name": str(name), "holders": ", ".join(one["name"] for one in statement.get("holders", ()))}


def _facts(site: Site, signed: SignedEntry) -> dict[str, str]:
    """Return the plain parts of a body, which never hold free text, and a few counts beside them."""
    body = signed.entry.body
    facts = {name: str(value) for name, value in body.items() if isinstance(value, str | int) and name != "certificate"}
    if signed.entry.kind == "record.saved":
        facts["count"] = str(len(body["values"]))
        facts["is_first"] = str(signed.entry.based_on is None)
        facts |= {"is_not_done": "True"} if body.get("not_done") else {}
        facts |= _event_facts(site, body) | _change_facts(site, signed)
    if signed.entry.kind in ("record.signed", "ink.recorded", "ink.withdrawn") and signed.entry.record is not None:
        found = site.office.readings.record(signed.entry.record)
        facts |= {"form": found.record.form, "visit": found.record.visit or ""} if found is not None else {}
    if signed.entry.kind == "device.certified" and body.get("restored_from"):
        facts |= {"restored_from": f"{body['restored_from']['chain']}:{body['restored_from']['seq']}"}
    if "person" in body and site.is_own(signed.entry.chain):
        facts.setdefault("name", site.name_of(str(body["person"])))
    if signed.entry.kind in ("person.certified", "person.recovered"):
        facts["roles"] = ", ".join(body["roles"])
    if signed.entry.kind in RECOVERING:
        facts |= _recovery_facts(site, body)
    facts |= _people_facts(site, signed)
    if signed.entry.kind == "visit.not_done":
        facts["count"] = str(len(body["forms"]))
    if signed.entry.kind == "visit.booked" and body.get("forms"):
        facts["forms"] = " ".join(body["forms"])
    if signed.entry.kind == "treatment.started":
        facts["on"] = ", ".join(f"{drug} {on}" for drug, on in body["first_dose_on"].items())
    if signed.entry.kind in ("package.exported", "package.received"):
        facts["count"] = str(int(body["last"]) - int(body["first"]) + 1)
    return facts
