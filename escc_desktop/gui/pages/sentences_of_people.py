"""Says in one sentence what an entry about delegation, training or a finding did; other kinds stand elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from escc_desktop.gui.pages.vocabulary import QT_TRANSLATE_NOOP, task_label, training_label

if TYPE_CHECKING:
    from escc_desktop.gui.pages.journal_sentences import Teller

_FEW = 2


def _granted(t: Teller) -> str:
    tasks = [task.strip() for task in t.fact("tasks").split(",") if task.strip()]
    shown = ", ".join(task_label(task, t.language) for task in tasks[:_FEW])
    words = QT_TRANSLATE_NOOP("JournalSentences", "Delegated to %1: %2")
    if len(tasks) > _FEW:
        words = QT_TRANSLATE_NOOP("JournalSentences", "Delegated to %1: %2 and %3 more")
    return t.say(words, t.fact("name"), shown, len(tasks) - _FEW)


def _ended(t: Teller) -> str:
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Delegation of %1 ended on %2"), t.fact("name"), t.fact("on"))


def _trained(t: Teller) -> str:
    what = training_label(t.fact("what"), t.language) if t.fact("what") else ""
    words = QT_TRANSLATE_NOOP("JournalSentences", "Training of %1: %2, %3")
    return t.say(words, t.fact("name"), what, t.fact("on"))


def _raised(t: Teller) -> str:
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Finding raised"))


def _answered(t: Teller) -> str:
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Finding %1 answered"), t.fact("finding"))


def _closed(t: Teller) -> str:
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Finding %1 closed"), t.fact("finding"))


SENTENCES: Mapping[str, tuple[Callable[[Teller], str], str]] = {
    "delegation.granted": (_granted, "clipboard-check"),
    "delegation.ended": (_ended, "clipboard-list"),
    "training.recorded": (_trained, "badge-check"),
    "finding.raised": (_raised, "search"),
    "finding.answered": (_answered, "pen-line"),
    "finding.closed": (_closed, "check"),
}

GROUPS = {
    "delegation.granted": QT_TRANSLATE_NOOP("JournalSentences", "Delegations"),
    "training.recorded": QT_TRANSLATE_NOOP("JournalSentences", "Training"),
    "finding.raised": QT_TRANSLATE_NOOP("JournalSentences", "Findings"),
}
