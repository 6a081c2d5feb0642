"""Says beside a form's title whose it is and how it stands: participant, visit, draft, complete, signed, void."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from escc_desktop.actions.views import ParticipantView, RecordView
from escc_desktop.actions.views_of_visits import VisitView
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.signature_words import deciding
from escc_desktop.gui.pages.vocabulary import filled, visit_label
from escc_desktop.gui.runs import Mark, Run, Text
from escc_desktop.study.edition import Study


def _say(text: str) -> str:
    return QCoreApplication.translate("FormHead", text)


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Return ``text`` as it is; the name is the one that lupdate looks for."""
    return text


@dataclass(frozen=True, slots=True)
class FormState:
    """A record as saved, whether something was typed since, and how many answers are missing."""

    record: RecordView
    is_changed: bool
    unanswered: int
    unjustified: int = 0


def identity(participant: ParticipantView) -> tuple[Run, ...]:
    """Return number and initials, as they stand beside every title."""
    return (Text(participant.number, "ink", 500, 14), Text(participant.initials, "ink", 500, 14))


def state_run(state: FormState) -> Mark:
    """Return how the record stands as mark and word."""
    record = state.record
    if state.is_changed:
        return Mark("draft", _say(QT_TRANSLATE_NOOP("FormHead", "not saved")), ink="ink2")
    if record.id is None:
        return Mark("unknown", _say(QT_TRANSLATE_NOOP("FormHead", "not begun")), ink="ink2")
    if record.has_void_signature:
        return Mark("void")
    signature = deciding(record)
    if signature is not None and signature.ink is not None:
        return Mark("ink", filled(_say(QT_TRANSLATE_NOOP("FormHead", "signed by hand %1")), signature.name))
    if signature is not None:
        return Mark("signed", filled(_say(QT_TRANSLATE_NOOP("FormHead", "signed %1")), signature.name))
    if record.not_done is not None:
        return Mark("not_done", _say(QT_TRANSLATE_NOOP("FormHead", "not done")), ink="ink2")
    if record.is_complete:
        return Mark("unsigned", _say(QT_TRANSLATE_NOOP("FormHead", "complete, to be signed")), ink="ink2")
    missing = filled(_say(QT_TRANSLATE_NOOP("FormHead", "draft saved %1, %2 missing")), _time(record), state.unanswered)
    if state.unjustified:
        missing += filled(_say(QT_TRANSLATE_NOOP("FormHead", ", %1 to be explained")), state.unjustified)
    return Mark("draft", missing, ink="ink2")


def _time(record: RecordView) -> str:
    return record.saved_at.astimezone().strftime("%H:%M") if record.saved_at else ""


def state_runs(
    study: Study, participant: ParticipantView, visit: VisitView | None, state: FormState
) -> tuple[Run, ...]:
    """Return participant, visit with study day, and state."""
    runs: list[Run] = list(identity(participant))
    if state.record.visit:
        words = visit_label(study, state.record.visit, language())
        runs.append(Text(f"{words}·D{visit.study_day}" if visit and visit.study_day is not None else words, "ink2"))
    runs.append(state_run(state))
    return tuple(runs)
