"""Makes the questions of a blank worksheet from the definition of its forms; it knows no values and draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from escc_desktop.documents.form_facts import (
    Ruled,
    assumptions_of,
    missing_words,
    number_of_assumption,
    rulings_of,
)
from escc_desktop.documents.formula_words import formula_words
from escc_desktop.documents.sheets import WorksheetForm, WorksheetGroup, WorksheetItem
from escc_desktop.study.edition import Form, Item, ItemGroup, Label, Study
from escc_desktop.study.shown import worded

MOST_OPTIONS = 14
"""A longer code list is written on a line instead of ticked."""
_PARTS_IN_ROW = ("unit", "low", "high", "judgement", "judged_on")
"""Companions that a row of a table has room for beside its value."""


def worksheet_forms(
    study: Study, forms: Iterable[str], ruled: Mapping[str, Ruled] | None = None
) -> tuple[WorksheetForm, ...]:
    """Return forms as questions for a blank worksheet. Raises StudyError for an unknown one."""
    return tuple(worksheet_form(study, study.form(form), ruled) for form in forms)


def worksheet_form(study: Study, form: Form, ruled: Mapping[str, Ruled] | None = None) -> WorksheetForm:
    """Return one form as questions, with what it assumes and where the registry text contradicts itself."""
    assumptions = assumptions_of(study, form)
    return WorksheetForm(
        label=form.label,
        groups=tuple(_group(study, form, group, assumptions) for group in form.groups),
        assumptions=assumptions,
        rulings=rulings_of(study, form, ruled or {}),
        missing=missing_words(study) if study.format > 1 else (),
    )


def _group(study: Study, form: Form, group: ItemGroup, assumptions: tuple[Label, ...]) -> WorksheetGroup:
    asked = [item for item in group.items if not _stands_in_row(study, group, item)]
    own = [item for item in asked if not _is_below(group, item)]
    items = tuple(_item(study, form, item, group, assumptions) for item in own)
    return WorksheetGroup(group.label, items, group.layout, group.most_rows if group.is_repeat else 1)


def _stands_in_row(study: Study, group: ItemGroup, item: Item) -> bool:
    """Tell whether the answer to a companion has its room in the row of what it belongs to."""
    if item.companion_of is None:
        return False
    return item.part == "unit" or study.format == 1 or (group.layout == "table" and item.part in _PARTS_IN_ROW)


def _is_below(group: ItemGroup, item: Item) -> bool:
    return item.companion_of is not None and group.layout == "table"


def _item(study: Study, form: Form, item: Item, group: ItemGroup, assumptions: tuple[Label, ...]) -> WorksheetItem:
    companions = [other for other in group.items if other.companion_of == item.id]
    beside = {other.part: other for other in companions}
    judgement = beside.get("judgement") if group.layout == "table" else None
    is_new = study.format > 1
    below = [other for other in companions if _is_below(group, other) and not _stands_in_row(study, group, other)]
    number = number_of_assumption(assumptions, group, item)
    return WorksheetItem(
        label=item.label,
        type=item.type,
        unit=unit_of(study, item.unit),
        digits=item.digits,
        options=_options(study, item),
        hint=item.hint if item.hint.zh or item.hint.en else None,
        missing=item.missing_codes,
        is_conditional=item.shown_when is not None,
        is_assumption=bool(number) if is_new else item.assumption is not None and item.low is None,
        is_for_investigator=item.decided_by == "investigator",
        has_range="low" in beside or "high" in beside,
        judgement=study.code_list(judgement.code_list).codes if judgement and judgement.code_list else (),
        partial=item.partial,
        units=tuple(unit_of(study, unit) for unit in (item.unit, *item.other_units)) if item.other_units else (),
        formula=formula_words(study, form, item.calculation) if item.calculation else None,
        signer=worded(f"PAPER_SIGNER_{item.signs.upper()}") if item.signs else None,
        below=tuple(_item(study, form, other, group, assumptions) for other in below),
        assumed=number,
    )


def unit_of(study: Study, unit: str) -> str:
    """Return a unit as it is printed; it is the same in both languages."""
    known = study.units.get(unit)
    return known.label.en if known is not None and known.label.en else unit


def _options(study: Study, item: Item) -> tuple[Label, ...]:
    if item.code_list is None:
        return ()
    choices = study.code_list(item.code_list).choices
    most = MOST_OPTIONS if study.format == 1 else 20
    return tuple(choice.label for choice in choices) if len(choices) <= most else ()
