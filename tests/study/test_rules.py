"""Proves the three-valued logic of rules against the tables of Kleene, and that nothing else gets into a rule."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.errors import StudyError
from escc_desktop.study.edition import ItemType
from escc_desktop.study.rules import both, either, judge, parse
from escc_desktop.study.values import Missing, Value

ORDER = {False: 0, None: 1, True: 2}
TRUTH: tuple[bool | None, ...] = (False, None, True)
KINDS: dict[str, ItemType] = {
    "A": "yes_no",
    "B": "yes_no",
    "C": "yes_no",
    "X": "decimal",
    "Y": "decimal",
    "D": "partial_date",
    "E": "date",
    "T": "datetime",
    "L": "choices",
    "G": "choice",
}


def judged(rule: str, **values: Value) -> bool | None:
    """Judge a rule over items of the kinds above."""
    return judge(rule, values, KINDS)


@pytest.mark.parametrize(("left", "right"), list(product(TRUTH, TRUTH)))
def test_and_is_the_smaller_and_or_the_larger(left: bool | None, right: bool | None) -> None:
    assert ORDER[both(left, right)] == min(ORDER[left], ORDER[right])
    assert ORDER[either(left, right)] == max(ORDER[left], ORDER[right])


NAMES = st.sampled_from(["A == 'Y'", "B == 'Y'", "C == 'Y'"])
RULES = st.recursive(
    NAMES,
    lambda inner: st.one_of(
        inner.map(lambda rule: f"not ({rule})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) and ({pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) or ({pair[1]})"),
    ),
    max_leaves=8,
)
ANSWERS = st.sampled_from(["Y", "N", None])


@given(RULES, ANSWERS, ANSWERS, ANSWERS)
def test_what_is_decided_stays_decided_when_more_is_known(
    rule: str, first: str | None, second: str | None, third: str | None
) -> None:
    given_answers = dict(zip("ABC", (first, second, third), strict=True))
    now = judge(rule, {name: answer for name, answer in given_answers.items() if answer}, KINDS)
    open_names = [name for name, answer in given_answers.items() if answer is None]
    later = {
        judge(
            rule, {**{n: a for n, a in given_answers.items() if a}, **dict(zip(open_names, more, strict=True))}, KINDS
        )
        for more in product("YN", repeat=len(open_names))
    }
    assert None not in later
    if now is not None:
        assert later == {now}


@given(RULES, st.tuples(*[st.sampled_from("YN")] * 3))
def test_with_all_answers_it_is_ordinary_logic(rule: str, answers: tuple[str, str, str]) -> None:
    values = dict(zip("ABC", answers, strict=True))
    assert judge(rule, values, KINDS) is eval(rule, {"__builtins__": {}}, dict(values))


def test_unknown_is_never_turned_round() -> None:
    assert judged("not (A == 'Y')") is None
    assert judged("A == 'Y'", A=Missing("UK", "asked")) is None
    assert judged("X < 3") is None
    assert judged("X != 3") is None
    assert judged("A == 'Y' or X < 3", A="Y") is True
    assert judged("A == 'Y' and X < 3", A="N") is False


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-999, max_value=999))
def test_numbers_are_exact(number: Decimal) -> None:
    assert judged(f"X == {number}", X=str(number)) is True
    assert judged("X + 0.1 + 0.2 == Y", X=str(number), Y=str(number + Decimal("0.3"))) is True


def test_arithmetic_chains_and_unknown_sums() -> None:
    assert judged("1.8 <= X < 6.3", X="1.8") is True
    assert judged("1.8 <= X < 6.3", X="6.30") is False
    assert judged("X / Y > 1", X="1", Y="0") is None
    assert judged("-X < 0", X="2") is True
    assert judged("X in (1, 2)", X="2.0") is True
    assert judged("G not in ('P', 'Q')", G="P") is False
    assert judged("G in ('P', 'Q')") is None


def test_partial_dates_decide_only_when_every_day_does() -> None:
    assert judged("D < E", D="2026-02-UK", E="2026-03-01") is True
    assert judged("D < E", D="2026-03-UK", E="2026-03-15") is None
    assert judged("D <= E", D="2026-03-UK", E="2026-03-31") is True
    assert judged("D > E", D="2026-UK-UK", E="2026-12-31") is False
    assert judged("D == E", D="2026-03-UK", E="2026-03-15") is None
    assert judged("D == E", D="2026-03-UK", E="2026-04-15") is False
    assert judged("D <= T", D="2026-03-05", T="2026-03-05 00:10") is True
    assert judged("days(E, D) <= 3", D="2026-03-05", E="2026-03-08") is True
    assert judged("days(E, D) <= 3", D="2026-03-UK", E="2026-03-08") is None


def test_functions_see_missing_codes() -> None:
    gone = Missing("ND", "sample lost")
    assert judged("answered(X)", X=gone) is True
    assert judged("answered(X)") is False
    assert judged("missing(X)", X=gone) is True
    assert judged("missing(X)", X="1") is False
    assert judged("has(L, 'CT')", L="CT;MRI") is True
    assert judged("has(L, 'US')", L="CT;MRI") is False
    assert judged("has(L, 'CT')") is None


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "X <",
        "X = 1",
        "__import__('os')",
        "X.real > 1",
        "X[0]",
        "[x for x in (1, 2)]",
        "lambda: 1",
        "X ** 9",
        "X if A else B",
        "f'{X}'",
        "True",
        "None",
        "X is 1",
        "answered()",
        "answered('X')",
        "days(D)",
        "eval(X)",
        "answered(X, Y)",
        "{X}",
        "X := 1",
        "(" * 60 + "X" + ")" * 60 + " and " + "not " * 40 + "X",
        "X == 1" + " and X == 1" * 100,
    ],
)
def test_what_is_not_on_the_list_is_refused(rule: str) -> None:
    with pytest.raises(StudyError) as refused:
        parse(rule)
    assert refused.value.code == "RULE_BROKEN"
