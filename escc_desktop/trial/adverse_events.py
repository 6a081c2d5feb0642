"""Says what an adverse event is by its answers: serious or not, its clock, what does not fit; it grades none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from escc_desktop.errors import EsccError, StudyError
from escc_desktop.study.edition import CtcaeTerm, Study
from escc_desktop.study.rules import either
from escc_desktop.study.values import Value, moment


@dataclass(frozen=True, slots=True)
class Clock:
    """The time in which a serious event must first be reported. ``left`` is negative once it is overdue."""

    aware_at: datetime
    due_at: datetime
    reported_at: datetime | None
    left: timedelta

    @property
    def is_running(self) -> bool:
        """Tell whether the first report is still to be sent."""
        return self.reported_at is None


def is_serious(study: Study, values: Mapping[str, Value]) -> bool | None:
    """Return True when any seriousness question is answered yes, False when all are answered no, else None."""
    answers = (values.get(item) for item in study.adverse_event.seriousness)
    return either(*({"Y": True, "N": False}.get(answer) if isinstance(answer, str) else None for answer in answers))


def report_clock(study: Study, values: Mapping[str, Value], now: datetime) -> Clock | None:
    """Return the clock of a serious event from awareness; None when it is not (known to be) serious, or no time given.

    ``now`` is aware; the times typed are local to it.
    """
    if is_serious(study, values) is not True:
        return None
    wanted = next((one for one in study.report_clocks if one.form == study.adverse_event.form), None)
    if wanted is None:
        return None
    aware_at, reported_at = _at(values, wanted.starts_at, now), _at(values, wanted.stops_at, now)
    if aware_at is None:
        return None
    due_at = aware_at + timedelta(hours=wanted.hours)
    return Clock(aware_at, due_at, reported_at, due_at - (reported_at or now))


def _at(values: Mapping[str, Value], item: str, now: datetime) -> datetime | None:
    typed = values.get(item)
    naive = moment(typed) if isinstance(typed, str) else None
    return naive.replace(tzinfo=now.tzinfo) if naive is not None else None


def term_of(study: Study, values: Mapping[str, Value]) -> CtcaeTerm | None:
    """Return the CTCAE term that was chosen, or None."""
    code = values.get(study.adverse_event.term)
    if not isinstance(code, str):
        return None
    try:
        return study.term(code)
    except StudyError:
        return None


def checks(study: Study, values: Mapping[str, Value]) -> tuple[EsccError, ...]:
    """Return what does not fit beyond the rules of the form.

    The grade must exist for its term (domain rule C1), each seriousness question be answered, a serious event have
    its time of awareness, and a fatal one a term that knows grade 5 (C2).
    """
    event = study.adverse_event
    notes: list[EsccError] = []
    term = term_of(study, values)
    grade = values.get(event.grade)
    if term is not None and isinstance(grade, str) and grade and grade not in {str(one) for one in term.grades}:
        shown = ", ".join(str(one) for one in term.grades)
        notes.append(
            EsccError("EVENT_GRADE_UNKNOWN", term=term.label.en, term_zh=term.label.zh, grade=grade, grades=shown)
        )
    open_questions = [item for item in event.seriousness if values.get(item) not in ("Y", "N")]
    if open_questions:
        labels = [study.item(event.form, item).label for item in open_questions]
        en, zh = ", ".join(label.en for label in labels), "、".join(label.zh for label in labels)
        notes.append(EsccError("EVENT_SERIOUSNESS_OPEN", count=len(labels), items=en, items_zh=zh))
    aware = values.get(event.aware_at)
    if is_serious(study, values) is True and (not isinstance(aware, str) or moment(aware) is None):
        notes.append(EsccError("EVENT_NO_AWARENESS"))
    if term is not None and values.get(event.outcome) == event.fatal_outcome and 5 not in term.grades:
        notes.append(EsccError("EVENT_FATAL_WITHOUT_GRADE_5", term=term.label.en, term_zh=term.label.zh))
    return tuple(notes)
