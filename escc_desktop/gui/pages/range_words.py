"""Says ranges, for whom they hold and why none does in the words of the page; it decides nothing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from escc_desktop.gui.pages.sentences_of_laboratory import limits_words
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.trial.laboratory import LocalRange


def _say(text: str) -> str:
    return QCoreApplication.translate("RangeWords", text)


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Return ``text`` as it is; the name is the one that lupdate looks for."""
    return text


def range_words(one: LocalRange, *, with_unit: bool = True) -> str:
    """Return the limits as a report prints them, or that there is none."""
    limits = limits_words(one.low or "", one.high or "", one.unit if with_unit else "")
    return limits or _say(QT_TRANSLATE_NOOP("RangeWords", "no range"))


def whom_words(one: LocalRange) -> str:
    """Return for whom a range holds; "" for everybody."""
    sexes = {
        "M": _say(QT_TRANSLATE_NOOP("RangeWords", "men")),
        "F": _say(QT_TRANSLATE_NOOP("RangeWords", "women")),
    }
    parts = [sexes[one.sex]] if one.sex in sexes else []
    ages = (one.age_from, one.age_to)
    if None not in ages:
        parts.append(filled(_say(QT_TRANSLATE_NOOP("RangeWords", "%1 to %2 years")), *ages))
    elif one.age_from is not None:
        parts.append(filled(_say(QT_TRANSLATE_NOOP("RangeWords", "from %1 years")), one.age_from))
    elif one.age_to is not None:
        parts.append(filled(_say(QT_TRANSLATE_NOOP("RangeWords", "up to %1 years")), one.age_to))
    return " ".join(parts)


def days_words(one: LocalRange) -> str:
    """Return from when to when a range holds."""
    if one.valid_until is None:
        return filled(_say(QT_TRANSLATE_NOOP("RangeWords", "from %1")), one.valid_from)
    return filled(_say(QT_TRANSLATE_NOOP("RangeWords", "%1 to %2")), one.valid_from, one.valid_until)


def why_words(why: str) -> str:
    """Return in a few words why no local range stands beside a result; "" where one does or nothing is known yet."""
    words = {
        "overlap": _say(QT_TRANSLATE_NOOP("RangeWords", "local ranges overlap")),
        "sex": _say(QT_TRANSLATE_NOOP("RangeWords", "sex not recorded")),
        "age": _say(QT_TRANSLATE_NOOP("RangeWords", "birthday not sure")),
        "day": _say(QT_TRANSLATE_NOOP("RangeWords", "sampling day not sure")),
        "unit": _say(QT_TRANSLATE_NOOP("RangeWords", "local range in another unit")),
        "sampled": _say(QT_TRANSLATE_NOOP("RangeWords", "needs sampling day")),
    }
    return words.get(why, "")
