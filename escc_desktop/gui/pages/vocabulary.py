"""Words and marks for roles, states and documents that several pages share; it asks nothing and keeps nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from escc_desktop.gui.runs import Chip, Mark, Text, Window
from escc_desktop.words import Language, fill
from escc_desktop.words import say as wording

if TYPE_CHECKING:
    from escc_desktop.actions.views import Delivery, ParticipantRow, ParticipantView
    from escc_desktop.actions.views_of_visits import VisitView
    from escc_desktop.study.edition import Study


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Return ``text`` as it is; the name is the one that lupdate looks for."""
    return text


_ROLES = {
    "site_administrator": QT_TRANSLATE_NOOP("Vocabulary", "Site administrator"),
    "principal_investigator": QT_TRANSLATE_NOOP("Vocabulary", "Principal investigator (PI)"),
    "sub_investigator": QT_TRANSLATE_NOOP("Vocabulary", "Sub-investigator (Sub-I)"),
    "coordinator": QT_TRANSLATE_NOOP("Vocabulary", "Research coordinator (CRC)"),
    "quality_controller": QT_TRANSLATE_NOOP("Vocabulary", "Quality controller (QC)"),
    "drug_manager": QT_TRANSLATE_NOOP("Vocabulary", "Drug manager"),
    "monitor": QT_TRANSLATE_NOOP("Vocabulary", "Monitor (CRA)"),
    "central": QT_TRANSLATE_NOOP("Vocabulary", "Central team"),
    "device": QT_TRANSLATE_NOOP("Vocabulary", "This computer"),
    "participant": QT_TRANSLATE_NOOP("Vocabulary", "Participant in person"),
    "representative": QT_TRANSLATE_NOOP("Vocabulary", "Legal representative"),
    "witness": QT_TRANSLATE_NOOP("Vocabulary", "Impartial witness"),
}
_SHORT_ROLES = {
    "site_administrator": QT_TRANSLATE_NOOP("Vocabulary", "Administrator"),
    "principal_investigator": QT_TRANSLATE_NOOP("Vocabulary", "PI"),
    "sub_investigator": QT_TRANSLATE_NOOP("Vocabulary", "Sub-I"),
    "coordinator": QT_TRANSLATE_NOOP("Vocabulary", "CRC"),
    "quality_controller": QT_TRANSLATE_NOOP("Vocabulary", "QC"),
    "drug_manager": QT_TRANSLATE_NOOP("Vocabulary", "Drug manager"),
    "monitor": QT_TRANSLATE_NOOP("Vocabulary", "CRA"),
    "central": QT_TRANSLATE_NOOP("Vocabulary", "Desk"),
    "device": QT_TRANSLATE_NOOP("Vocabulary", "System"),
}
PARTS = ("participant", "representative", "witness")
"""Who signs a consent by hand beside the investigator, and is not named."""
ROLES = tuple(role for role in _ROLES if role not in ("central", "device", *PARTS))
"""The roles that a person at a site can have, in the order in which they are offered."""

_STATUS = {
    "screening": ("screen", QT_TRANSLATE_NOOP("Vocabulary", "Screening")),
    "enrolled": ("yes", QT_TRANSLATE_NOOP("Vocabulary", "Enrolled, no dose")),
    "on_treatment": ("active", QT_TRANSLATE_NOOP("Vocabulary", "On treatment")),
    "unknown": ("unknown", QT_TRANSLATE_NOOP("Vocabulary", "Unknown")),
}
STATUSES = ("screening", "enrolled", "on_treatment")
"""The states by which participants can be filtered, in the order of a participant's way."""

_DELIVERY: dict[Delivery, tuple[str, str]] = {
    "to_send": ("send", QT_TRANSLATE_NOOP("Vocabulary", "To send")),
    "with_next": ("send", QT_TRANSLATE_NOOP("Vocabulary", "With the next")),
    "not_confirmed": ("wait", QT_TRANSLATE_NOOP("Vocabulary", "Not confirmed")),
    "confirmed": ("confirmed", QT_TRANSLATE_NOOP("Vocabulary", "Confirmed")),
    "received": ("yes", QT_TRANSLATE_NOOP("Vocabulary", "From the desk")),
}
_WEEKDAYS = (
    QT_TRANSLATE_NOOP("Vocabulary", "Mon"),
    QT_TRANSLATE_NOOP("Vocabulary", "Tue"),
    QT_TRANSLATE_NOOP("Vocabulary", "Wed"),
    QT_TRANSLATE_NOOP("Vocabulary", "Thu"),
    QT_TRANSLATE_NOOP("Vocabulary", "Fri"),
    QT_TRANSLATE_NOOP("Vocabulary", "Sat"),
    QT_TRANSLATE_NOOP("Vocabulary", "Sun"),
)
_VISIT_MARKS = {
    **{state: state for state in ("due", "overdue", "done", "missed", "not_done")},
    "planned": "upcoming",
}


def say(text: str) -> str:
    """Return ``text`` of this vocabulary in the language that is shown."""
    return QCoreApplication.translate("Vocabulary", text)


def filled(text: str, *facts: object) -> str:
    """Return ``text`` with ``%1``, ``%2`` ... replaced by ``facts``; ``%1 (day|days)`` as ``words.fill`` says it."""
    return fill(text, {str(place): str(fact) for place, fact in enumerate(facts, 1)})


def role_words(role: str) -> str:
    """Return a role in full; a role that is not known here as itself."""
    return say(_ROLES[role]) if role in _ROLES else role


def short_role(role: str) -> str:
    """Return a role as it stands behind a name in a table."""
    return say(_SHORT_ROLES[role]) if role in _SHORT_ROLES else role


def task_label(task: str, language: Language) -> str:
    """Return a task of the delegation log in words."""
    return wording(f"TASK_{task.upper()}", language)


def training_label(what: str, language: Language) -> str:
    """Return what a training or certificate is of, in words."""
    return wording(f"TRAINING_{what.upper()}", language)


def status_words(status: str) -> str:
    """Return a participant's state in words."""
    return say(_STATUS.get(status, _STATUS["unknown"])[1])


def status_run(status: str, size: int = 13) -> Mark:
    """Return a participant's state as mark and word."""
    name, words = _STATUS.get(status, _STATUS["unknown"])
    return Mark(name, say(words), size=size)


def delivery_run(delivery: Delivery, size: int = 13) -> Mark:
    """Return where an entry or record stands with the desk."""
    name, words = _DELIVERY[delivery]
    return Mark(name, say(words), size=size)


def visit_mark(visit: VisitView) -> str:
    """Return the mark of a visit; one held or booked outside its window shows that before all else."""
    if visit.is_out_of_window and visit.state in ("done", "planned"):
        return "out"
    return _VISIT_MARKS[visit.state]


def visit_words(visit: VisitView, today: date) -> str:
    """Return the state of a visit in words, with the days where they matter."""
    if visit.state == "overdue":
        return filled(say(QT_TRANSLATE_NOOP("Vocabulary", "%1 d overdue")), (today - visit.closes_on).days)
    if visit.is_out_of_window and visit.state in ("done", "planned"):
        return say(QT_TRANSLATE_NOOP("Vocabulary", "Out of window"))
    if visit.state == "due" and visit.closes_on == today and not visit.is_unscheduled:
        return say(QT_TRANSLATE_NOOP("Vocabulary", "Closes today"))
    if visit.state == "due" and visit.booked_on == today:
        return say(QT_TRANSLATE_NOOP("Vocabulary", "Due today"))
    return {
        "planned": say(QT_TRANSLATE_NOOP("Vocabulary", "Planned")),
        "due": say(QT_TRANSLATE_NOOP("Vocabulary", "Due")),
        "done": say(QT_TRANSLATE_NOOP("Vocabulary", "Done")),
        "missed": say(QT_TRANSLATE_NOOP("Vocabulary", "Missed")),
        "not_done": say(QT_TRANSLATE_NOOP("Vocabulary", "Not done")),
    }[visit.state]


def visit_window(visit: VisitView, today: date) -> Window | Text:
    """Return the window of a visit as a bar; of one that no plan asks for, that it is unscheduled."""
    if visit.is_unscheduled:
        return Text(say(QT_TRANSLATE_NOOP("Vocabulary", "Unscheduled")), "ink2")
    return Window(visit.opens_on, visit.target_on, visit.closes_on, visit.held_on or today)


def visit_label(study: Study, visit: str, language: Language, *, is_short: bool = False) -> str:
    """Return the words of a visit of the edition; a visit that this edition does not know as its id."""
    for known in study.visits:
        if known.id == visit:
            return (known.short if is_short else known.label).in_(language)
    return visit


def form_label(study: Study, form: str, language: Language) -> str:
    """Return the words of a form of the edition; one that this edition does not know as its id."""
    return study.forms[form].label.in_(language) if form in study.forms else form


def unit_words(study: Study, unit: str, language: Language) -> str:
    """Return a unit as people write it (``µmol/L`` for ``umol/L``); one without words by its name."""
    known = study.units.get(unit)
    return (known.label.in_(language) if known is not None else "") or unit


def cycle_words(cycle: tuple[int, int] | None) -> str:
    """Return a drug's clock in a table: ``C2 · day 15``; a dash while the drug was not given."""
    if cycle is None:
        return "–"
    return filled(say(QT_TRANSLATE_NOOP("Vocabulary", "C%1·day %2")), *cycle)


def drug_chips(study: Study, person: ParticipantView | ParticipantRow, language: Language) -> tuple[Chip, ...]:
    """Return one chip for each drug that was given: its name, cycle and day in words."""
    words = say(QT_TRANSLATE_NOOP("Vocabulary", "%1 cycle %2 day %3"))
    return tuple(
        Chip(filled(words, drug.short.in_(language), *person.cycle_days[drug.id]), drug.color_key)
        for drug in study.drugs
        if drug.id in person.cycle_days
    )


def weekday(day: date) -> str:
    """Return the short name of the day of the week."""
    return say(_WEEKDAYS[day.weekday()])


def day_words(day: date) -> str:
    """Return ``2026-03-19 Thu`` in the language that is shown."""
    return f"{day.isoformat()} {weekday(day)}"


def moment(at: datetime | None) -> str:
    """Return an instant as local ``2026-03-19 09:36``; a dash where there is none."""
    return at.strftime("%Y-%m-%d %H:%M") if at else "–"


def time_words(at: datetime | None, now: datetime) -> str:
    """Return when work was kept: ``09:41`` of today, else with its day."""
    if at is None:
        return "–"
    return f"{at:%H:%M}" if at.date() == now.date() else f"{at:%Y-%m-%d %H:%M}"


def ago(at: datetime | None, now: datetime) -> str:
    """Return how long ago in words a coordinator uses: today with the time, yesterday, else days."""
    if at is None:
        return say(QT_TRANSLATE_NOOP("Vocabulary", "not yet"))
    local = at
    days = (now.date() - local.date()).days
    if days <= 0:
        return filled(say(QT_TRANSLATE_NOOP("Vocabulary", "today %1")), local.strftime("%H:%M"))
    if days == 1:
        return filled(say(QT_TRANSLATE_NOOP("Vocabulary", "yesterday %1")), local.strftime("%H:%M"))
    return filled(say(QT_TRANSLATE_NOOP("Vocabulary", "%1 days ago")), days)


def grouped(number: int) -> str:
    """Return a number with narrow groups of three, as long counts are read."""
    return f"{number:,}".replace(",", " ")
