"""The tables of one participant: visits and records, made from the view; opening is the page's part."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from escc_desktop.actions.views import ParticipantView, RecordView
from escc_desktop.actions.views_of_visits import VisitView
from escc_desktop.gui.pages.course import event_words, is_serious, plain
from escc_desktop.gui.pages.signature_words import signing_mark
from escc_desktop.gui.pages.vocabulary import (
    QT_TRANSLATE_NOOP,
    delivery_run,
    filled,
    form_label,
    moment,
    visit_label,
    visit_mark,
    visit_words,
)
from escc_desktop.gui.runs import Cell, Mark, Text, Window
from escc_desktop.gui.widgets.rows import Column, Row
from escc_desktop.study.edition import Study
from escc_desktop.words import Language


def _say(text: str, *facts: object) -> str:
    return filled(QCoreApplication.translate("ParticipantLists", text), *facts)


def visit_columns() -> tuple[Column, ...]:
    """Return the heads of the visits table."""
    return (
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Visit")), 210, stretches=True),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Study day")), 78),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Planned date")), 104),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Window")), 118),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Booked date")), 140),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Actual date")), 104),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "State")), 120),
        Column("", 84, align="right"),
    )


def visit_rows(person: ParticipantView, study: Study, language: Language, today: date) -> tuple[Row, ...]:
    """Return one line for each visit; its act opens the form, or the calendar while it lies ahead."""
    return tuple(_visit_row(visit, study, language, today) for visit in person.visits)


def can_open(visit: VisitView, today: date) -> bool:
    """Tell whether a visit's form is what its act opens: held, or its day has come."""
    return visit.held_on is not None or visit.shown_on <= today


def _visit_row(visit: VisitView, study: Study, language: Language, today: date) -> Row:
    label = visit_label(study, visit.visit, language)
    is_assumed = any(one.id == visit.visit and one.assumption for one in study.visits)
    booked = f"{visit.booked_on.isoformat()} {visit.booked_at or ''}".strip() if visit.booked_on else "–"
    opens = _say(QT_TRANSLATE_NOOP("ParticipantLists", "Open visit"))
    books = _say(QT_TRANSLATE_NOOP("ParticipantLists", "Book…"))
    name: Cell = (Text(label, weight=500), Mark("assume", "")) if is_assumed else Text(label, weight=500)
    cells: tuple[Cell, ...] = (
        name,
        f"D{visit.study_day}" if visit.study_day is not None else "–",
        visit.target_on.isoformat(),
        Window(visit.opens_on, visit.target_on, visit.closes_on, visit.held_on or today),
        booked,
        visit.held_on.isoformat() if visit.held_on else "–",
        Mark(visit_mark(visit), visit_words(visit, today)),
    )
    return Row(visit.visit, cells, opens if can_open(visit, today) else books)


def record_columns() -> tuple[Column, ...]:
    """Return the heads of the records table."""
    return (
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Record")), 230, stretches=True),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Visit")), 130),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Observed")), 104),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Saved")), 140),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "By")), 120),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Signature")), 120),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Desk")), 130),
    )


def record_rows(records: tuple[RecordView, ...], study: Study, language: Language) -> tuple[Row, ...]:
    """Return one line for each record, in the order in which they were begun."""
    return tuple(_record_row(record, study, language) for record in records if record.id)


def _record_row(record: RecordView, study: Study, language: Language) -> Row:
    name = form_label(study, record.form, language)
    words: Cell = Text(name, weight=500)
    if record.form == study.adverse_event.form:
        grade = plain(record.values.get(study.adverse_event.grade)) or "?"
        term = _say(QT_TRANSLATE_NOOP("ParticipantLists", "%1·grade %2"), event_words(record, study, language), grade)
        words = (Text(term, weight=500), Mark("sae")) if is_serious(record, study) else Text(term, weight=500)
    needs = record.form in study.forms and study.forms[record.form].needs_signature
    cells: tuple[Cell, ...] = (
        words,
        visit_label(study, record.visit, language, is_short=True) if record.visit else "–",
        record.observed_on or "–",
        moment(record.saved_at),
        record.saved_by or "–",
        Mark(signing_mark(record)) if needs or record.signatures else Text("–", "ink2"),
        delivery_run(record.delivery) if record.delivery else "–",
    )
    return Row(record.id or "", cells)
