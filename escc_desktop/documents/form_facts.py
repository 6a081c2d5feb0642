"""Finds what an edition says about a form beside its questions: assumptions with numbers, contradictions; no values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from escc_desktop.documents.chrome import titled
from escc_desktop.documents.sheets import Ruling
from escc_desktop.study.edition import Contradiction, Form, Item, ItemGroup, Study
from escc_desktop.study.questions import Label


@dataclass(frozen=True, slots=True)
class Ruled:
    """How the principal investigator ruled on one contradiction, and when (aware, local)."""

    words: str
    by: str
    at: datetime


def assumptions_of(study: Study, form: Form) -> tuple[Label, ...]:
    """Return each assumption of a form once, that of the form first; the first format explained none on paper."""
    if study.format == 1:
        return ()
    found = [form.assumption, *(item.assumption for item in form.items)]
    return tuple(dict.fromkeys(one for one in found if one is not None))


def number_of_assumption(assumptions: tuple[Label, ...], group: ItemGroup, item: Item) -> int:
    """Return under which number an item's assumption is explained; 0 for none.

    A usual range is explained and not marked: it stands on no line of the paper, and every result would have the mark.
    """
    is_range = group.layout == "table" or (item.low is not None and item.high is not None and item.type != "calculated")
    if item.assumption is None or is_range or item.assumption not in assumptions:
        return 0
    return assumptions.index(item.assumption) + 1


def rulings_at(study: Study, places: Collection[str], ruled: Mapping[str, Ruled]) -> tuple[Ruling, ...]:
    """Return the contradictions that bite at ``places`` (forms, ``FORM.ITEM``), each with its ruling or with none."""
    found = [one for one in study.contradictions if any(bite in places for bite in one.bites)]
    return tuple(_ruling(study, one, ruled.get(one.id)) for one in found)


def rulings_of(study: Study, form: Form, ruled: Mapping[str, Ruled]) -> tuple[Ruling, ...]:
    """Return the contradictions that bite on a form."""
    return rulings_at(study, {form.id, *(f"{form.id}.{item.id}" for item in form.items)}, ruled)


def _ruling(study: Study, contradiction: Contradiction, ruled: Ruled | None) -> Ruling:
    title = titled("PAPER_CONTRADICTION", id=contradiction.id)
    bitten = [titled(f"PAPER_{one.kind.upper()}") for one in study.criteria if one.id in contradiction.bites]
    numbers = [one.number for one in study.criteria if one.id in contradiction.bites]
    if bitten:
        named = list(zip(bitten, numbers, strict=True))
        english = ", ".join(f"{kind.en} {number}" for kind, number in named)
        title = Label(f"{title.en} ({english})", f"{title.zh}（{'、'.join(f'{kind.zh} {n}' for kind, n in named)}）")
    return Ruling(title, ruled.words if ruled else "", contradiction.problem, *((ruled.by, ruled.at) if ruled else ()))


def missing_words(study: Study) -> tuple[tuple[str, Label], ...]:
    """Return the codes that say why there is no value, with their words; none where the edition has no list of them."""
    listed = study.code_lists.get("MISSING")
    return tuple((one.code, one.label) for one in listed.choices) if listed is not None else ()
