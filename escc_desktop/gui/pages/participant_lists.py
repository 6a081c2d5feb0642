"""The tables of one participant: visits, forms and records, made from the view; opening is the page's part."""

from __future__ import annotations

from dataclasses import replace
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
    visit_window,
    visit_words,
)
from escc_desktop.gui.runs import Cell, Mark, Text
from escc_desktop.gui.widgets.rows import Column, GroupRow, Row
from escc_desktop.study.edition import Study
from escc_desktop.words import Language


def _say(text: str, *facts: object) -> str:
    return filled(QCoreApplication.translate("ParticipantLists", text), *facts)


def visit_columns(*, has_windows: bool) -> tuple[Column, ...]:
    """Return the heads of the visits table, with the windows where there is room for them."""
    window = Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Window")), 118)
    return (
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Visit")), 170, stretches=True),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Planned date")), 96),
        *((window,) if has_windows else ()),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Booked or actual")), 124),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "State")), 110),
        Column("", 70, align="right"),
    )


def visit_groups(
    person: ParticipantView, study: Study, language: Language, today: date, *, has_windows: bool
) -> tuple[Row | GroupRow, ...]:
    """Return what is to be done first, then what was held or missed, the latest first, then what lies ahead.

    The act of a line opens its form, or the calendar while it lies ahead.
    """
    now = [one for one in person.visits if one.state in ("due", "overdue")]
    past = [one for one in reversed(person.visits) if one.state in ("done", "missed", "not_done")]
    ahead = [one for one in person.visits if one.state == "planned"]
    rows: list[Row | GroupRow] = []
    for title, visits in (
        (_say(QT_TRANSLATE_NOOP("ParticipantLists", "To do now")), now),
        (_say(QT_TRANSLATE_NOOP("ParticipantLists", "Held or missed")), past),
        (_say(QT_TRANSLATE_NOOP("ParticipantLists", "Ahead")), ahead),
    ):
        if visits:
            rows.append(GroupRow(title, str(len(visits))))
            rows += [_visit_row(visit, person, study, language, today) for visit in visits]
    if not has_windows:
        rows = [replace(one, cells=one.cells[:2] + one.cells[3:]) if isinstance(one, Row) else one for one in rows]
    return tuple(rows)


def can_open(visit: VisitView, today: date) -> bool:
    """Tell whether a visit's form is what its act opens: held, or its day has come."""
    return visit.held_on is not None or visit.shown_on <= today


def _visit_row(visit: VisitView, person: ParticipantView, study: Study, language: Language, today: date) -> Row:
    label = visit_label(study, visit.visit, language)
    is_assumed = any(one.id == visit.visit and one.assumption for one in study.visits)
    opens = _say(QT_TRANSLATE_NOOP("ParticipantLists", "Open visit"))
    books = _say(QT_TRANSLATE_NOOP("ParticipantLists", "Book…"))
    name: Cell = (Text(label, weight=500), Mark("assume", "")) if is_assumed else Text(label, weight=500)
    cells: tuple[Cell, ...] = (
        name,
        "–" if visit.is_unscheduled else visit.target_on.isoformat(),
        visit_window(visit, today),
        _day_of(visit),
        (Mark(visit_mark(visit), visit_words(visit, today)), Text(_begun(visit, person), "ink3", size=12)),
    )
    return Row(visit.visit, cells, opens if can_open(visit, today) else books)


def _begun(visit: VisitView, person: ParticipantView) -> str:
    """Return how many of a visit's forms are begun, as 4/15; '' while none is."""
    begun = {one.form for one in person.records if one.visit == visit.visit and one.id}
    return f"{len(begun)}/{len({*visit.forms, *begun})}" if begun else ""


def _day_of(visit: VisitView) -> Cell:
    """Return the day it was held, else the one that was agreed."""
    if visit.held_on is not None:
        return Text(visit.held_on.isoformat(), weight=500)
    return Text(f"{visit.booked_on.isoformat()} {visit.booked_at or ''}".strip(), "ink2") if visit.booked_on else "–"


def form_states(person: ParticipantView, study: Study, visit: VisitView) -> tuple[tuple[str, Cell], ...]:
    """Return the forms of one visit, each with its state; what was filled beside the plan stands last."""
    records = {one.form: one for one in person.records if one.visit == visit.visit}
    return tuple((form, _state(records.get(form), study)) for form in dict.fromkeys((*visit.forms, *records)))


def _state(record: RecordView | None, study: Study) -> Cell:
    """Return how a form stands: not begun, draft, not done, complete, or how its signature stands."""
    if record is None or record.id is None:
        return Mark("unknown", _say(QT_TRANSLATE_NOOP("ParticipantLists", "Not begun")), ink="ink2")
    needs = record.form in study.forms and study.forms[record.form].needs_signature
    if record.not_done is not None and not record.signatures:
        return Mark("not_done", _say(QT_TRANSLATE_NOOP("ParticipantLists", "Not done")), ink="ink2")
    if record.is_complete and not needs and not record.signatures:
        return Mark("done", _say(QT_TRANSLATE_NOOP("ParticipantLists", "Complete")))
    return Mark(signing_mark(record))


EVERY_FORM = "*"
"""The key of the line that stands for all forms."""


def all_form_columns() -> tuple[Column, ...]:
    """Return the heads of the list of all forms."""
    return (
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Form")), 150, stretches=True),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "State")), 96),
        Column("", 52, align="right"),
    )


def all_form_rows(
    person: ParticipantView, study: Study, language: Language, wanted: str = "", *, only_reads: bool = False
) -> tuple[Row | GroupRow, ...]:
    """Return every form by when it is filled: once, as often as needed, at visits; those alone whose name or id
    holds ``wanted``. The act of one begins or opens it; whoever ``only_reads`` opens what is there.
    """
    rows: list[Row | GroupRow] = []
    if not wanted:
        count = Text(str(sum(bool(one.id) for one in person.records)), "ink2")
        rows.append(Row(EVERY_FORM, (_say(QT_TRANSLATE_NOOP("ParticipantLists", "All records")), count, "")))
    first = (study.consent_form, study.eligibility_form)
    asked = tuple(dict.fromkeys(form for visit in study.visits for form in visit.forms))
    kinds = {kind: [id for id, form in study.forms.items() if form.kind == kind] for kind in ("once", "log", "visit")}
    once = sorted(kinds["once"], key=lambda id: first.index(id) if id in first else len(first))
    at_visits = sorted(kinds["visit"], key=lambda id: asked.index(id) if id in asked else len(asked))
    for title, forms in (
        (_say(QT_TRANSLATE_NOOP("ParticipantLists", "Once for the participant")), once),
        (_say(QT_TRANSLATE_NOOP("ParticipantLists", "As often as needed")), kinds["log"]),
        (_say(QT_TRANSLATE_NOOP("ParticipantLists", "At visits")), at_visits),
    ):
        found = [id for id in forms if _is_meant(study, id, wanted)]
        if found:
            rows.append(GroupRow(title, str(len(found))))
            rows += [_form_row(person, study, language, id, only_reads=only_reads) for id in found]
    return tuple(rows)


def _is_meant(study: Study, form: str, wanted: str) -> bool:
    label = study.forms[form].label
    return any(wanted.casefold() in name.casefold() for name in (form, label.en, label.zh))


def _form_row(person: ParticipantView, study: Study, language: Language, form: str, *, only_reads: bool) -> Row:
    records = [one for one in person.records if one.form == form and one.id]
    name = Text(form_label(study, form, language), weight=500)
    kind = study.forms[form].kind
    if kind == "once":
        known = records[0] if records else None
        begin = "" if only_reads else _say(QT_TRANSLATE_NOOP("ParticipantLists", "Begin"))
        return Row(form, (name, _state(known, study)), _say("Open") if known else begin)
    count = Text(str(len(records)) if records else "–", "ink2")
    new = _say(QT_TRANSLATE_NOOP("ParticipantLists", "New…")) if kind == "log" and not only_reads else ""
    return Row(form, (name, count), new) if new else Row(form, (name, count, ""))


def record_columns(*, is_narrow: bool = False) -> tuple[Column, ...]:
    """Return the heads of the records table; how it stands with the desk where there is room."""
    desk = Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Desk")), 96)
    return (
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Record")), 150, stretches=True),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Visit")), 90),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Observed")), 92),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "State")), 96),
        Column(_say(QT_TRANSLATE_NOOP("ParticipantLists", "Saved")), 92),
        *(() if is_narrow else (desk,)),
    )


def record_rows(records: tuple[RecordView, ...], study: Study, language: Language) -> tuple[Row, ...]:
    """Return one line for each record, in the order in which they were begun."""
    return tuple(_record_row(record, study, language) for record in records if record.id)


def _record_words(record: RecordView, study: Study, language: Language) -> str:
    """Return the form of a record; of one of many its number too, and the first words that were typed into it."""
    name, known = form_label(study, record.form, language), study.forms.get(record.form)
    if known is None or known.kind != "log" or record.id is None:
        return name
    typed = (plain(record.values.get(item.id)) for item in known.items if item.type == "text")
    first = next((one for one in typed if one), "")
    return f"{name} {record.id.rpartition('/')[2]}{f'·{first[:24]}' if first else ''}"


def _record_row(record: RecordView, study: Study, language: Language) -> Row:
    words: Cell = Text(_record_words(record, study, language), weight=500)
    if record.form == study.adverse_event.form:
        grade = plain(record.values.get(study.adverse_event.grade)) or "?"
        term = _say(QT_TRANSLATE_NOOP("ParticipantLists", "%1·grade %2"), event_words(record, study, language), grade)
        words = (Text(term, weight=500), Mark("sae")) if is_serious(record, study) else Text(term, weight=500)
    cells: tuple[Cell, ...] = (
        words,
        visit_label(study, record.visit, language, is_short=True) if record.visit else "–",
        record.observed_on or "–",
        _state(record, study),
        moment(record.saved_at)[:10],
        delivery_run(record.delivery) if record.delivery else "–",
    )
    return Row(record.id or "", cells)
