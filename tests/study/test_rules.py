"""Proves the three-valued logic of rules against the tables of Kleene, and that nothing else gets into a rule."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal, localcontext
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.errors import StudyError
from escc_desktop.study.edition import ItemType
from escc_desktop.study.rules import Answers, both, either, judge, names_of, parse, worth
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


TABLE: dict[bool | None, int] = {False: 0, None: 1, True: 2}
BACK = {worth: truth for truth, worth in TABLE.items()}
Tree = tuple[str, tuple["Tree", ...]]
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.sampled_from("ABC").map(lambda name: (name, ())),
    lambda inner: st.one_of(
        st.tuples(st.just("not"), st.tuples(inner)),
        st.tuples(st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=4).map(tuple)),
    ),
    max_leaves=10,
)


def written(tree: Tree) -> str:
    """Return a tree as a rule."""
    sign, parts = tree
    if sign in "ABC":
        return f"{sign} == 'Y'"
    if sign == "not":
        return f"not ({written(parts[0])})"
    return f" {sign} ".join(f"({written(part)})" for part in parts)


def by_table(tree: Tree, answers: dict[str, bool | None]) -> bool | None:
    """Work a tree out by the tables of Kleene alone: not turns the order round, and is the least, or the greatest."""
    sign, parts = tree
    if sign in answers:
        return answers[sign]
    worths = [TABLE[by_table(part, answers)] for part in parts]
    return BACK[2 - worths[0] if sign == "not" else min(worths) if sign == "and" else max(worths)]


@given(TREES, st.tuples(*[st.sampled_from(TRUTH)] * 3))
def test_rules_follow_the_tables_of_kleene(tree: Tree, truths: tuple[bool | None, ...]) -> None:
    answers = dict(zip("ABC", truths, strict=True))
    values: dict[str, Value] = {name: "Y" if truth else "N" for name, truth in answers.items() if truth is not None}
    assert judge(written(tree), values, KINDS) is by_table(tree, answers)


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
        "vs.KG > 1",
        "VS.KG.X > 1",
        "latest(X) > 1",
        "latest(VS.KG, X) > 1",
        "at(SCR, VS.KG) > 1",
        "answered(days(D, E))",
        "any_is(X, Y)",
        "count('AE') > 1",
        "count(AE.TERM) > 1",
        "sum_of(X + 1) > 1",
        "bsa(X, 70, 170) > 1",
        "bmi(70) > 1",
        "round(X, Y) > 1",
        "round(X, -1) > 1",
        "round(X, 9) > 1",
        "min(X) > 1",
        "in_unit(3, 'mg') > 1",
        "in_unit(X, Y) > 1",
        "anchor(X) > D",
        "in_unit(X + 1, 'mg') > 1",
        "answered(X=1)",
        "max(*X) > 1",
        "X == b'1'",
        "X == ...",
    ],
)
def test_what_is_not_on_the_list_is_refused(rule: str) -> None:
    with pytest.raises(StudyError) as refused:
        parse(rule)
    assert refused.value.code == "RULE_BROKEN"


def test_a_rule_tells_all_that_it_names() -> None:
    named = names_of(
        "X > 3 and G in ('P', 'Q') and VS.KG > 1 and latest(LB.HGB) < in_unit(Y, 'g/L') and any_is(AE.OUT, 'FATAL')"
        " and count(LESIONS) > at('SCR', TU.N) and OBSERVED >= anchor('consent') and has(L, 'CT')"
        " and bsa('dubois', VS.KG, 170) > 1 and sum_of(LEN) > 2 and D < E"
    )
    assert named.own == {"X", "G", "Y", "L", "LEN", "D", "E"}
    assert named.foreign == {("VS", "KG"), ("LB", "HGB"), ("AE", "OUT"), ("TU", "N")}
    assert named.looked_up == {("LB", "HGB"), ("TU", "N")}
    assert named.over_rows == {"AE.OUT", "LEN"}
    assert named.counted == {"LESIONS"}
    assert (named.visits, named.anchors, named.formulas) == ({"SCR"}, {"consent"}, {"dubois"})
    assert named.units == {("Y", "g/L")}
    assert named.codes == {("G", "P"), ("G", "Q"), ("AE.OUT", "FATAL"), ("L", "CT")}
    assert named.is_dated
    assert named.functions >= {"latest", "any_is", "count", "at", "anchor", "has", "bsa", "sum_of", "in_unit"}


def test_numbers_that_count_as_reported_are_told() -> None:
    assert names_of("X < X_LO or X > X_HI").as_reported == set()
    assert names_of("in_unit(X, 'g/L') > 3 and answered(X)").as_reported == set()
    assert names_of("X > 3").as_reported == {"X"}
    assert names_of("round(X, 1) > Y").as_reported == {"X", "Y"}
    assert names_of("sum_of(X) > Y * 2").as_reported == {"X", "Y"}
    assert names_of("latest(LB.HGB) > 90 or LB.PLT > 3").as_reported == {"LB.HGB", "LB.PLT"}
    assert names_of("in_unit(latest(LB.HGB), 'g/L') > 90 and answered(at('SCR', LB.PLT))").as_reported == set()


@pytest.mark.parametrize(
    ("rule", "worth_of_it"),
    [
        ("round(2.345, 2)", "2.35"),
        ("round(-2.345, 2)", "-2.35"),
        ("round(X, 0)", "3"),
        ("min(X, 2, 7)", "2"),
        ("max(X, 2)", "2.5"),
        ("abs(0 - X)", "2.5"),
        ("bmi(50, 160)", "19.53125"),
        ("X / 0", None),
        ("min(X, Y)", None),
        ("abs(Y)", None),
        ("bsa('rubner', 70, 170)", None),
    ],
)
def test_what_functions_are_worth(rule: str, worth_of_it: str | None) -> None:
    found = worth(rule, Answers({"X": "2.5"}, KINDS))
    assert found == (Decimal(worth_of_it) if worth_of_it else None)


def test_an_age_between_two_birthdays_is_an_interval() -> None:
    born: dict[str, Value] = {"D": "2008-03-UK", "E": "2026-03-15"}
    assert judged("age(E, D) >= 17", **born) is True
    assert judged("age(E, D) >= 18", **born) is None
    assert judged("age(E, D) > 18", **born) is False
    assert judged("age(E, D) * 2 + 1 > 34", **born) is True
    assert judged("max(age(E, D), 18) == 18", **born) is True
    assert judged("10 / (age(E, D) - 17) > 0", **born) is None
    assert judged("abs(age(E, D) - 18) <= 1", **born) is True
    assert judged("cockcroft_gault(age(E, D), 60, 80, A == 'Y') > 100", A="N", **born) is True


def test_the_arithmetic_of_the_thread_changes_nothing() -> None:
    with localcontext() as context:
        context.prec = 3
        context.rounding = ROUND_DOWN
        assert worth("10 / 3", Answers({}, {})) == Decimal("3.333333333333333333333333333")
