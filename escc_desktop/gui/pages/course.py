"""Makes the lanes of the timeline out of a participant's view and the edition; it decides no state and no window."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication

from escc_desktop.actions.views import ParticipantView, RecordView
from escc_desktop.gui.pages.vocabulary import QT_TRANSLATE_NOOP, filled, visit_mark
from escc_desktop.gui.widgets.timeline import Bar, Course, Curve, DrugLane, EventBar, Stop
from escc_desktop.study.edition import Drug, Item, ItemGroup, Study
from escc_desktop.study.values import Value, date_span, number_of
from escc_desktop.words import Language

_AHEAD_DAYS = 42
_LONGEST_DAYS = 26 * 7
_GRADES = {"3": "over", "4": "over", "5": "over", "2": "warn"}


def _say(text: str, *facts: object) -> str:
    return filled(QCoreApplication.translate("Course", text), *facts)


def plain(value: Value | None) -> str:
    """Return a value as text; '' where there is none."""
    return value if isinstance(value, str) else ""


def day_of(value: Value | None) -> date | None:
    """Return the first day that a full or partial date may mean; None where there is none."""
    span = date_span(plain(value)[:10])
    return span.first if span else None


def course_of(person: ParticipantView, study: Study, language: Language, today: date) -> Course:
    """Return what the timeline shows: from screening (or the last half year) to six weeks ahead."""
    first = min([person.screened_on, *(visit.shown_on for visit in person.visits if visit.state == "done"), today])
    first = max(first - timedelta(days=3), today - timedelta(days=_LONGEST_DAYS))
    last = today + timedelta(days=_AHEAD_DAYS)
    doses = person.first_dose_on.values()
    day = (today - min(doses)).days if doses else None
    shown_day = f" D{day + 1 if day >= 0 else day}" if day is not None else ""
    return Course(
        first=first,
        last=last,
        today=today,
        today_words=_say(QT_TRANSLATE_NOOP("Course", "Today")) + shown_day,
        visits_words=_say(QT_TRANSLATE_NOOP("Course", "Visits")),
        events_words=_say(QT_TRANSLATE_NOOP("Course", "Adverse events")),
        stops=tuple(
            Stop(
                visit.visit,
                visit_mark(visit),
                visit.shown_on,
                (visit.opens_on, visit.closes_on) if visit.state in ("planned", "due", "overdue") else None,
            )
            for visit in person.visits
        ),
        drugs=tuple(_lane(drug, person.first_dose_on.get(drug.id), last, language, today) for drug in study.drugs),
        events=events_of(person, study, language),
        curve=curve_of(person, study, language),
    )


def _lane(drug: Drug, first_on: date | None, last: date, language: Language, today: date) -> DrugLane:
    """Return the dosing days by the edition, joined where they follow one another; tinted once they are past."""
    bars: list[Bar] = []
    cycle = 0
    while first_on is not None:
        begins = first_on + timedelta(days=cycle * drug.cycle_days)
        if begins > last:
            break
        cycle += 1
        for place, (low, high) in enumerate(_stretches(drug.dosing_days)):
            from_on, to_on = begins + timedelta(days=low - 1), begins + timedelta(days=high - 1)
            bars.append(Bar(from_on, to_on, f"C{cycle}" if place == 0 else "", is_planned=from_on > today))
    return DrugLane(drug.label.in_(language), drug.color_key, tuple(bars))


def _stretches(days: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for day in sorted(days):
        if found and day == found[-1][1] + 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return tuple(found)


def event_records(person: ParticipantView, study: Study) -> tuple[RecordView, ...]:
    """Return the records of adverse events."""
    return tuple(record for record in person.records if record.form == study.adverse_event.form)


def event_words(record: RecordView, study: Study, language: Language) -> str:
    """Return the term of an adverse event as people read it."""
    code = plain(record.values.get(study.adverse_event.term))
    return next((term.label.in_(language) for term in study.terms if term.llt_code == code), "") or _say(
        QT_TRANSLATE_NOOP("Course", "term not chosen")
    )


def is_serious(record: RecordView, study: Study) -> bool:
    """Tell whether any seriousness criterion is answered yes."""
    return any(record.values.get(item) == "Y" for item in study.adverse_event.seriousness)


def event_days(record: RecordView, study: Study) -> tuple[date | None, date | None]:
    """Return onset and end of an event: the first two dates of its form."""
    dates = [item.id for item in study.form(study.adverse_event.form).items if item.type in ("date", "partial_date")]
    days = [*(day_of(record.values.get(id)) for id in dates[:2]), None, None]
    return days[0], days[1]


def has_ended(record: RecordView, study: Study) -> bool:
    """Tell whether an end is recorded."""
    return event_days(record, study)[1] is not None


def events_of(person: ParticipantView, study: Study, language: Language) -> tuple[EventBar, ...]:
    """Return the events that have an onset, the earliest first."""
    found = []
    for record in event_records(person, study):
        onset, end = event_days(record, study)
        if onset is None:
            continue
        grade = plain(record.values.get(study.adverse_event.grade))
        words = event_words(record, study, language)
        token = _GRADES.get(grade, "none")
        found.append(EventBar(words, grade or "?", token, onset, end, is_serious(record, study)))
    return tuple(sorted(found, key=lambda event: event.first))


def curve_of(person: ParticipantView, study: Study, language: Language) -> Curve | None:
    """Return the laboratory value that left its range most often, once there are two points; else None."""
    best: tuple[int, int, Item, tuple[tuple[date, float, str, bool], ...]] | None = None
    for form in study.forms.values():
        for place, item in enumerate(_results(form.groups)):
            points = _points(person, form.id, item)
            rank = (sum(out for _, _, _, out in points), -place)
            if len(points) > 1 and (best is None or rank > best[:2]):
                best = (*rank, item, points)
    return Curve(best[2].label.in_(language), best[2].unit, best[3]) if best else None


def _results(groups: tuple[ItemGroup, ...]) -> list[Item]:
    tables = [group for group in groups if group.layout == "table"]
    return [item for group in tables for item in group.items if item.part == "value" and item.type == "decimal"]


def _points(person: ParticipantView, form: str, item: Item) -> tuple[tuple[date, float, str, bool], ...]:
    found = []
    for record in person.records:
        said = plain(record.values.get(item.id))
        on = day_of(record.observed_on)
        if record.form != form or not said or on is None:
            continue
        value = number_of(said)
        if value is None:
            continue
        is_out = (item.low is not None and value < item.low) or (item.high is not None and value > item.high)
        found.append((on, float(value), said, is_out))
    return tuple(sorted(found))
