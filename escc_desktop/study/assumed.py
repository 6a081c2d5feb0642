"""Lists what an edition assumes beyond the registry entry and what rests on each assumption; it judges none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from escc_desktop.study.edition import Preset, Study
from escc_desktop.study.questions import Assumption, Label
from escc_desktop.words import Language

UseKind = Literal["study", "preset", "drug", "visit", "form", "item", "criterion", "check", "document", "clock"]

_ORIGIN: dict[Language, str] = {"en": "Origin:", "zh": "来源："}


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that rests on an assumption; ``id`` is that of its kind, ``FORM.ITEM`` of an item, "" of the study."""

    kind: UseKind
    id: str = ""


@dataclass(frozen=True, slots=True)
class Assumed:
    """An assumption in words and everything in the edition that rests on it, in the order of the edition."""

    words: Label
    uses: tuple[Use, ...]


def assumed(study: Study) -> tuple[Assumed, ...]:
    """Return the assumptions of an edition, those of the study as a whole first. Unused schedules are one use each."""
    found: dict[Label, dict[Use, None]] = {}
    for words, use in _all(study):
        if words is not None:
            found.setdefault(words, {})[use] = None
    return tuple(Assumed(words, tuple(uses)) for words, uses in found.items())


def said_and_origin(words: Label, language: Language) -> tuple[str, str]:
    """Return what is assumed and where it comes from; the origin is "" where the wording names none."""
    said, _, origin = words.in_(language).partition(_ORIGIN[language])
    return said.strip(), origin.strip()


def _all(study: Study) -> Iterator[tuple[Assumption, Use]]:
    yield from ((words, Use("study")) for words in study.assumptions.values())
    yield from _schedule(study)
    for form in study.forms.values():
        yield form.assumption, Use("form", form.id)
        yield from ((item.assumption, Use("item", f"{form.id}.{item.id}")) for item in form.items)
    for criterion in study.criteria:
        if criterion.evidence is not None:
            yield criterion.evidence.assumption, Use("criterion", criterion.id)
    yield from ((check.assumption, Use("check", check.id)) for check in study.checks)
    yield from ((document.assumption, Use("document", document.id)) for document in study.documents)
    yield from ((clock.assumption, Use("clock", clock.id)) for clock in study.report_clocks)


def _schedule(study: Study) -> Iterator[tuple[Assumption, Use]]:
    for preset in study.presets:
        yield preset.assumption, Use("preset", preset.id)
    yield from ((drug.assumption, Use("drug", drug.id)) for drug in study.drugs)
    yield from ((visit.assumption, Use("visit", visit.id)) for visit in study.visits)
    for preset in study.presets:
        if preset.id != study.preset:
            yield from ((words, Use("preset", preset.id)) for words in _of_preset(preset))


def _of_preset(preset: Preset) -> Iterator[Assumption]:
    yield from (drug.assumption for drug in preset.drugs)
    yield from (visit.assumption for visit in preset.visits)
