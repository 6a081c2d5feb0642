"""Saves what was observed: registers a screening and saves forms; signing and printing are not its part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from escc_desktop import failpoints
from escc_desktop.actions.authority import require
from escc_desktop.actions.commands import RegisterScreening, SaveRecord
from escc_desktop.actions.drafts import SCREENING, drop_draft, record_draft
from escc_desktop.actions.numbers import next_screening
from escc_desktop.actions.record_values import (
    committed,
    justifications,
    line,
    may_wait,
    readable,
    refuse_incomplete,
    refuse_rows,
    too_long,
)
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import EsccError, Refused
from escc_desktop.study.calculating import calculated_values
from escc_desktop.study.edition import Form
from escc_desktop.study.values import LONGEST_TEXT, Missing, Value, canonical, date_span
from escc_desktop.trial.numbers import screening_number
from escc_desktop.trial.reading import ParticipantReading
from escc_desktop.trial.surroundings import Surroundings
from escc_desktop.trust.covered import record_digest


def register_screening(site: Site, command: RegisterScreening) -> Outcome:
    """Give the next screening number of the kit's block and save the consent under it; what may come later may be open.

    Raises Refused: NOT_ALLOWED, INITIALS_FORM, NUMBERS_NOT_SURE, NUMBERS_USED_UP, and what ``save_record`` refuses.
    """
    require(site, "record")
    initials = command.initials.strip().upper()
    if not (initials.isascii() and initials.isalpha() and 2 <= len(initials) <= 4):
        raise Refused("INITIALS_FORM", typed=command.initials)
    order = next_screening(site)
    number = screening_number(site.study, site.facts.site, order)
    body = {"number": number, "order": order, "initials": initials}
    site.office.enter("participant.screened", body, participant=number)
    failpoints.reached("screening.numbered")
    observed_on = _consented_on(site, command.consent)
    form = site.study.form(site.study.consent_form)
    around = Surroundings(site.study, participant_of(site, number), form=form.id, observed_on=observed_on)
    consent = readable(site.study, form, command.consent)
    justified = justifications(site.study, form, consent, around, command.justifications)
    save_record(
        site,
        SaveRecord(
            number,
            form.id,
            command.consent,
            observed_on=observed_on,
            is_complete=not may_wait(site.study, form, consent, around, justified),
            justifications=justified,
        ),
    )
    drop_draft(site, SCREENING)
    return Outcome(number, frozenset({f"participant:{number}", "participants", "journal"}))


def _consented_on(site: Site, consent: Mapping[str, Value]) -> str | None:
    """Return the day of the consent; None where it cannot be read, which ``save_record`` says better."""
    form, item = site.study.anchor_items["consent"]
    signed_at = consent.get(item)
    day = canonical(site.study.item(form, item), signed_at)[:10] if isinstance(signed_at, str) else ""
    return day if date_span(day) else None


def save_record(site: Site, command: SaveRecord) -> Outcome:
    """Save one form; its value is the record's id.

    Raises Refused: NOT_ALLOWED, PARTICIPANT_UNKNOWN, OBSERVED_ON_FORM, RECORD_UNKNOWN (none, or of another form or
    visit), RECORD_STALE (somebody saved meanwhile), VALUES_UNREADABLE, ROW_GONE, ROWS_MANY, REASON_MISSING,
    NOT_COMPLETE (a hard check, an answer is missing, a soft check without a reason), NOT_DONE_HOLDS_VALUES,
    NOTHING_CHANGED.
    """
    require(site, "record")
    office, form = site.office, site.study.form(command.form)
    reading = participant_of(site, command.participant)
    _refuse_unreadable(site, command)
    known = reading.records.get(command.record) if command.record else None
    if command.record and (known is None or (known.form, known.visit) != (form.id, command.visit)):
        raise Refused("RECORD_UNKNOWN", record=command.record)
    record = command.record or new_record_id(reading, form, command.visit)
    known = reading.records.get(record)
    if (known.last if known else None) != command.based_on:
        raise Refused("RECORD_STALE", record=record, by=known.saved_by if known else "?")
    visit, observed_on = command.visit, command.observed_on
    around = Surroundings(site.study, reading, form=form.id, visit=visit, record=record, observed_on=observed_on)
    values = readable(site.study, form, command.values, known.texts if known else {})
    refuse_rows(form, values, known)
    not_done = _not_done(site, command, values)
    if not_done is None:
        values |= calculated_values(form, values, around)
    justified = justifications(site.study, form, values, around, command.justifications)
    reason = reason_of(command.reason)
    if known is not None and known.is_complete and reason is None:
        raise Refused("REASON_MISSING")
    if command.is_complete and not_done is None:
        refuse_incomplete(site.study, form, values, around, justified)
    body_values, reasons, texts = committed(site, form, values, justified, known)
    body: dict[str, Any] = {
        "form": form.id,
        "visit": command.visit,
        "values": body_values,
        "observed_on": command.observed_on,
        "is_complete": command.is_complete or not_done is not None,
        **({"justified": reasons} if reasons else {}),
        **({"not_done": {"missing": not_done.code, "reason": not_done.reason}} if not_done else {}),
    }
    body["digest"] = record_digest(record, body, site.study.digest)
    if known is not None and known.digest == body["digest"] and known.is_complete == body["is_complete"]:
        raise Refused("NOTHING_CHANGED")
    office.enter(
        "record.saved",
        body,
        participant=reading.number,
        record=record,
        based_on=command.based_on,
        reason=reason,
        texts=texts,
    )
    drop_draft(site, record_draft(site.study, reading.number, form.id, command.visit, command.record))
    return Outcome(record, frozenset({f"participant:{reading.number}", "participants", "journal"}))


def participant_of(site: Site, number: str) -> ParticipantReading:
    """Return a participant. Raises Refused PARTICIPANT_UNKNOWN."""
    reading = site.office.readings.participant(number)
    if reading is None:
        raise Refused("PARTICIPANT_UNKNOWN", number=number)
    return reading


def new_record_id(reading: ParticipantReading, form: Form, visit: str | None) -> str:
    """Return the id that the next record of ``form`` gets: one per participant, per visit, or a number in a log."""
    if form.kind == "log":
        return f"{reading.number}/{form.id}/{len(reading.records_of(form.id)) + 1}"
    return "/".join(part for part in (reading.number, visit, form.id) if part)


def _not_done(site: Site, command: SaveRecord, values: Mapping[str, Value]) -> Missing | None:
    """Return why the whole form was not done, in its stored spelling; None where it was done."""
    if command.not_done is None:
        return None
    if values:
        raise Refused("NOT_DONE_HOLDS_VALUES", count=len(values))
    codes = site.study.missing_codes
    if command.not_done.code not in codes:
        raise Refused(
            "VALUES_UNREADABLE",
            EsccError("VALUE_MISSING_CODE", item=command.form, missing=command.not_done.code, codes=", ".join(codes)),
        )
    reason = line(command.not_done.reason)
    if not reason:
        raise Refused("VALUES_UNREADABLE", EsccError("VALUE_MISSING_REASON", item=command.form))
    if len(reason) > LONGEST_TEXT:
        raise Refused("VALUES_UNREADABLE", too_long(command.form, reason))
    return Missing(command.not_done.code, reason)


def _refuse_unreadable(site: Site, command: SaveRecord) -> None:
    """Raise when the visit is none of the edition (StudyError) or the day of observation is no day (Refused)."""
    if command.visit is not None:
        site.study.visit(command.visit)
    if command.observed_on is not None and date_span(command.observed_on) is None:
        raise Refused("OBSERVED_ON_FORM", typed=command.observed_on)


def reason_of(typed: str | None) -> str | None:
    """Return a reason in its one spelling, None where nothing was typed."""
    return line(typed or "") or None
