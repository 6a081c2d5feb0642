"""Writes very long journals as the program would have written them, only without a commit for each: for the rows.

Every entry is chained, signed, and kept by the store's own journal; readings are folded once at the end. It measures
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from escc_desktop import __version__
from escc_desktop.actions.site import Site
from escc_desktop.trust.covered import record_digest
from escc_desktop.trust.entry import Entry, genesis_prev, instant, offset, sign_entry
from tests.building import VITAL_SIGNS

EACH = 1000
"""Entries of one participant: its screening, then saves of the same records again and again."""

BATCH = 20_000
"""Entries in one transaction."""

RECORDS = 20


def lengthen(site: Site, entries: int, each: int = EACH) -> None:
    """Append entries, ``each`` about one invented participant, until the journal holds ``entries``; fold them."""
    office = site.office
    wanted = entries - office.journal.count()
    at = office.clock()
    made = _statements(site, wanted, each)
    while wanted > 0:
        with office.cabinet.transaction():
            for kind, participant, record, body, based_on in _taken(made, min(BATCH, wanted)):
                at += timedelta(milliseconds=1)
                office.journal.append(_signed(site, at, kind, participant, record, body, based_on))
        wanted -= BATCH
    with office.cabinet.transaction():
        office.readings.rebuild()
    office.last_at.clear()


Statement = tuple[str, str, str | None, dict[str, Any], str | None]


def _taken(made: Iterator[Statement], count: int) -> Iterator[Statement]:
    for _ in range(count):
        yield next(made)


def _statements(site: Site, count: int, each: int) -> Iterator[Statement]:
    """Yield what ``count`` entries say; ``based_on`` follows the record's last entry."""
    head = site.office.journal.head(site.office.chain)
    assert head is not None
    seq, chain = head.seq, site.office.chain
    visits = [visit.id for visit in site.study.visits if "VS" in visit.forms][:RECORDS]
    asked = {item.id for item in site.study.form("VS").items}
    plain = {item: value for item, value in VITAL_SIGNS.items() if item in asked}
    for order in range(10_001, 10_001 + count // each + 1):
        number, last = f"01-{order}", dict[str, str]()
        seq += 1
        yield "participant.screened", number, None, {"number": number, "order": order, "initials": "ZHSA"}, None
        for save in range(each - 1):
            visit = visits[save % len(visits)]
            record = f"{number}/{visit}/VS"
            values = {**plain, "SYSBP": str(100 + save // len(visits) % 90)}
            body: dict[str, Any] = {"form": "VS", "visit": visit, "values": values, "observed_on": "2026-03-05"}
            body |= {"is_complete": True, "digest": record_digest(record, body, site.study.digest)}
            seq += 1
            yield "record.saved", number, record, body, last.get(record)
            last[record] = f"{chain}:{seq}"


def _signed(
    site: Site,
    at: datetime,
    kind: str,
    participant: str,
    record: str | None,
    body: dict[str, Any],
    based_on: str | None,
) -> Any:
    office = site.office
    head = office.journal.head(office.chain)
    entry = Entry(
        study=office.study,
        site=office.site,
        chain=office.chain,
        seq=head.seq + 1 if head else 1,
        prev=head.hash.hex() if head else genesis_prev(office.study, office.chain),
        at=instant(at),
        zone="CST",
        offset=offset(at),
        actor=office.hand.actor,
        kind=kind,
        participant=participant,
        record=record,
        based_on=based_on,
        edition=office.edition,
        body=body,
        reason="TRANSCRIPTION" if based_on else None,
        app=__version__,
    )
    return sign_entry(entry, office.hand.key)
