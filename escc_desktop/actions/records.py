"""Saves what was observed: registers a screening and saves forms; signing and printing are not its part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

from escc_desktop import failpoints
from escc_desktop.actions.authority import require
from escc_desktop.actions.commands import RegisterScreening, SaveRecord
from escc_desktop.actions.drafts import SCREENING, drop_draft, record_draft
from escc_desktop.actions.numbers import next_screening
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import EsccError, Refused
from escc_desktop.store.texts import CommittedText
from escc_desktop.study.edition import Form
from escc_desktop.study.values import Missing, Value, canonical, date_span, problem_with, problem_with_missing
from escc_desktop.trial.completeness import failed_checks, unanswered
from escc_desktop.trial.numbers import screening_number
from escc_desktop.trial.reading import ParticipantReading, RecordReading
from escc_desktop.trust.covered import record_digest


def register_screening(site: Site, command: RegisterScreening) -> Outcome:
    """Give the next screening number of the kit's block and save the consent under it.

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
    save_record(site, SaveRecord(number, site.study.consent_form, command.consent, observed_on=observed_on))
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
    visit), RECORD_STALE (somebody saved meanwhile), VALUES_UNREADABLE, REASON_MISSING, NOT_COMPLETE (a hard check, or
    an answer is missing), NOTHING_CHANGED.
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
    values = _readable(site, form, command.values)
    reason = reason_of(command.reason)
    if known is not None and known.is_complete and reason is None:
        raise Refused("REASON_MISSING")
    if command.is_complete:
        _refuse_incomplete(site, form, values)
    body_values, texts = _committed(site, form, values, known)
    body: dict[str, Any] = {
        "form": form.id,
        "visit": command.visit,
        "values": body_values,
        "observed_on": command.observed_on,
        "is_complete": command.is_complete,
    }
    body["digest"] = record_digest(record, body, site.study.digest)
    if known is not None and known.digest == body["digest"] and known.is_complete == command.is_complete:
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


def _readable(site: Site, form: Form, typed: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values in their stored spelling; what cannot be read is refused by item, all of it at once."""
    values: dict[str, Value] = {}
    problems: list[EsccError] = []
    for id, value in typed.items():
        item = form.item(id)
        if isinstance(value, Missing):
            values[id] = Missing(value.code, _line(value.reason))
            problem = problem_with_missing(item, value)
            problems += [problem] if problem is not None else []
            continue
        text = canonical(item, value)
        if not text:
            continue
        code_list = site.study.code_list(item.code_list) if item.code_list else None
        problem = problem_with(item, text, code_list)
        if problem is not None:
            problems.append(problem)
        values[id] = text
    if problems:
        raise Refused("VALUES_UNREADABLE", *problems)
    return values


def _refuse_incomplete(site: Site, form: Form, values: Mapping[str, Value]) -> None:
    problems: list[EsccError] = [
        EsccError("ITEM_UNANSWERED", item=form.item(id).label.en, item_zh=form.item(id).label.zh)
        for id in unanswered(form, values)
    ]
    problems += [
        EsccError("CHECK_FAILED", check=check.id, message=check.message.en, message_zh=check.message.zh)
        for check in failed_checks(site.study, form, values)
        if check.is_hard
    ]
    if problems:
        raise Refused("NOT_COMPLETE", *problems)


def _refuse_unreadable(site: Site, command: SaveRecord) -> None:
    """Raise when the visit is none of the edition (StudyError) or the day of observation is no day (Refused)."""
    if command.visit is not None:
        site.study.visit(command.visit)
    if command.observed_on is not None and date_span(command.observed_on) is None:
        raise Refused("OBSERVED_ON_FORM", typed=command.observed_on)


def reason_of(typed: str | None) -> str | None:
    """Return a reason in its one spelling, None where nothing was typed."""
    return _line(typed or "") or None


def _line(typed: str) -> str:
    return normalize("NFC", " ".join("".join(sign if sign.isprintable() else " " for sign in typed).split()))


def _committed(
    site: Site, form: Form, values: Mapping[str, Value], known: RecordReading | None
) -> tuple[dict[str, Any], list[CommittedText]]:
    """Return the body's values and the new free texts; a text that did not change keeps its commitment."""
    held = {text.commitment: text for text in site.office.cabinet.texts.of(known.texts.values() if known else ())}
    body: dict[str, Any] = {}
    fresh: list[CommittedText] = []
    for id, value in values.items():
        if isinstance(value, Missing):
            body[id] = {"missing": value.code, "reason": value.reason}
        elif form.item(id).is_free_text:
            before = held.get(known.texts.get(id, "")) if known else None
            text = before if before is not None and before.text == value else site.office.seal_text(value)
            if text is not before:
                fresh.append(text)
            body[id] = {"text": text.commitment}
        else:
            body[id] = value
    return body, fresh
