"""Says in words where a contradiction bites and what rests on an assumption; it asks nothing and keeps nothing."""

from __future__ import annotations

from collections.abc import Iterable

from escc_desktop.gui.pages.vocabulary import QT_TRANSLATE_NOOP, filled, form_label, say, visit_label
from escc_desktop.study.assumed import Use
from escc_desktop.study.edition import Study
from escc_desktop.words import Language


def grouped_digest(digest: str) -> str:
    """Return a digest in groups of four, as it is read out and compared."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def place_words(study: Study, place: str, language: Language) -> str:
    """Return a place where a contradiction bites: a criterion, a form, an item of a form, or the study as a whole."""
    if place == "study":
        return say(QT_TRANSLATE_NOOP("Vocabulary", "The study as a whole"))
    if place == "adverse_event":
        return say(QT_TRANSLATE_NOOP("Vocabulary", "Adverse events"))
    if place in study.forms:
        return form_label(study, place, language)
    form, dot, item = place.partition(".")
    if dot:
        words = say(QT_TRANSLATE_NOOP("Vocabulary", "%1: %2"))
        return filled(words, form_label(study, form, language), study.item(form, item).label.in_(language))
    criterion = study.criterion(place)
    inclusion = QT_TRANSLATE_NOOP("Vocabulary", "Inclusion %1: %2")
    exclusion = QT_TRANSLATE_NOOP("Vocabulary", "Exclusion %1: %2")
    words = say(inclusion if criterion.kind == "inclusion" else exclusion)
    return filled(words, criterion.number, criterion.short.in_(language))


def use_lines(study: Study, uses: Iterable[Use], language: Language) -> tuple[str, ...]:
    """Return what rests on an assumption, one line per thing; the items of a form share one line."""
    lines: dict[str, list[str]] = {}
    for use in uses:
        head, word = _use(study, use, language)
        lines.setdefault(head, []).extend([word] if word else [])
    joint = "、" if language == "zh" else ", "
    words = say(QT_TRANSLATE_NOOP("Vocabulary", "%1: %2"))
    return tuple(
        filled(words, head, joint.join(dict.fromkeys(found))) if found else head for head, found in lines.items()
    )


def _use(study: Study, use: Use, language: Language) -> tuple[str, str]:
    """Return under which line a use stands and its word there, "" where the line itself says it."""
    match use.kind:
        case "study":
            return say(QT_TRANSLATE_NOOP("Vocabulary", "The study as a whole")), ""
        case "preset":
            label = next(one.label for one in study.presets if one.id == use.id)
            return say(QT_TRANSLATE_NOOP("Vocabulary", "Schedules")), label.in_(language)
        case "drug":
            return say(QT_TRANSLATE_NOOP("Vocabulary", "Cycle of a drug")), study.drug(use.id).label.in_(language)
        case "visit":
            label_of_visit = visit_label(study, use.id, language, is_short=True)
            return say(QT_TRANSLATE_NOOP("Vocabulary", "Visits")), label_of_visit
        case "form":
            return form_label(study, use.id, language), ""
        case "item":
            form, _, item = use.id.partition(".")
            return form_label(study, form, language), study.item(form, item).label.in_(language)
        case "criterion":
            return place_words(study, use.id, language), ""
        case "check":
            check = next(one for one in study.checks if one.id == use.id)
            return form_label(study, check.form, language), filled(
                say(QT_TRANSLATE_NOOP("Vocabulary", "check %1")), use.id
            )
        case "document":
            return say(QT_TRANSLATE_NOOP("Vocabulary", "Papers")), study.document(use.id).label.in_(language)
        case "clock":
            clock = next(one for one in study.report_clocks if one.id == use.id)
            return clock.label.in_(language), ""
