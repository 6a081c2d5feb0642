"""Says a stored value in words for people, in both languages; it neither parses nor judges values."""

from __future__ import annotations

from escc_desktop.study.edition import Form, Item, Label, Study
from escc_desktop.study.rows import split_key, struck_group
from escc_desktop.study.values import CHOICES_JOINT, Missing, Value
from escc_desktop.words import catalogue, say

_ANSWERS = {"Y": "SHOWN_YES", "N": "SHOWN_NO", "NA": "SHOWN_NA"}


def worded(code: str) -> Label:
    """Return a sentence of ``resources/words`` in both languages."""
    wording = catalogue()[code]
    return Label(wording["en"], wording["zh"])


def shown(study: Study, item: Item, value: Value | None) -> Label:
    """Return ``value`` as people read it: the label of a code, Yes and No, a missing code in words; "" for none."""
    if value is None:
        return Label("", "")
    if isinstance(value, Missing):
        return _missing(study, value.code)
    if item.type in ("yes_no", "yes_no_na"):
        return worded(_ANSWERS[value]) if value in _ANSWERS else Label(value, value)
    if item.code_list is not None:
        labels = [_choice(study, item.code_list, code) for code in value.split(CHOICES_JOINT)]
        return Label("; ".join(one.en for one in labels), "；".join(one.zh for one in labels))
    return Label(value, value)


def key_label(form: Form, key: str) -> Label:
    """Return the label of a key; in a repeat with the number of its row, of a row itself that of its group.

    Raises StudyError for a key that is not of this form.
    """
    row = split_key(key)[1]
    group = struck_group(form, key)
    label = group.label if group is not None else form.item(key).label
    if row is None:
        return label
    return Label(say("SHOWN_IN_ROW", "en", item=label.en, row=row), say("SHOWN_IN_ROW", "zh", item=label.zh, row=row))


def key_shown(study: Study, form: Form, key: str, value: Value | None) -> Label:
    """Return the value of a key as people read it; of the key of a row that it was struck out."""
    if struck_group(form, key) is not None:
        return worded("SHOWN_STRUCK") if value is not None else Label("", "")
    return shown(study, form.item(key), value)


def _missing(study: Study, code: str) -> Label:
    """Return the words of a missing code: the edition's own, or those that the program has for it."""
    listed = study.code_lists.get("MISSING")
    if listed is not None and code in listed.codes:
        label = listed.choice(code).label
        return Label(f"{label.en} ({code})", f"{label.zh}（{code}）")
    known = f"SHOWN_MISSING_{code}"
    return worded(known) if known in catalogue() else Label(code, code)


def _choice(study: Study, code_list: str, code: str) -> Label:
    listed = study.code_list(code_list)
    return listed.choice(code).label if code in listed.codes else Label(code, code)
