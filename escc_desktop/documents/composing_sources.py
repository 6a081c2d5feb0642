"""Makes the source data list from an edition: the data of each form by group and source; it draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from escc_desktop.documents.sheets import Original, SourceForm, SourceRow
from escc_desktop.study.edition import Form, Item, ItemGroup, Label, Study


def source_forms(
    study: Study, original_of: Callable[[str], Original], known: Mapping[str, Original]
) -> tuple[SourceForm, ...]:
    """Return every form with its data, in the order in which a participant meets them.

    ``original_of`` says how the record of a form is signed, ``known`` what the original of a source is.
    """
    labels = {study.sources[source]: original for source, original in known.items() if source in study.sources}
    met = [study.consent_form, study.eligibility_form, *(form for visit in study.visits for form in visit.forms)]
    order = [study.form(id) for id in dict.fromkeys((*met, *study.forms))]
    return tuple(SourceForm(form.label, original_of(form.id), _rows(study, form, labels)) for form in order)


def _rows(study: Study, form: Form, known: Mapping[Label, Original]) -> tuple[SourceRow, ...]:
    rows: list[SourceRow] = []
    for group in form.groups:
        by_source: dict[Label, list[Label]] = {}
        for item in group.items:
            if item.source.zh or item.source.en:
                name = _name(study, group, item)
                held = by_source.setdefault(item.source, [])
                held += [name] if name is not None and name not in held else []
        name = group.label if group.label.zh or group.label.en else form.label
        rows += [
            SourceRow(name, tuple(items), source, known.get(source)) for source, items in by_source.items() if items
        ]
    return tuple(rows)


def _name(study: Study, group: ItemGroup, item: Item) -> Label | None:
    """Return how an item is named; the parts of results share one name, and are not told apart from their values."""
    if item.companion_of is None or item.part == "value":
        return item.label
    owner = next((one for one in group.items if one.id == item.companion_of), None)
    if owner is not None and owner.source == item.source:
        return None
    return study.part_labels.get(item.part, item.label)
