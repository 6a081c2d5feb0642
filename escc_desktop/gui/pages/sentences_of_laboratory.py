"""Says in one sentence what an entry about a laboratory's ranges or report did; other kinds stand elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from escc_desktop.gui.pages.vocabulary import QT_TRANSLATE_NOOP, form_label

if TYPE_CHECKING:
    from escc_desktop.gui.pages.journal_sentences import Teller


def _item(t: Teller) -> str:
    form = t.study.forms.get(t.fact("form"))
    known = next((one for one in form.items if one.id == t.fact("item")), None) if form is not None else None
    return known.label.in_(t.language) if known is not None else t.fact("item")


def limits_words(low: str, high: str, unit: str) -> str:
    """Return a range as a report prints it: ``3.5–9.5 10^9/L``, ``≤ 23.0 µmol/L``; "" for none."""
    if not low and not high:
        return ""
    both = f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}"
    return f"{both} {unit}".strip()


def _set(t: Teller) -> str:
    limits = limits_words(t.fact("low"), t.fact("high"), t.fact("unit"))
    facts = (t.fact("laboratory"), _item(t), limits, t.fact("valid_from"))
    if not limits:
        return t.say(QT_TRANSLATE_NOOP("JournalSentences", "%1 states no range of %2 from %4 on"), *facts)
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Range of %1: %2 %3 from %4 on"), *facts)


def _arranged(t: Teller) -> str:
    words = QT_TRANSLATE_NOOP("JournalSentences", "Results of %1 arranged as the report prints them")
    return t.say(words, form_label(t.study, t.fact("form"), t.language) if t.fact("form") else "")


SENTENCES: Mapping[str, tuple[Callable[[Teller], str], str]] = {
    "range.set": (_set, "flask-conical"),
    "laboratory.arranged": (_arranged, "list"),
}

GROUPS = {"range.set": QT_TRANSLATE_NOOP("JournalSentences", "Laboratory ranges")}
