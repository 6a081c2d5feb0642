"""Makes the lines, groups and cells of the Today page out of its view; it shows and asks nothing."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from escc_desktop.actions.page_draft import PageDraft
from escc_desktop.actions.views import ParticipantRow, SeriousRow, TodayView
from escc_desktop.actions.views_of_visits import VisitView
from escc_desktop.gui.pages.vocabulary import (
    QT_TRANSLATE_NOOP,
    filled,
    form_label,
    task_label,
    time_words,
    training_label,
    visit_label,
    visit_mark,
    visit_window,
    visit_words,
    weekday,
)
from escc_desktop.gui.runs import Cell, Mark, Text
from escc_desktop.gui.widgets.days_strip import DayCell
from escc_desktop.gui.widgets.rows import GroupRow, Row
from escc_desktop.study.edition import Study
from escc_desktop.trial.endings import Ending
from escc_desktop.words import Language

_SHOWN = 2


def _say(text: str, *facts: object) -> str:
    return filled(QCoreApplication.translate("TodayRows", text), *facts)


def visit_key(visit: VisitView) -> str:
    """Return the key of a visit's line: ``visit|number|visit``."""
    return f"visit|{visit.participant}|{visit.visit}"


def is_for_today(visit: VisitView, today: date) -> bool:
    """Tell whether a visit is meant for today itself; the others that are due have a window that is merely open."""
    return today in (visit.booked_on, visit.target_on)


def count_today(today: TodayView) -> int:
    """Return how many matters of today cannot wait: what the rail shows."""
    late = (*today.overdue, *today.closing, *today.missed)
    coming = sum(is_for_today(one, today.today) for one in today.due_today)
    over = sum(one.days_left < 0 for one in today.endings)
    return len(today.serious) + len(late) + len(today.expiring) + coming + over


def lines(
    today: TodayView, study: Study, language: Language, *, only_reads: bool = False
) -> tuple[Row | GroupRow, ...]:
    """Return the groups in the order of what cannot wait, each with the number of its lines.

    Whoever ``only_reads`` is led to the same pages, by words that promise no more.
    """

    def visit_row(visit: VisitView, act: str) -> Row:
        return _visit_row(visit, today.today, study, language, act)

    opens = _say(QT_TRANSLATE_NOOP("TodayRows", "Open visit"))
    books = _say(QT_TRANSLATE_NOOP("TodayRows", "Book…"))
    if only_reads:
        opens = books = _say(QT_TRANSLATE_NOOP("TodayRows", "Look"))
    late = (*today.overdue, *today.closing, *today.missed)
    made: list[Row | GroupRow] = []
    unsaved = [_unsaved_row(one, today, study, language) for one in today.unsaved]
    _group(made, QT_TRANSLATE_NOOP("TodayRows", "Unsaved work"), unsaved)
    coming = [one for one in today.due_today if is_for_today(one, today.today)]
    in_screening = {row.number for row in today.screening}  # they have a group and a next step of their own
    open_now = [one for one in today.due_today if one not in coming and one.participant not in in_screening]
    _group(made, QT_TRANSLATE_NOOP("TodayRows", "Due today"), [visit_row(one, opens) for one in coming])
    _group(made, QT_TRANSLATE_NOOP("TodayRows", "Overdue and closing"), [visit_row(one, books) for one in late])
    expiring = [_expiring_row(one, today.today, study, language) for one in today.expiring]
    _group(made, QT_TRANSLATE_NOOP("TodayRows", "Evidence about to expire"), expiring)
    ending = [_ending_row(one, language) for one in today.endings]
    _group(made, QT_TRANSLATE_NOOP("TodayRows", "Certificates, delegations and logins about to end"), ending)
    _group(made, QT_TRANSLATE_NOOP("TodayRows", "Window open, not booked"), [visit_row(one, opens) for one in open_now])
    waiting = [_screening_row(row, study) for row in today.screening]
    _group(made, QT_TRANSLATE_NOOP("TodayRows", "In screening"), waiting)
    return tuple(made)


def _group(made: list[Row | GroupRow], title: str, rows: list[Row]) -> None:
    if rows:
        made.append(GroupRow(_say(title), str(len(rows))))
        made.extend(rows)


def _person(number: str, initials: str) -> Cell:
    return (Text(number, weight=600), Text(initials, "ink2"))


def draft_key(draft: PageDraft) -> str:
    """Return the key of a line of unsaved work: ``draft|name|edition``."""
    return f"draft|{draft.name}|{draft.edition}"


def _unsaved_row(draft: PageDraft, today: TodayView, study: Study, language: Language) -> Row:
    if draft.form is None:
        what = _say(QT_TRANSLATE_NOOP("TodayRows", "Screening, not registered yet"))
    else:
        visit = visit_label(study, draft.visit, language, is_short=True) if draft.visit else ""
        what = f"{form_label(study, draft.form, language)} {visit}".strip()
    cells: tuple[Cell, ...] = (
        Text(time_words(draft.saved_at, today.now), "ink2"),
        Text(draft.participant or "–", weight=600),
        Text(what),
        "",
        Mark("draft", _say(QT_TRANSLATE_NOOP("TodayRows", "Not saved"))),
    )
    return Row(draft_key(draft), cells, _say(QT_TRANSLATE_NOOP("TodayRows", "Continue")))


def _visit_row(visit: VisitView, today: date, study: Study, language: Language, act: str) -> Row:
    label = visit_label(study, visit.visit, language)
    day = f"D{visit.study_day}" if visit.study_day is not None else ""
    cells: tuple[Cell, ...] = (
        Text(visit.booked_at or "–", "ink2"),
        _person(visit.participant, visit.initials),
        (Text(label), Text(day, "ink3", size=12)),
        visit_window(visit, today),
        Mark(visit_mark(visit), visit_words(visit, today)),
    )
    return Row(visit_key(visit), cells, act)


def _expiring_row(one: tuple[str, str, str, date], today: date, study: Study, language: Language) -> Row:
    number, initials, criterion, until = one
    label = next((known.short.in_(language) for known in study.criteria if known.id == criterion), criterion)
    last = _say(QT_TRANSLATE_NOOP("TodayRows", "first dose by %1"), until.isoformat())
    days = (until - today).days
    left = _say(QT_TRANSLATE_NOOP("TodayRows", "%1 d left"), days)
    if days < 0:
        left = _say(QT_TRANSLATE_NOOP("TodayRows", "expired"))
    what: Cell = (Text(label), Text(last, "ink3", size=12))
    cells: tuple[Cell, ...] = (Text("–", "ink2"), _person(number, initials), what, "", Mark("warn", left))
    return Row(f"screening|{number}|{criterion}", cells, _say(QT_TRANSLATE_NOOP("TodayRows", "Look")))


def _short(task: str) -> str:
    """Return a task without what its brackets add."""
    return task.split("（")[0].split(" (")[0]


def _ending_row(one: Ending, language: Language) -> Row:
    if one.kind == "training":
        said = _say(QT_TRANSLATE_NOOP("TodayRows", "Certificate: %1"), training_label(one.what, language))
    elif one.kind == "delegation":
        said = _say(QT_TRANSLATE_NOOP("TodayRows", "Delegation: %1"), _short(task_label(one.what, language)))
    else:
        said = _say(QT_TRANSLATE_NOOP("TodayRows", "Login"))
    if one.days_left < 0:
        state = Mark("overdue", _say(QT_TRANSLATE_NOOP("TodayRows", "Expired")))
    else:
        state = Mark("warn", _say(QT_TRANSLATE_NOOP("TodayRows", "%1 d left"), one.days_left))
    last = _say(QT_TRANSLATE_NOOP("TodayRows", "until %1"), one.last_on.isoformat())
    cells: tuple[Cell, ...] = (
        Text("–", "ink2"),
        Text(one.name, weight=600),
        Text(said),
        Text(last, "ink2", size=12),
        state,
    )
    return Row(f"ending|{one.kind}|{one.key}", cells, _say(QT_TRANSLATE_NOOP("TodayRows", "Look")))


def _screening_row(row: ParticipantRow, study: Study) -> Row:
    total = len(study.criteria)
    if row.unanswered == total:
        what, state = QT_TRANSLATE_NOOP("TodayRows", "Eligibility checklist not begun"), Mark("unknown")
    elif row.unanswered:
        what, state = QT_TRANSLATE_NOOP("TodayRows", "Eligibility checklist %1 / %2"), Mark("draft")
    elif row.void_signatures:
        what, state = QT_TRANSLATE_NOOP("TodayRows", "Eligibility checklist %1 / %2"), Mark("void")
    elif row.to_sign:
        what, state = QT_TRANSLATE_NOOP("TodayRows", "Eligibility checklist %1 / %2"), Mark("unsigned")
    else:
        what, state = QT_TRANSLATE_NOOP("TodayRows", "Eligibility signed, to be enrolled"), Mark("signed")
    words = _say(what, total - (row.unanswered or 0), total)
    act = _say(QT_TRANSLATE_NOOP("TodayRows", "Go on"))
    cells: tuple[Cell, ...] = (Text("–", "ink2"), _person(row.number, row.initials), words, "", state)
    return Row(f"screening|{row.number}|", cells, act)


def day_cells(today: TodayView, study: Study, language: Language) -> tuple[DayCell, ...]:
    """Return the days ahead, each with its first two entries and the number of the others."""
    return tuple(_day(on, visits, study, language) for on, visits in today.next_days)


def _day(on: date, visits: tuple[VisitView, ...], study: Study, language: Language) -> DayCell:
    entries = tuple(
        Mark(
            visit_mark(visit),
            f"{visit.participant.rpartition('-')[2]} {visit_label(study, visit.visit, language, is_short=True)}",
            ink="ink",
            size=12,
        )
        for visit in visits[: _SHOWN if len(visits) <= _SHOWN else 1]
    )
    rest = len(visits) - len(entries)
    note = _say(QT_TRANSLATE_NOOP("TodayRows", "%1 more"), rest) if rest else ""
    if not visits:
        note = _say(QT_TRANSLATE_NOOP("TodayRows", "No visits"))
    head = (Text(weekday(on), weight=600), Text(on.strftime("%m-%d"), "ink2", size=12))
    return DayCell(on, head, entries, note, is_free=on.weekday() >= 5)


def left_words(left_minutes: int) -> str:
    """Return the time that is left until the first report, or by how much it is late, in words."""
    hours, minutes = divmod(abs(left_minutes), 60)
    if left_minutes < 0:
        return _say(QT_TRANSLATE_NOOP("TodayRows", "%1 h %2 min late"), hours, minutes)
    return _say(QT_TRANSLATE_NOOP("TodayRows", "%1 h %2 min left"), hours, minutes)


def term_words(study: Study, code: str, language: Language) -> str:
    """Return a term of CTCAE by its code; one that this edition does not know as its code."""
    return next((term.label.in_(language) for term in study.terms if term.llt_code == code), code)


def how_words(study: Study, code: str, language: Language) -> str:
    """Return the way by which the site came to know of an event, as its code list says it."""
    how = study.adverse_event.aware_how
    item = next((one for one in study.form(study.adverse_event.form).items if one.id == how), None)
    listed = study.code_list(item.code_list).choices if item is not None and item.code_list else ()
    return next((one.label.in_(language) for one in listed if one.code == code), code)


def serious_words(row: SeriousRow, study: Study, language: Language) -> tuple[str, str]:
    """Return the two sentences of a serious event's band: who and what, then since when."""
    term = term_words(study, row.term_code, language) or _say(QT_TRANSLATE_NOOP("TodayRows", "event without a term"))
    who = _say(
        QT_TRANSLATE_NOOP("TodayRows", "SAE first report  %1·%2·grade %3"), row.participant, term, row.grade or "?"
    )
    if row.aware_at is None or row.due_at is None:
        return who, _say(QT_TRANSLATE_NOOP("TodayRows", "The time of awareness is missing, so the clock cannot run"))
    hours = round((row.due_at - row.aware_at).total_seconds() / 3600)
    aware = row.aware_at.strftime("%m-%d %H:%M")
    due = row.due_at.strftime("%m-%d %H:%M")
    how = _say(QT_TRANSLATE_NOOP("TodayRows", " (%1)"), how_words(study, row.how, language)) if row.how else ""
    words = QT_TRANSLATE_NOOP("TodayRows", "Aware %1%2, due %3: %4 h limit (assumption)")
    return who, _say(words, aware, how, due, hours)
