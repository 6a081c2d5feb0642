"""Tries what the full edition asks of a save: calculated items, reasons for soft checks, forms and visits not done."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from escc_desktop.actions import asking
from escc_desktop.actions.approve_edition import approve_edition
from escc_desktop.actions.asking_captured import captured_under
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import DocumentRequest, ImportPackage, RegisterScreening, SaveRecord
from escc_desktop.actions.edition_commands import ApproveEdition, NoteVisitNotDone, RuleContradiction
from escc_desktop.actions.edition_standing import edition_standing
from escc_desktop.actions.paper import gather
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.reply import reply
from escc_desktop.actions.site import EDITION_MEDIA, Site, pack_edition
from escc_desktop.errors import Refused, WrongPassphrase
from escc_desktop.study.loading import load, read_folder
from escc_desktop.study.values import Missing
from escc_desktop.trial.delegation import PRINCIPAL
from tests.building import (
    COORDINATOR,
    DESK_PERSON,
    EDITION,
    FULL_CONSENT,
    FULL_EDITION,
    INVESTIGATOR,
    VITAL_SIGNS,
    WORDS,
    Places,
    copy,
    entries,
    export,
    kinds,
    record_of,
    save,
)

DEMOGRAPHY = {
    "SEX": "M",
    "BRTHDAT": "1962-03-06",
    "RACE": "ASIAN",
    "ETHGRP": "01",
    "HEIGHT": "170",
}
VITALS = {**{key: value for key, value in VITAL_SIGNS.items() if key != "HEIGHT"}, "WEIGHT": "58.0", "ECOG": "1"}
DAY = "2026-03-05"


def screened(site: Site) -> str:
    return str(carry_out(site, RegisterScreening("ZHHO", FULL_CONSENT)).value)


@pytest.mark.parametrize(
    ("change", "is_complete"),
    [({}, True), ({"ICECNO": None}, False), ({"ICCOPY": "N"}, False), ({"ICINVDTC": "2026-03-05 08:30"}, False)],
)
def test_a_number_is_given_while_the_consent_owes_what_may_come_later(
    full_site: Site, change: dict[str, str | None], is_complete: bool
) -> None:
    consent = {key: value for key, value in {**FULL_CONSENT, **change}.items() if value is not None}
    number = str(carry_out(full_site, RegisterScreening("ZHHO", consent)).value)
    assert record_of(full_site, f"{number}/IC").is_complete is is_complete


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"ICEXPL": None}, "ITEM_UNANSWERED"), ({"ICEXPDTC": "2026-03-05 08:50"}, "CHECK_FAILED")],
)
def test_no_number_without_what_cannot_be_missing(full_site: Site, change: dict[str, str | None], reason: str) -> None:
    consent = {key: value for key, value in {**FULL_CONSENT, **change}.items() if value is not None}
    problem = refusal(full_site, RegisterScreening("ZHHO", consent))
    assert (problem.code, [one.code for one in problem.reasons]) == ("NOT_COMPLETE", [reason])


def vitals(number: str, **more: Any) -> SaveRecord:
    values = {**VITALS, **more.pop("values", {})}
    return SaveRecord(number, "VS", values, visit="SCR", observed_on=DAY, **more)


def refusal(site: Site, command: Any) -> Refused:
    before = entries(site)
    with pytest.raises(Refused) as caught:
        carry_out(site, command)
    assert entries(site) == before
    return caught.value


def test_calculated_items_are_saved_with_the_record_and_never_typed(full_site: Site) -> None:
    """170 cm and 58.0 kg: BMI 58 / 1.7^2 = 20.07; BSA (Mosteller) sqrt(170 x 58 / 3600) = 1.655 m2; 63 years whole."""
    number = screened(full_site)
    save(full_site, number, "DM", DEMOGRAPHY, observed_on=DAY)
    assert record_of(full_site, f"{number}/DM").values["AGE"] == "63"
    carry_out(full_site, vitals(number, values={"BMI": "99"}))
    kept = record_of(full_site, f"{number}/SCR/VS").values
    assert (kept["BMI"], kept["BSA"]) == ("20.1", "1.65")


def test_a_form_without_its_inputs_calculates_nothing(full_site: Site) -> None:
    number = screened(full_site)
    carry_out(full_site, vitals(number))
    assert "BMI" not in record_of(full_site, f"{number}/SCR/VS").values


def test_a_soft_check_that_fails_wants_a_reason_and_keeps_it(full_site: Site) -> None:
    number = screened(full_site)
    told = refusal(full_site, vitals(number, values={"ECOG": "3"}))
    assert [one.code for one in told.reasons] == ["CHECK_UNJUSTIFIED"]
    carry_out(full_site, vitals(number, values={"ECOG": "3"}, justifications={"VS2": " 研究者已复核，筛选失败 "}))
    record = asking.record(full_site, number, "VS", "SCR")
    assert record.is_complete
    assert record.justified == {"VS2": "研究者已复核，筛选失败"}
    kept = record_of(full_site, f"{number}/SCR/VS").justified["VS2"]
    assert re.fullmatch("[0-9a-f]{64}", kept)  # words of one's own stand in an entry as a commitment alone


def test_a_reason_for_a_check_that_holds_is_not_kept(full_site: Site) -> None:
    number = screened(full_site)
    carry_out(full_site, vitals(number, justifications={"VS2": "无关"}))
    assert asking.record(full_site, number, "VS", "SCR").justified == {}


def test_a_draft_needs_no_reason(full_site: Site) -> None:
    number = screened(full_site)
    carry_out(full_site, vitals(number, values={"ECOG": "3"}, is_complete=False))
    assert not asking.record(full_site, number, "VS", "SCR").is_complete


def test_a_whole_form_is_not_done_for_one_reason(full_site: Site) -> None:
    number = screened(full_site)
    not_done = Missing("ND", " 设备故障 ")
    assert refusal(full_site, vitals(number, not_done=not_done)).code == "NOT_DONE_HOLDS_VALUES"
    save(full_site, number, "ECG", {}, visit="SCR", observed_on=DAY, not_done=not_done)
    record = asking.record(full_site, number, "ECG", "SCR")
    assert (record.not_done, record.is_complete, record.values) == (Missing("ND", "设备故障"), True, {})
    for bad, code in ((Missing("ND", " "), "VALUE_MISSING_REASON"), (Missing("XX", "a"), "VALUE_MISSING_CODE")):
        told = refusal(full_site, SaveRecord(number, "COAG", {}, visit="SCR", not_done=bad))
        assert [one.code for one in told.reasons] == [code]


def test_a_form_marked_as_not_done_can_be_filled_after_all(full_site: Site) -> None:
    number = screened(full_site)
    carry_out(full_site, SaveRecord(number, "VS", {}, visit="SCR", not_done=Missing("ND", "未测")))
    based_on = asking.record(full_site, number, "VS", "SCR").last
    record = f"{number}/SCR/VS"
    again = vitals(number, record=record, based_on=based_on)
    assert refusal(full_site, again).code == "REASON_MISSING"
    carry_out(full_site, vitals(number, record=record, based_on=based_on, reason="OMITTED"))
    assert asking.record(full_site, number, "VS", "SCR").not_done is None


def test_a_visit_that_did_not_take_place_marks_its_open_forms(full_site: Site) -> None:
    number = screened(full_site)
    carry_out(full_site, vitals(number))
    before = entries(full_site)
    outcome = carry_out(full_site, NoteVisitNotDone(number, "SCR", "ND", "受试者未到院"))
    forms = full_site.study.visit("SCR").forms
    assert outcome.value == tuple(form for form in forms if form != "VS")
    assert kinds(full_site)[before:] == [*["record.saved"] * (len(forms) - 1), "visit.not_done"]
    assert asking.record(full_site, number, "CBC", "SCR").not_done == Missing("ND", "受试者未到院")
    assert asking.record(full_site, number, "VS", "SCR").not_done is None
    assert refusal(full_site, NoteVisitNotDone(number, "SCR", "ND", "再次")).code == "VISIT_HELD"


def test_rows_are_struck_out_and_stay(full_site: Site) -> None:
    number = screened(full_site)
    form = full_site.study.form("TL")
    group = next(one for one in form.groups if one.layout == "repeat")
    first = group.items[0].id
    text = next(item.id for item in group.items if item.type == "text")
    save(full_site, number, "TL", {f"{text}.1": "食管中段", f"{text}.2": "肝"}, visit="SCR", is_complete=False)
    record = f"{number}/TL/1" if form.kind == "log" else f"{number}/SCR/TL"
    based_on = record_of(full_site, record).last
    values = {f"{text}.1": "食管中段", f"{text}.2": "肝", f"{group.id}.2": "STRUCK"}
    save(full_site, number, "TL", values, visit="SCR", record=record, based_on=based_on, is_complete=False)
    kept = record_of(full_site, record)
    assert kept.values[f"{group.id}.2"] == "STRUCK"
    assert {f"{text}.1", f"{text}.2"} <= set(kept.texts)
    assert first in {item.id for item in group.items}
    gone = SaveRecord(number, "TL", {f"{text}.1": "食管中段"}, record, "SCR", kept.last, is_complete=False)
    assert refusal(full_site, gone).code == "ROW_GONE"
    many = {f"{text}.{n}": "病灶" for n in range(1, group.most_rows + 3)}
    assert (
        refusal(full_site, SaveRecord(number, "TL", many, record, "SCR", kept.last, is_complete=False)).code
        == "ROWS_MANY"
    )


def ids(site: Site) -> dict[str, str]:
    return {one.name: one.id for one in site.people.values()}


def test_the_investigator_rules_on_a_contradiction_on_anybodys_session(full_site: Site) -> None:
    signer, words = ids(full_site)[INVESTIGATOR], WORDS[INVESTIGATOR]
    ruling = RuleContradiction("S1", "按 AJCC 第 8 版 cTNM，III 期不入组，须 IV 期。", signer, words)
    carry_out(full_site, ruling)
    standing = edition_standing(full_site)
    found = standing.ruling("S1")
    assert found is not None
    assert (found.words, found.by) == (ruling.ruling, INVESTIGATOR)
    entry = full_site.office.entries_of("contradiction.ruled")[-1].entry
    assert entry.actor.role == PRINCIPAL
    assert ruling.ruling not in str(entry.body)
    assert refusal(full_site, ruling).code == "NOTHING_CHANGED"
    carry_out(full_site, RuleContradiction("S1", "改判：cT3N2M0 也可入组。", signer, words))
    assert [one.contradiction for one in edition_standing(full_site).rulings] == ["S1", "S1"]
    last = edition_standing(full_site).ruling("S1")
    assert last is not None
    assert last.words.startswith("改判")


@pytest.mark.parametrize("command", [RuleContradiction("S1", "可入组", "", "x"), ApproveEdition("", "x")])
def test_nobody_else_rules_or_approves(full_site: Site, command: Any) -> None:
    from dataclasses import replace

    coordinator = replace(command, investigator=ids(full_site)[COORDINATOR], passphrase=WORDS[COORDINATOR])
    assert refusal(full_site, coordinator).code == "NOT_ALLOWED"
    wrong = replace(command, investigator=ids(full_site)[INVESTIGATOR], passphrase="wrong words entirely")
    with pytest.raises(WrongPassphrase):
        carry_out(full_site, wrong)


def test_an_edition_is_a_draft_until_both_have_approved_it(full_site: Site) -> None:
    assert edition_standing(full_site).is_draft
    signer = ids(full_site)[INVESTIGATOR]
    carry_out(full_site, ApproveEdition(signer, WORDS[INVESTIGATOR]))
    standing = edition_standing(full_site)
    assert standing.by_investigator is not None
    assert standing.by_investigator.by == INVESTIGATOR
    assert standing.by_desk is None
    assert standing.is_draft
    assert refusal(full_site, ApproveEdition(signer, WORDS[INVESTIGATOR])).code == "EDITION_APPROVED_BEFORE"


def test_the_desks_approval_comes_with_its_package_and_ends_the_draft(built_full: Places, tmp_path: Path) -> None:
    places = copy(built_full, tmp_path / "approved")
    site = places.unlock()
    carry_out(site, ApproveEdition(ids(site)[INVESTIGATOR], WORDS[INVESTIGATOR]))
    assert asking.site_view(site).is_draft
    sent = export(site, places.stick)
    with places.at_desk() as desk:
        assert [one.code for one in receive_packages(desk, [sent.path])] == ["RECEIVED"]
        approve_edition(desk, FULL_EDITION)
        answer = reply(desk, "01", places.stick)
    carry_out(site, ImportPackage(answer))
    standing = edition_standing(site)
    assert standing.by_desk is not None
    assert (standing.by_desk.by, standing.is_draft) == (DESK_PERSON, False)
    assert not asking.site_view(site).is_draft
    assert not gather(site, DocumentRequest("delegation")).sheet.heading.is_draft
    site.close()


def test_a_record_of_another_edition_is_shown_with_what_that_one_asked(full_site: Site) -> None:
    number = screened(full_site)
    old = load(read_folder(EDITION))
    now, digest = full_site.study, full_site.office.edition
    with full_site.office.transaction():
        full_site.office.cabinet.files.put(pack_edition(read_folder(EDITION)), EDITION_MEDIA)
    full_site.study, full_site.office.edition = old, old.digest
    save(full_site, number, "VS", {**VITAL_SIGNS, "HEIGHT": "168"}, visit="SCR", observed_on=DAY)
    full_site.study, full_site.office.edition = now, digest
    record = asking.record(full_site, number, "VS", "SCR")
    captured = captured_under(full_site, record)
    assert captured is not None
    assert (captured.edition, captured.digest) == ("0.1", old.digest)
    assert [(label.en, said.en) for label, said in captured.beside] == [("Height", "168")]
    save(full_site, number, "DM", DEMOGRAPHY, observed_on=DAY)
    assert captured_under(full_site, asking.record(full_site, number, "DM")) is None
