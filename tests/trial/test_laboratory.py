"""Tries which range of a laboratory holds: a table of cases worked by hand, and what must be true of any ranges."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.study.formulas import completed_years
from escc_desktop.study.spans import DateSpan, date_span
from escc_desktop.trial.laboratory import Found, LocalRange, Person, arranged, in_force, of_laboratory, range_for

LAB = "示范医院检验科"


def made(low: str | None = "3.5", high: str | None = "9.5", since: str = "2025-01-01", **more: object) -> LocalRange:
    """Return a range of the site's own laboratory."""
    facts: dict[str, object] = {
        "laboratory": LAB, "is_own": True, "form": "CBC", "item": "HGB", "unit": "g/L", "sex": None,
        "age_from": None, "age_to": None, "valid_until": None, **more,
    }  # fmt: skip
    return LocalRange(low=low, high=high, valid_from=since, **facts)  # type: ignore[arg-type]


def span(text: str | None) -> DateSpan | None:
    return date_span(text) if text is not None else None


def found(ranges: tuple[LocalRange, ...], sex: str | None, born: str | None, sampled: str) -> Found:
    days = date_span(sampled)
    assert days is not None
    return range_for(ranges, Person(sex, span(born)), days)


MEN, WOMEN = made("130", "175", sex="M"), made("115", "150", sex="F")
YOUNG, OLD = made("60", "110", age_from=18, age_to=59), made("60", "120", age_from=60, age_to=None)
OLDER, NEWER = made("3.5", "9.5", "2024-01-01"), made("4.0", "10.0", "2026-03-10")
ENDED = made("3.5", "9.5", "2025-01-01", valid_until="2026-03-09")
NONE_SINCE = made(None, None, "2026-03-10")
SAME_FOR_ALL = made("115", "150")

# (what is tried, ranges, sex, birthday, day of the sample, low of the range that holds or None, why)
CASES = [
    ("nothing entered", (), "M", "1962-03-06", "2026-03-05", None, "none"),
    ("anybody", (made(),), None, None, "2026-03-05", "3.5", ""),
    ("a man", (MEN, WOMEN), "M", None, "2026-03-05", "130", ""),
    ("a woman", (MEN, WOMEN), "F", None, "2026-03-05", "115", ""),
    ("sex not known", (MEN, WOMEN), None, "1962-03-06", "2026-03-05", None, "sex"),
    ("sex not known, but the same for both", (made("1", "2", sex="M"), made("1.0", "2", sex="F")), None, None,
     "2026-03-05", "1", ""),
    ("only men have one", (MEN,), "F", None, "2026-03-05", None, "none"),
    ("the day before 60", (YOUNG, OLD), "M", "1966-03-06", "2026-03-05", "60", ""),
    ("the day of 60", (YOUNG, OLD), "M", "1966-03-05", "2026-03-05", "60", ""),
    ("exactly 18", (YOUNG,), "M", "2008-03-05", "2026-03-05", "60", ""),
    ("the day before 18", (YOUNG,), "M", "2008-03-06", "2026-03-05", None, "none"),
    ("the last day of 59", (YOUNG,), "M", "1966-03-06", "2026-03-05", "60", ""),
    ("the first day of 60", (YOUNG,), "M", "1966-03-05", "2026-03-05", None, "none"),
    ("birthday not known", (YOUNG, OLD), "M", None, "2026-03-05", None, "age"),
    ("year of birth alone, clearly old", (YOUNG, OLD), "M", "1950-UK-UK", "2026-03-05", "60", ""),
    ("year of birth alone, at the border", (YOUNG, OLD), "M", "1966-UK-UK", "2026-03-05", None, "age"),
    ("born on 29 February, 60 on 1 March", (OLD,), "M", "1968-02-29", "2028-02-28", None, "none"),
    ("born on 29 February, in a leap year", (OLD,), "M", "1968-02-29", "2028-02-29", "60", ""),
    ("before the first day", (made(since="2026-03-06"),), "M", None, "2026-03-05", None, "none"),
    ("on the first day", (made(since="2026-03-05"),), "M", None, "2026-03-05", "3.5", ""),
    ("on the last day", (ENDED,), "M", None, "2026-03-09", "3.5", ""),
    ("after the last day", (ENDED,), "M", None, "2026-03-10", None, "none"),
    ("before the newer one", (OLDER, NEWER), "M", None, "2026-03-09", "3.5", ""),
    ("on the newer one's first day", (OLDER, NEWER), "M", None, "2026-03-10", "4.0", ""),
    ("the older one entered later", (NEWER, OLDER), "M", None, "2026-03-10", "4.0", ""),
    ("the same day entered again", (made("1", "2"), made("3", "4")), "M", None, "2026-03-05", "3", ""),
    ("a newer one that has ended revives nothing", (OLDER, made("4", "5", "2025-01-01", valid_until="2025-06-30")),
     "M", None, "2026-03-05", None, "none"),
    ("none stated from that day", (OLDER, NONE_SINCE), "M", None, "2026-03-10", None, "none"),
    ("none stated yet", (OLDER, NONE_SINCE), "M", None, "2026-03-09", "3.5", ""),
    ("for all and for men, different", (SAME_FOR_ALL, MEN), "M", None, "2026-03-05", None, "overlap"),
    ("for all and for men, of a woman", (SAME_FOR_ALL, MEN), "F", None, "2026-03-05", "115", ""),
    ("for all and for women, the same", (SAME_FOR_ALL, WOMEN), "F", None, "2026-03-05", "115", ""),
    ("ages that overlap", (made(age_to=60), made("1", "2", age_from=60)), "M", "1966-03-05", "2026-03-05", None,
     "overlap"),
    ("two laboratories of one's own", (made(), made("1", "2", laboratory="急诊检验")), "M", None, "2026-03-05", None,
     "overlap"),
    ("the same numbers in another unit", (made("115", "150"), made("115", "150", unit="g/dL", sex="M")), "M", None,
     "2026-03-05", None, "overlap"),
    ("day of the sample not known, it matters", (OLDER, NEWER), "M", None, "2026-03-UK", None, "day"),
    ("day of the sample not known, all the same", (OLDER, NEWER), "M", None, "2026-04-UK", "4.0", ""),
]  # fmt: skip


@pytest.mark.parametrize(("ranges", "sex", "born", "sampled", "low", "why"), [one[1:] for one in CASES],
                         ids=[one[0] for one in CASES])  # fmt: skip
def test_the_range_that_holds(
    ranges: tuple[LocalRange, ...], sex: str | None, born: str | None, sampled: str, low: str | None, why: str
) -> None:
    told = found(ranges, sex, born, sampled)
    assert (told.range.low if told.range else None, told.why) == (low, why)


def test_the_upper_limit_tells_who_is_sixty() -> None:
    day_before = found((YOUNG, OLD), "M", "1966-03-06", "2026-03-05").range
    birthday = found((YOUNG, OLD), "M", "1966-03-05", "2026-03-05").range
    assert day_before is not None
    assert birthday is not None
    assert (day_before.high, birthday.high) == ("110", "120")


def test_laboratories_are_told_apart_by_name() -> None:
    outside = made(laboratory="Second Hospital", is_own=False)
    assert of_laboratory((made(), outside), None) == (made(),)
    assert of_laboratory((made(), outside), "second  hospital ") == (outside,)


def test_an_order_names_the_first_and_the_rest_follows() -> None:
    assert arranged(("A", "B", "C", "D"), ("D", "X", "B")) == ("D", "B", "A", "C")


DAYS = st.integers(0, 800).map(lambda days: date(2024, 1, 1) + timedelta(days=days))
AGES = st.none() | st.integers(0, 90)
RANGES = st.lists(
    st.builds(
        lambda since, days, sex, low, ages, has_limits: made(
            str(low) if has_limits else None,
            None,
            since.isoformat(),
            sex=sex,
            age_from=ages[0],
            age_to=ages[1],
            valid_until=(since + timedelta(days=days)).isoformat() if days is not None else None,
        ),
        DAYS,
        st.none() | st.integers(0, 400),
        st.sampled_from([None, "M", "F"]),
        st.integers(1, 3),
        st.tuples(AGES, AGES).filter(lambda two: two[0] is None or two[1] is None or two[0] <= two[1]),
        st.booleans(),
    ),
    max_size=6,
).map(tuple)


@given(RANGES, st.sampled_from(["M", "F"]), DAYS, DAYS)
def test_a_range_that_holds_is_one_for_that_person_on_that_day(
    ranges: tuple[LocalRange, ...], sex: str, sampled: date, since: date
) -> None:
    born = date(since.year - 60, since.month, min(since.day, 28))
    told = range_for(ranges, Person(sex, DateSpan(born, born)), DateSpan(sampled, sampled))
    age = completed_years(sampled, born)
    standing = [one for one in in_force(ranges, sampled) if one.is_for(sex, age)]
    limits = {one.limits for one in standing}
    assert told.why == ("none" if not limits else "overlap" if len(limits) > 1 else "")
    assert (told.range is not None) == (len(limits) == 1)
    if told.range is not None:
        assert told.range in standing
        assert told.range.valid_from <= sampled.isoformat()
        later = [one for one in ranges if one.key == told.range.key and one.valid_from <= sampled.isoformat()]
        assert max(one.valid_from for one in later) == told.range.valid_from


@given(RANGES, DAYS)
def test_what_is_said_without_knowing_holds_for_everybody(ranges: tuple[LocalRange, ...], sampled: date) -> None:
    day = DateSpan(sampled, sampled)
    told = range_for(ranges, Person(), day)
    if told.range is None:
        return
    for sex in ("M", "F"):
        for age in range(0, 100, 3):
            born = date(sampled.year - age, 1, 1)
            known = range_for(ranges, Person(sex, DateSpan(born, born)), day)
            assert known.range is not None
            assert known.range.limits == told.range.limits
