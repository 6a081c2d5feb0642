"""Prints records of the full edition from the vault: rows struck out, reasons, rulings, approvals, forms not done."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from escc_desktop.actions.approve_edition import approve_edition
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import DocumentRequest, ImportPackage, RegisterScreening
from escc_desktop.actions.edition_commands import ApproveEdition, RuleContradiction
from escc_desktop.actions.paper import gather, produce
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.reply import reply
from escc_desktop.actions.site import Site
from escc_desktop.study.values import Missing
from tests.building import (
    DESK_PERSON,
    FULL_CONSENT,
    FULL_EDITION,
    INVESTIGATOR,
    VITAL_SIGNS,
    WORDS,
    Places,
    copy,
    export,
    record_of,
    save,
)

DAY = "2026-03-05"
VITALS = {key: value for key, value in VITAL_SIGNS.items() if key != "HEIGHT"}
RULING = "按 AJCC 第 8 版 cTNM，III 期不入组，须 IV 期。"


def screened(site: Site) -> str:
    return str(carry_out(site, RegisterScreening("ZHHO", FULL_CONSENT)).value)


def words_of(site: Site, kind: Any, number: str | None, language: Any = "zh", **more: Any) -> str:
    paper = produce(gather(site, DocumentRequest(kind, number, language=language, **more)))
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(paper.data)).pages).split())


def investigator(site: Site) -> str:
    return next(one.id for one in site.people.values() if one.name == INVESTIGATOR)


def test_every_row_is_printed_and_one_struck_out_says_so(full_site: Site) -> None:
    number = screened(full_site)
    held = {f"MHTERM.{n}": f"第 {n} 种疾病" for n in range(1, 31)}
    record = save(full_site, number, "MH", {"MHYN": "Y", **held}, observed_on=DAY, is_complete=False)
    struck = {"MHYN": "Y", **held, "CONDITIONS.2": "STRUCK"}
    based_on = record_of(full_site, record).last
    more = {"record": record, "based_on": based_on, "observed_on": DAY, "is_complete": False}
    save(full_site, number, "MH", struck, **more)
    text = words_of(full_site, "record", number, record=record)
    assert all(f"第{n}种疾病" in text for n in range(1, 31))
    assert "已划去" in text
    assert "疾病及手术史" in text.partition("修改记录")[2]  # the row is named in the history too


def test_a_reason_for_a_check_and_what_is_calculated_stand_on_the_record(full_site: Site) -> None:
    number = screened(full_site)
    save(full_site, number, "DM", {"SEX": "M", "BRTHDAT": "1962-03-06", "HEIGHT": "170"}, is_complete=False)
    record = save(
        full_site,
        number,
        "VS",
        {**VITALS, "ECOG": "3"},
        visit="SCR",
        observed_on=DAY,
        justifications={"VS2": "研究者已复核"},
    )
    text = words_of(full_site, "record", number, record=record)
    assert "未通过的核查" in text
    assert "说明：研究者已复核" in text
    assert "21.3kg/m2程序计算" in text.replace("²", "2")


def test_a_form_that_was_not_done_prints_its_reason(full_site: Site) -> None:
    number = screened(full_site)
    record = save(full_site, number, "ECG", {}, visit="SCR", observed_on=DAY, not_done=Missing("ND", "设备故障"))
    text = words_of(full_site, "record", number, record=record)
    assert "整张表单未进行:未做（ND）" in text
    assert "原因设备故障" in text


def test_a_value_that_does_not_apply_any_more_is_printed_as_such(full_site: Site) -> None:
    number = screened(full_site)
    values = {"MHYN": "N", "MHHTN": "N", "MHHTNCTL": "Y"}
    known = {item.id for item in full_site.study.form("MH").items}
    record = save(
        full_site, number, "MH", {id: value for id, value in values.items() if id in known}, is_complete=False
    )
    stray = [item.id for item in full_site.study.form("MH").items if item.id in values and item.shown_when]
    assert stray
    assert "此项已不适用，原记录值保留" in words_of(full_site, "record", number, record=record)


def test_a_ruling_is_printed_where_its_contradiction_bites(full_site: Site) -> None:
    number = screened(full_site)
    sheets: Any = (("worksheet", {"form": "DH"}), ("eligibility", {}))
    for kind, more in sheets:
        text = words_of(full_site, kind, number, **more)
        assert "矛盾S1" in text
        assert "主要研究者尚未裁定" in text
    carry_out(full_site, RuleContradiction("S1", RULING, investigator(full_site), WORDS[INVESTIGATOR]))
    for kind, more in sheets:
        text = words_of(full_site, kind, number, **more)
        assert "".join(RULING.split()) in text
        assert f"主要研究者裁定（{INVESTIGATOR}，2026-03-05" in text


def test_a_signature_point_says_that_nobody_signed_yet(full_site: Site) -> None:
    number = screened(full_site)
    record = save(full_site, number, "DH", {"HIST": "SCC"}, observed_on=DAY, is_complete=False)
    text = words_of(full_site, "record", number, record=record)
    assert "".join(full_site.study.item("DH", "DHSIGN").label.zh.split()) + "尚未签名" in text


def test_a_paper_says_who_approved_the_edition_once_both_have(built_full: Places, tmp_path: Path) -> None:
    places = copy(built_full, tmp_path / "approved")
    site = places.unlock()
    number = screened(site)
    carry_out(site, ApproveEdition(investigator(site), WORDS[INVESTIGATOR]))
    draft = words_of(site, "worksheet", number, visit="FTDTPI-C1D8")
    assert "草案，未批准DRAFT" in draft
    assert INVESTIGATOR not in draft
    sent = export(site, places.stick)
    with places.at_desk() as desk:
        receive_packages(desk, [sent.path])
        approve_edition(desk, FULL_EDITION)
        answer = reply(desk, "01", places.stick)
    carry_out(site, ImportPackage(answer))
    approved = words_of(site, "worksheet", number, visit="FTDTPI-C1D8")
    assert "DRAFT" not in approved
    assert "配置已批准APPROVED" in approved
    assert f"配置批准：{INVESTIGATOR}2026-03-05;{DESK_PERSON}2026-03-05" in approved
    site.close()
