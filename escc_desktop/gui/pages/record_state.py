"""Holds what one record says as one mapping, rows, reasons and day among it, as pages compare and keep it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from escc_desktop.actions.commands import SaveRecord
from escc_desktop.actions.history import NOT_DONE, OBSERVED, WHY
from escc_desktop.actions.views import RecordView
from escc_desktop.errors import StudyError
from escc_desktop.study.edition import Form
from escc_desktop.study.rows import struck_group
from escc_desktop.study.values import Missing, Value

__all__ = [
    "NOT_DONE",
    "OBSERVED",
    "OPEN",
    "WHY",
    "State",
    "has_key",
    "is_why",
    "justified_in",
    "not_done_in",
    "observed_in",
    "sent_state",
    "state_of",
    "values_in",
    "why",
]

OPEN: Final = "OPEN"
"""The value of ``GROUP.2`` while a row stands on screen that holds nothing yet; it is never saved."""


def is_why(key: str) -> bool:
    """Tell whether ``key`` names a justification."""
    return key.startswith(WHY)


State = Mapping[str, Value]


def why(failure: str) -> str:
    """Return the name of the justification of a failed check."""
    return f"{WHY}{failure}"


def _state(
    form: Form,
    values: Mapping[str, Value],
    observed_on: str | None,
    justified: Mapping[str, str],
    not_done: Missing | None,
) -> dict[str, Value]:
    """Return a state. What is calculated is no part of it: it is worked out anew wherever it is shown.

    What another edition asked and this one does not is none either: it stays in the history and is told of above.
    """
    state: dict[str, Value] = {key: value for key, value in values.items() if has_key(form, key)}
    state.update({why(id): words for id, words in justified.items()})
    if observed_on:
        state[OBSERVED] = observed_on
    if not_done is not None:
        state[NOT_DONE] = not_done
    return state


def state_of(form: Form, record: RecordView) -> dict[str, Value]:
    """Return what a record says as it is saved."""
    return _state(form, record.values, record.observed_on, record.justified, record.not_done)


def sent_state(form: Form, command: SaveRecord) -> dict[str, Value]:
    """Return what a record will say once ``command`` is carried out."""
    return _state(form, command.values, command.observed_on, command.justifications, command.not_done)


def observed_in(state: State) -> str | None:
    """Return the day of observation, or None."""
    day = state.get(OBSERVED)
    return day if isinstance(day, str) and day else None


def not_done_in(state: State) -> Missing | None:
    """Return why the whole form was not done; None where it was."""
    said = state.get(NOT_DONE)
    return said if isinstance(said, Missing) else None


def justified_in(state: State) -> dict[str, str]:
    """Return the justifications by id of the failed check."""
    return {
        key.removeprefix(WHY): value
        for key, value in state.items()
        if key.startswith(WHY) and isinstance(value, str) and value
    }


def values_in(state: State) -> dict[str, Value]:
    """Return the answers alone."""
    return {key: value for key, value in state.items() if key not in (OBSERVED, NOT_DONE) and not key.startswith(WHY)}


def has_key(form: Form, key: str) -> bool:
    """Tell whether ``key`` has a place on a page of ``form``."""
    if key in (OBSERVED, NOT_DONE) or key.startswith(WHY) or struck_group(form, key) is not None:
        return True
    try:
        return form.item(key).is_typed
    except StudyError:
        return False
