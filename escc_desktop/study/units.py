"""Converts a number from one unit to another by the table of an edition; what the table does not say is not guessed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, DecimalException

from escc_desktop.study.edition import Conversion, Study
from escc_desktop.study.terms import EXACT

_ANY = ""


@dataclass(frozen=True, slots=True)
class Units:
    """The conversions of an edition and the units that it names. A conversion works in both directions, never a chain
    of several: a factor that nobody wrote down has no source.
    """

    conversions: tuple[Conversion, ...] = ()
    ids: frozenset[str] = frozenset()
    _factors: dict[tuple[str, str, str], tuple[Decimal, bool]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay the table out by analyte and unit."""
        factors: dict[tuple[str, str, str], tuple[Decimal, bool]] = {}
        for one in self.conversions:
            for analyte in one.analytes or (_ANY,):
                factors.setdefault((analyte, one.from_unit, one.to_unit), (one.factor, False))
                factors.setdefault((analyte, one.to_unit, one.from_unit), (one.factor, True))
        object.__setattr__(self, "_factors", factors)

    def knows(self, unit: str) -> bool:
        """Tell whether the edition names a unit; "" is no unit and needs no naming."""
        return not unit or unit in self.ids

    def can_convert(self, from_unit: str, to_unit: str, analyte: str) -> bool:
        """Tell whether a value of ``analyte`` can be converted."""
        return from_unit == to_unit or self._factor(from_unit, to_unit, analyte) is not None

    def convert(self, number: Decimal, from_unit: str, to_unit: str, analyte: str) -> Decimal | None:
        """Return ``number`` in ``to_unit``; None where the table has no conversion for this analyte.

        ``analyte`` is the test code of the item. The result has up to 28 digits: it is rounded where it is shown.
        """
        if from_unit == to_unit:
            return number
        found = self._factor(from_unit, to_unit, analyte)
        if found is None:
            return None
        factor, is_inverse = found
        try:
            return EXACT.divide(number, factor) if is_inverse else EXACT.multiply(number, factor)
        except DecimalException:
            return None

    def _factor(self, from_unit: str, to_unit: str, analyte: str) -> tuple[Decimal, bool] | None:
        named = self._factors.get((analyte, from_unit, to_unit))
        return named if named is not None else self._factors.get((_ANY, from_unit, to_unit))


def units_of(study: Study) -> Units:
    """Return the units of an edition and its table of conversions."""
    return Units(study.conversions, frozenset(study.units))
