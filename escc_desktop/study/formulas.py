"""Holds the formulas that a rule may name, each with its source, in Decimal alone; it rounds nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, DecimalException

from escc_desktop.study.terms import EXACT

CREATININE_UMOL_PER_MG_DL = Decimal("88.4")
"""Micromoles per litre in one milligram per decilitre of creatinine (113.12 g/mol)."""


def bmi(kg: Decimal, cm: Decimal) -> Decimal | None:
    """Return the body mass index in kg/m2 (WHO Technical Report Series 894, 2000)."""
    if kg <= 0 or cm <= 0:
        return None
    metres = EXACT.divide(cm, Decimal(100))
    return EXACT.divide(kg, EXACT.multiply(metres, metres))


def _mosteller(kg: Decimal, cm: Decimal) -> Decimal:
    """The root of kg x cm / 3600 (Mosteller RD. N Engl J Med 1987;317:1098)."""
    return EXACT.sqrt(EXACT.divide(EXACT.multiply(kg, cm), Decimal(3600)))


def _powers(factor: str, of_kg: str, of_cm: str) -> Callable[[Decimal, Decimal], Decimal]:
    scale, kg_power, cm_power = Decimal(factor), Decimal(of_kg), Decimal(of_cm)

    def formula(kg: Decimal, cm: Decimal) -> Decimal:
        by_weight = EXACT.multiply(scale, EXACT.power(kg, kg_power))
        return EXACT.multiply(by_weight, EXACT.power(cm, cm_power))

    return formula


def _stevenson(kg: Decimal, cm: Decimal) -> Decimal:
    """The formula of Chinese hospitals (许文生氏): Stevenson PH. Chin J Physiol 1937;12:327-334."""
    linear = EXACT.add(EXACT.multiply(Decimal("0.0061"), cm), EXACT.multiply(Decimal("0.0128"), kg))
    return EXACT.subtract(linear, Decimal("0.1529"))


BSA: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "mosteller": _mosteller,
    "dubois": _powers("0.007184", "0.425", "0.725"),
    "haycock": _powers("0.024265", "0.5378", "0.3964"),
    "gehan_george": _powers("0.0235", "0.51456", "0.42246"),
    "stevenson": _stevenson,
}
"""Body surface area in m2 from kg and cm, by the name of the formula.

mosteller: Mosteller RD. N Engl J Med 1987;317:1098. dubois: Du Bois D, Du Bois EF. Arch Intern Med 1916;17:863-871.
haycock: Haycock GB et al. J Pediatr 1978;93:62-66. gehan_george: Gehan EA, George SL. Cancer Chemother Rep
1970;54:225-235. stevenson: Stevenson PH. Chin J Physiol 1937;12:327-334.
"""


def bsa(formula: str, kg: Decimal, cm: Decimal) -> Decimal | None:
    """Return the body surface area in m2 by a formula of ``BSA``; None for an unknown one and what no body measures."""
    if formula not in BSA or kg <= 0 or cm <= 0:
        return None
    try:
        area = BSA[formula](kg, cm)
    except DecimalException:
        return None
    return area if area > 0 else None


def cockcroft_gault(age: Decimal, kg: Decimal, creatinine: Decimal, is_female: bool) -> Decimal | None:
    """Return the creatinine clearance in mL/min (Cockcroft DW, Gault MH. Nephron 1976;16:31-41).

    ``age`` in completed years, ``creatinine`` in umol/L. In women it is 15 % less.
    """
    if not 0 <= age < 140 or kg <= 0 or creatinine <= 0:
        return None
    in_mg_dl = EXACT.divide(creatinine, CREATININE_UMOL_PER_MG_DL)
    above = EXACT.multiply(EXACT.subtract(Decimal(140), age), kg)
    clearance = EXACT.divide(above, EXACT.multiply(Decimal(72), in_mg_dl))
    return EXACT.multiply(clearance, Decimal("0.85")) if is_female else clearance


def qtcf(qt: Decimal, rate: Decimal) -> Decimal | None:
    """Return the QT interval corrected for the heart rate, in ms (Fridericia LS. Acta Med Scand 1920;53:469-486).

    ``qt`` in ms, ``rate`` in beats a minute: QT over the cube root of 60 / rate, the time between two beats in seconds.
    """
    if qt <= 0 or rate <= 0:
        return None
    between = EXACT.divide(Decimal(60), rate)
    return EXACT.divide(qt, EXACT.power(between, EXACT.divide(Decimal(1), Decimal(3))))


def completed_years(on: date, born: date) -> int:
    """Return the years completed on a day; negative before birth.

    A year is completed on the birthday. Whoever was born on 29 February completes it on 1 March in a common year: on
    28 February the day of birth has not come back yet.
    """
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
