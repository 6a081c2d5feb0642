"""Says which contradictions of the registry text concern a participant, by what the forms say; it rules on none.

Three values: a contradiction concerns somebody, does not, or that is not known yet. What is not known never passes.
"""

from __future__ import annotations

from collections.abc import Iterable

from escc_desktop.study.edition import Contradiction, Study
from escc_desktop.study.rules import judge
from escc_desktop.trial.participants import ParticipantReading
from escc_desktop.trial.surroundings import Surroundings


def concerns(study: Study, reading: ParticipantReading, contradiction: Contradiction) -> bool | None:
    """Tell whether a contradiction concerns a participant; None while the forms do not say."""
    if contradiction.asked_when is None:
        return True
    around = Surroundings(study, reading, form=study.eligibility_form)
    return judge(contradiction.asked_when, {}, {}, around)


def unruled(study: Study, reading: ParticipantReading, ruled: Iterable[str]) -> tuple[str, ...]:
    """Return the contradictions that must be ruled on before this participant is enrolled, those in ``ruled`` apart."""
    known = frozenset(ruled)
    return tuple(
        one.id
        for one in study.contradictions
        if one.needs_ruling and one.id not in known and concerns(study, reading, one) is not False
    )


def raised(study: Study, reading: ParticipantReading, ruled: Iterable[str]) -> tuple[str, ...]:
    """Return the contradictions that are known to concern this very participant and are not ruled on yet."""
    known = frozenset(ruled)
    return tuple(
        one.id
        for one in study.contradictions
        if one.asked_when is not None and one.id not in known and concerns(study, reading, one) is True
    )
