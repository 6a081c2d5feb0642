"""Turns a reading into the rows that hold it; both saving and verifying use it, and it touches no store."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from escc_desktop.trial.reading import DocumentReading, ParticipantReading, RecordReading, to_json

_encode = msgspec.json.encode


def participant_row(number: str, reading: ParticipantReading) -> dict[str, Any]:
    """Return the row of a participant: the columns screens filter, and the reading without records and documents."""
    return {
        "number": number,
        "site": reading.site,
        "status": reading.status,
        "initials": reading.initials,
        "enrolment_number": reading.enrolment_number,
        "screened_at": reading.screened_at,
        "last_at": reading.last_at,
        "reading": to_json(replace(reading, records={}, documents=())).decode(),
    }


def record_row(number: str, position: int, record: RecordReading) -> dict[str, Any]:
    """Return the row of a record; ``position`` is its place among the participant's, in the order they were begun."""
    return {
        "participant": number,
        "record": record.id,
        "position": position,
        "form": record.form,
        "visit": record.visit,
        "observed_on": record.observed_on,
        "saved_at": record.saved_at,
        "is_complete": int(record.is_complete),
        "is_signed": int(record.is_signed),
        "has_void_signature": int(record.has_void_signature),
        "reading": _encode(record).decode(),
    }


def document_row(number: str, position: int, document: DocumentReading) -> dict[str, Any]:
    """Return the row of a document; ``position`` is its place among the participant's."""
    return {
        "participant": number,
        "sha256": document.sha256,
        "position": position,
        "kind": document.kind,
        "sealed_at": document.sealed_at,
        "reading": _encode(document).decode(),
    }


def rows(number: str, reading: ParticipantReading) -> dict[str, list[dict[str, Any]]]:
    """Return every row of a participant, by name of the table."""
    return {
        "participants": [participant_row(number, reading)],
        "records": [record_row(number, place, record) for place, record in enumerate(reading.records.values())],
        "documents": [document_row(number, place, document) for place, document in enumerate(reading.documents)],
    }
