"""Holds every role to the acts that the matrix gives it, and asks that a refusal names who could."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from escc_desktop.actions import commands
from escc_desktop.actions.authority import MAY, ROLES, delegates, may, require, signing_act
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import AddPerson
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import PersonView
from escc_desktop.errors import EsccError, Refused, VaultError
from escc_desktop.words import catalogue, explain
from tests.actions.test_people import carry_out_and
from tests.building import ADMINISTRATOR, CONSENT, COORDINATOR, INVESTIGATOR, Places, delegate, entries, screen

ACTS: tuple[tuple[str, Any], ...] = (
    ("add_person", AddPerson("新人", ("coordinator",), "new words 12345")),
    ("add_person", commands.ChangePerson("P02", ("coordinator", "drug_manager"), None)),
    ("enrol", commands.EnrolParticipant("01-001")),
    ("exchange", commands.ExportPackage(Path("nowhere"))),
    ("exchange", commands.ImportPackage(Path("nowhere"))),
    ("record", commands.RegisterScreening("ZHHO", CONSENT)),
    ("record", commands.SaveRecord("01-001", "IC", CONSENT)),
    ("record", commands.BookVisit("01-001", "SCR", date(2026, 3, 5))),
    ("record", commands.RecordFirstDose("01-001", {"ANLO": date(2026, 3, 5)})),
    ("record", commands.RecordTraining("P02", "gcp", date(2025, 6, 1))),
    ("raise_finding", commands.RaiseFinding("知情同意书第 3 页缺日期")),
    ("raise_finding", commands.CloseFinding("01-A:1")),
)
"""What whoever is at work does themselves."""
AS = {"sign": "VS", "obtain_consent": "IC", "decide_eligibility": "IE", "decide_medically": "AE"}
"""What an investigator does on somebody else's session: the act, and a form of which it is."""
TASKS_OF_ROLE = {
    "sub_investigator": ("consent", "sign", "eligibility", "medical", "enrol"),
    "coordinator": ("enrol",),
}
_WORK = {"record", "exchange", "back_up", "answer_finding"}
_SIGN = {"sign", "obtain_consent", "decide_eligibility", "decide_medically", "enrol"}
GIVEN = {
    "site_administrator": _WORK | {"add_person", "remove_person", "choose_original"},
    "principal_investigator": _WORK | _SIGN | {"delegate", "approve_edition", "choose_original"},
    "sub_investigator": _WORK | _SIGN,
    "coordinator": _WORK | {"enrol"},
    "quality_controller": _WORK | {"raise_finding"},
    "drug_manager": _WORK,
    "monitor": {"raise_finding"},
}
"""The matrix, written out: which role may do which act, once everything was delegated that can be."""


def person_as(site: Site, role: str) -> PersonView:
    """Put a person of ``role`` to work whom nobody has delegated anything."""
    site.person = PersonView("P09", "新人", (role,))
    site.people = {**site.people, "P09": site.person}
    return site.person


@pytest.mark.parametrize("role", ROLES)
def test_a_role_does_its_acts_and_no_others(places: Places, role: str) -> None:
    site = places.unlock(ADMINISTRATOR)
    screen(site)
    until = date(2026, 12, 31) if role == "monitor" else None
    words = "their own words"
    person = carry_out(site, AddPerson("新人", (role,), words, until)).value
    assert isinstance(person, PersonView)
    if role in TASKS_OF_ROLE:
        delegate(site, "新人", TASKS_OF_ROLE[role])
    assert {act for act in MAY if may(site, act, person)} == GIVEN[role]
    size = entries(site)
    site.person = person
    for act, command in ACTS:
        assert (outcome(site, command) not in ("NOT_ALLOWED", "NOT_DELEGATED")) is (act in GIVEN[role]), command
    for act, form in AS.items():
        assert signing_act(site, form) == act
        is_refused = refusal(site, act, person) in ("NOT_ALLOWED", "NOT_DELEGATED")
        assert is_refused is (act not in GIVEN[role]), act
    assert entries(site) == size
    site.close()


def refusal(site: Site, act: str, person: PersonView) -> str | None:
    """Return why an act is refused to a person, or None."""
    try:
        require(site, act, person)
    except Refused as problem:
        return problem.code
    return None


def test_a_refusal_by_role_names_who_could(open_site: Site) -> None:
    person_as(open_site, "drug_manager")
    with pytest.raises(Refused, match="NOT_ALLOWED") as refused:
        carry_out(open_site, commands.EnrolParticipant("01-001"))
    said = explain(refused.value, "zh")
    assert all(words in said for words in ("新人", "办理入组", "主要研究者（PI）", COORDINATOR, INVESTIGATOR))


def outcome(site: Site, command: Any) -> str:
    """Return why a command is refused, or that it is not; either way nothing of it stays."""
    with pytest.raises(EsccError) as caught:
        carry_out_and(site, (command,), VaultError("UNDONE"))
    return caught.value.code


def test_every_act_has_words() -> None:
    assert all(f"ACT_{act.upper()}" in catalogue() for act in MAY)


def test_who_may_do_something_is_found_for_each_day(open_site: Site) -> None:
    coming = date(2026, 4, 1)
    assert [one.name for one in delegates(open_site, "enrol", coming)] == [COORDINATOR, INVESTIGATOR]
    assert [one.name for one in delegates(open_site, ("sign", "enrol"), coming)] == [COORDINATOR, INVESTIGATOR]
    assert [one.name for one in delegates(open_site, "enrol", date(2026, 3, 4))] == [INVESTIGATOR]
