"""Proves that a rule is called impossible only when no answer makes it true, and that plain slips are found."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.study.edition import Item, Label
from escc_desktop.study.rules import judge
from escc_desktop.study.satisfying import Domain, domain_of, never_false, never_true
from escc_desktop.study.values import Missing, Value

DOMAINS = {
    "A": Domain("yes_no", ("Y", "N")),
    "B": Domain("yes_no", ("Y", "N")),
    "G": Domain("choice", ("1", "2", "3")),
    "L": Domain("choices", ("CT", "MRI", "US")),
    "X": Domain("decimal"),
    "Z": Domain("decimal"),
    "N": Domain("integer"),
    "D": Domain("date"),
    "E": Domain("partial_date"),
    "T": Domain("text"),
    "DM.SEX": Domain("choice", ("M", "F")),
}


@pytest.mark.parametrize(
    "rule",
    [
        "G == '4'",
        "A == 'Y' and A == 'N'",
        "A == 'YES'",
        "X > 5 and X < 3",
        "X < Z and Z < X",
        "X > 3 and Z < 2 and X < Z",
        "N > 3 and N < 4",
        "3 < N < 4",
        "D > '2026-03-05' and D < '2026-03-06'",
        "D > '2026-03-05' and E < '2026-03-05' and D <= E",
        "not answered(X) and X > 3",
        "missing(X) and X > 3",
        "missing(X) and not answered(X)",
        "A",
        "A and B",
        "L == 'CT'",
        "has(L, 'CT') and not has(L, 'CT')",
        "G >= 4",
        "G in ('4', '5')",
        "DM.SEX == 'female'",
        "X + 1",
        "X != X",
        "days(D, E)",
        "T == 'a' and T == 'b'",
        "A == 'Y' and (X + 1 > 3) and A != 'Y'",
    ],
)
def test_slips_are_found(rule: str) -> None:
    assert never_true(rule, DOMAINS)


@pytest.mark.parametrize(
    "rule",
    [
        "G == '3'",
        "A == 'Y' or A == 'N'",
        "X > 3 and X < 3.1",
        "N > 3 and N < 5",
        "X < Z and Z < 3 and X > 2.9",
        "D > '2026-03-05' and D < '2026-03-07'",
        "D < '2026-03-UK' and D > '2026-02-27'",
        "answered(X) and not missing(X)",
        "missing(X) and answered(X)",
        "X + 1 > 3 and X + 1 < 3",
        "has(L, 'CT') and has(L, 'MRI') and not has(L, 'US')",
        "latest(VS.WEIGHT) > 3",
        "any_is(AE.AEOUT, 'FATAL') and not any_is(AE.AEOUT, 'FATAL')",
        "UNHEARD == 'of'",
        "DM.SEX == 'F' and answered(T)",
        "G > 2",
        "OBSERVED > '2026-03-05' and OBSERVED < D",
        "age(OBSERVED, E) >= 18",
    ],
)
def test_what_can_be_is_left_alone(rule: str) -> None:
    assert not never_true(rule, DOMAINS)


def test_a_check_that_checks_nothing_is_found() -> None:
    assert never_false("A == 'Y' or A == 'N'", DOMAINS)
    assert never_false("X >= 3 or X < 3", DOMAINS)
    assert never_false("answered(X) or not answered(X)", DOMAINS)
    assert not never_false("X < 3 or X > 3", DOMAINS)
    assert not never_false("A == 'Y'", DOMAINS)


def test_domains_come_from_items() -> None:
    assert domain_of(Item("A", Label("", ""), "yes_no_na"), {}) == Domain("yes_no_na", ("Y", "N", "NA"))
    assert domain_of(Item("A", Label("", ""), "decimal"), {}) == Domain("decimal")


NUMBERS = st.sampled_from(["X", "Z", "N", "2", "2.5", "3"])
DAYS = st.sampled_from(["D", "E", "'2026-03-05'", "'2026-03-06'", "'2026-03-08'"])
SIGNS = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
ATOMS = st.one_of(
    st.tuples(NUMBERS, SIGNS, NUMBERS).map(" ".join),
    st.tuples(DAYS, SIGNS, DAYS).map(" ".join),
    st.tuples(st.just("G"), SIGNS, st.sampled_from(["'2'", "2", "'4'"])).map(" ".join),
    st.sampled_from(["A == 'Y'", "A == B", "answered(X)", "missing(D)", "has(L, 'CT')", "X + 1 > Z", "T == 'a'"]),
)
RULES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        inner.map(lambda rule: f"not ({rule})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) and ({pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) or ({pair[1]})"),
    ),
    max_leaves=4,
)
GONE = st.sampled_from([None, Missing("ND", "lost")])


def answers() -> st.SearchStrategy[dict[str, Value | None]]:
    """Return answers of every kind, near the literals of the rules."""
    numbers = st.sampled_from(["1", "2", "2.2", "2.4", "2.5", "2.7", "2.8", "3", "4"])
    days = st.dates(date(2026, 3, 3), date(2026, 3, 10)).map(str)
    return st.fixed_dictionaries(
        {
            "A": GONE | st.sampled_from("YN"),
            "B": GONE | st.sampled_from("YN"),
            "G": GONE | st.sampled_from("123"),
            "L": GONE | st.sampled_from(["CT", "CT;MRI", "US"]),
            "X": GONE | numbers,
            "Z": GONE | numbers,
            "N": GONE | st.sampled_from("1234"),
            "D": GONE | days,
            "E": GONE | days | st.just("2026-03-UK"),
            "T": GONE | st.sampled_from("ab"),
        }
    )


@given(RULES, st.lists(answers(), min_size=8, max_size=8))
def test_no_answer_refutes_a_claim(rule: str, tried: list[dict[str, Value | None]]) -> None:
    kinds = {name: domain.kind for name, domain in DOMAINS.items()}
    found = {judge(rule, {name: value for name, value in one.items() if value}, kinds) for one in tried}
    assert not (True in found and never_true(rule, DOMAINS))
    assert not (False in found and never_false(rule, DOMAINS))
