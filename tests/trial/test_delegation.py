"""Proves who is delegated for what on which day, and which facts are told to have been recorded by others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.trial.delegation import KINDS, TASK_OF_ACT, TASK_OF_FACT, TASKS, read_logs, undelegated
from escc_desktop.trial.reading import Fact, fold_all
from escc_desktop.trial.training import days_left, is_ending, read_training
from tests.trial.conftest import Say

PI = {"actor_id": "p2", "actor_name": "王敏", "actor_role": "principal_investigator", "participant": None}


def certified(say: Say, person: str, name: str, *roles: str) -> Any:
    return say("person.certified", {"person": person, "name": name, "roles": list(roles)}, participant=None)


def granted(say: Say, tasks: tuple[str, ...], first: str, last: str | None = None, **more: Any) -> Any:
    body = {"person": "p1", "tasks": list(tasks), "from": first, "until": last}
    return say("delegation.granted", body, **{**PI, **more})


def test_every_act_and_fact_has_a_task_of_the_list() -> None:
    assert set(TASK_OF_ACT.values()) | set(TASK_OF_FACT.values()) <= set(TASKS)
    assert len(KINDS) == 4


def test_a_delegation_holds_from_its_first_day_to_its_last(say: Say) -> None:
    facts = [certified(say, "p1", "李晓", "coordinator"), granted(say, ("enrol",), "2026-03-05", "2026-03-31")]
    log = read_logs(facts)["01-A"]
    days = {"2026-03-04": False, "2026-03-05": True, "2026-03-31": True, "2026-04-01": False}
    assert {day: log.may_act("p1", "enrol", day) for day in days} == days
    assert not log.may_act("p1", "sign", "2026-03-05")
    assert not log.may_act("p9", "enrol", "2026-03-05")


def test_whoever_leaves_is_delegated_no_more(say: Say) -> None:
    body = {"person": "p1", "certificate": "0" * 64, "why": "left_site", "on": "2026-03-20"}
    left = say(
        "person.revoked", body, actor_id="p9", actor_name="陈洁", actor_role="site_administrator", participant=None
    )
    log = read_logs([granted(say, ("data",), "2026-03-05"), left, granted(say, ("enrol",), "2026-03-05")])["01-A"]
    first, other = log.delegations
    assert (first.ended_on, first.ended_by) == ("2026-03-20", "陈洁")
    assert other.ended_on is None
    assert not log.may_act("p1", "data", "2026-03-20")
    assert log.has_covered("p1", "data", "2026-03-10")


def test_the_principal_investigator_needs_nobody(say: Say) -> None:
    log = read_logs([certified(say, "p2", "王敏", "principal_investigator")])["01-A"]
    assert all(log.may_act("p2", task, "2020-01-01") and log.has_covered("p2", task, "2020-01-01") for task in TASKS)


def test_what_somebody_else_grants_or_ends_does_not_count(say: Say) -> None:
    other = {"actor_role": "sub_investigator"}
    facts = [granted(say, ("enrol",), "2026-03-05", **other), granted(say, ("data",), "2026-03-05")]
    end = {"delegation": facts[1].entry, "on": "2026-03-06"}
    facts.append(say("delegation.ended", end, **{**PI, **other}))
    log = read_logs(facts)["01-A"]
    assert [one.tasks for one in log.delegations] == [("data",)]
    assert log.may_act("p1", "data", "2026-03-07")


def test_an_end_stops_acts_at_once_and_leaves_the_facts_of_its_day(say: Say) -> None:
    grant = granted(say, ("data",), "2026-03-05")
    ends = [
        say("delegation.ended", {"delegation": grant.entry, "on": on}, reason="轮转", **PI)
        for on in ("2026-03-20", "2026-03-10", "2026-03-15")
    ]
    (one,) = read_logs([grant, *ends])["01-A"].delegations
    assert (one.ended_on, one.last_on, one.end_reason) == ("2026-03-10", "2026-03-10", "轮转")
    assert (one.allows("data", "2026-03-09"), one.allows("data", "2026-03-10")) == (True, False)
    assert (one.covers("data", "2026-03-10"), one.covers("data", "2026-03-11")) == (True, False)


def test_logs_of_two_chains_do_not_mix(say: Say) -> None:
    other = granted(say, ("data",), "2026-03-01", chain="01-B", seq=1)
    logs = read_logs([certified(say, "p1", "李晓", "coordinator"), other])
    assert not logs["01-A"].may_act("p1", "data", "2026-03-05")
    assert logs["01-B"].may_act("p1", "data", "2026-03-05")


def test_facts_of_somebody_not_delegated_are_told_and_nothing_else(say: Say) -> None:
    people = [certified(say, "p1", "李晓", "coordinator"), certified(say, "p3", "赵强", "drug_manager")]
    logs = read_logs([*people, granted(say, ("data",), "2026-03-05")])
    saved = {"form": "VS", "values": {}, "is_complete": True, "digest": "d"}
    night = {"at": "2026-03-05T17:30:00.000000Z", "offset": "+08:00"}  # the sixth there
    strange = {"actor_id": "p3", "actor_name": "赵强"}
    facts = [
        say("participant.screened", {"number": "01-001", "order": 1, "initials": "CHYU"}),
        say("record.saved", saved, "r1"),
        say("record.saved", saved, "r1", based_on="01-A:5", **strange),
        say("record.saved", saved, "r1", based_on="01-A:6", **strange),
        say("record.saved", saved, "r1", based_on="01-A:7", **strange, **night),
        say("treatment.started", {"first_dose_on": {"ANLO": "2026-03-05"}}, **strange),
        say("visit.booked", {"visit": "SCR", "on": "2026-03-09", "at": None}, chain="01-B", seq=1),
    ]
    reading = fold_all(facts)
    assert reading is not None
    found = [(one.what, one.record, one.deed.name, one.deed.on) for one in undelegated(logs, reading)]
    assert found == [
        ("participant.screened", None, "Li Xiao", "2026-03-05"),  # delegated for data, not for screening
        ("treatment.started", None, "赵强", "2026-03-05"),
        ("record.saved", "r1", "赵强", "2026-03-05"),
        ("record.saved", "r1", "赵强", "2026-03-06"),
    ]


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.lists(st.tuples(st.dates(), st.none() | st.dates())))
def test_a_day_is_covered_when_one_delegation_covers_it(day: date, spans: list[tuple[date, date | None]]) -> None:
    facts = [
        Fact(
            kind="delegation.granted",
            chain="01-A",
            seq=place,
            at="2026-03-05T06:00:00.000000Z",
            actor_id="p2",
            actor_name="王敏",
            actor_role="principal_investigator",
            participant=None,
            record=None,
            based_on=None,
            edition=None,
            body={"person": "p1", "tasks": ["data"], "from": str(first), "until": str(last) if last else None},
            reason=None,
            hash="h",
        )
        for place, (first, last) in enumerate(spans, 1)
    ]
    log = read_logs(facts).get("01-A")
    expected = any(first <= day and (last is None or day <= last) for first, last in spans)
    assert (log is not None and log.has_covered("p1", "data", str(day))) is expected


def test_the_last_certificate_of_a_kind_counts(say: Say) -> None:
    def told(what: str, on: str, expires_on: str | None) -> Any:
        body = {"person": "p1", "what": what, "on": on, "expires_on": expires_on, "filed_at": None}
        return say("training.recorded", body, participant=None)

    trained = read_training(
        [
            told("gcp", "2023-03-01", "2026-03-01"),
            told("gcp", "2026-02-20", "2029-02-20"),
            told("other", "2026-01-01", None),
        ]
    )
    assert [(one.what, one.is_replaced) for one in trained] == [("gcp", True), ("gcp", False), ("other", False)]


@pytest.mark.parametrize(
    ("last", "left", "ends"),
    [("2026-03-04", -1, True), ("2026-03-05", 0, True), ("2026-04-04", 30, True), ("2026-04-05", 31, False)],
)
def test_what_ends_within_thirty_days_is_told(last: str, left: int, ends: bool) -> None:
    today = date(2026, 3, 5)
    assert (days_left(last, today), is_ending(last, today)) == (left, ends)
    assert not is_ending(None, today)
