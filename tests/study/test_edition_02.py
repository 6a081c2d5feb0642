"""Holds edition 0.2 to the registry entry, to the forms asked for, to both languages, its checks to worked examples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from escc_desktop.study.edition import Check, Study
from escc_desktop.study.loading import EditionFiles, load, read_folder
from escc_desktop.study.proofreading import proofread
from escc_desktop.study.rules import answers_of, holds, parse
from escc_desktop.study.values import Missing, Value

FORMS = Path(__file__).parents[2] / "forms"
REGISTRY = Path(__file__).parents[2] / "resources" / "registry" / "NCT07142421.txt"
HAN = re.compile(r"[\u4e00-\u9fff]")
ASKED_FOR = {
    "informed consent": ("IC", "RC"),
    "demography": ("DM",),
    "disease history and staging": ("DH",),
    "prior therapy": ("PT",),
    "medical history": ("MH",),
    "concomitant medication": ("CM",),
    "vital signs and performance status": ("VS",),
    "physical examination": ("PE",),
    "laboratory": ("CBC", "CHEM", "COAG", "URIN", "THYR", "LIPID", "VIRO", "PREG"),
    "electrocardiogram": ("ECG",),
    "imaging and lesions": ("IMG", "TL", "NTL", "NL", "RS"),
    "dosing and accountability": ("EXF", "EXA", "DA"),
    "adverse event": ("AE",),
    "serious adverse event": ("SAE",),
    "deviation": ("DV",),
    "end of treatment": ("EOT",),
    "end of study": ("EOS",),
    "survival follow-up": ("SURV",),
    "death": ("DTH",),
    "eligibility": ("IE",),
}


@pytest.fixture(scope="module")
def files() -> EditionFiles:
    """Return the files of the edition."""
    return read_folder(FORMS / "nct07142421-0.2")


@pytest.fixture(scope="module")
def study(files: EditionFiles) -> Study:
    """Return the edition, loaded."""
    return load(files)


@pytest.fixture(scope="module")
def registry() -> str:
    """Return the registry entry as it was read."""
    return REGISTRY.read_bytes().decode("utf-8")


def numbered(entry: str, heading: str, following: str) -> list[str]:
    """Return the numbered lines between two headings of the registry entry, without their numbers."""
    part = entry.split(f"{heading}\n", 1)[1].split(f"\n{following}\n", 1)[0]
    return [line.strip().split(". ", 1)[1] for line in part.splitlines() if line.strip()]


def test_nothing_is_to_be_mended_and_it_is_a_draft(study: Study, files: EditionFiles) -> None:
    assert proofread(files) == ()
    assert (study.format, study.edition, study.status) == (2, "0.2", "draft")


def test_criteria_are_the_registry_text_byte_for_byte(study: Study, registry: str) -> None:
    wanted = numbered(registry, "Inclusion criteria", "Exclusion criteria")
    wanted += numbered(registry, "Exclusion criteria", "Trial design")
    assert len(wanted) == 16
    assert [one.text.en.encode() for one in study.criteria] == [text.encode() for text in wanted]
    assert [one.id for one in study.criteria] == [
        f"{kind}{number:02d}" for kind in ("INCL", "EXCL") for number in range(1, 9)
    ]


def test_head_of_the_study_is_the_registry_text(study: Study, registry: str) -> None:
    assert study.title.en in registry
    assert study.sponsor.en in registry
    assert all(id in registry for id in study.registry_ids)
    assert f"{study.planned_participants} participants in 1 patient group" in registry


def test_ten_contradictions_quote_the_registry_and_bite(study: Study, registry: str) -> None:
    assert [one.id for one in study.contradictions] == [f"S{number}" for number in range(1, 11)]
    for one in study.contradictions:
        assert one.quote in registry
        assert one.bites
        assert HAN.search(one.problem.zh)
        assert HAN.search(one.treatment.zh)
    for criterion in study.criteria:
        biting = {one.id for one in study.contradictions if criterion.id in one.bites}
        assert biting == set(criterion.contradictions), criterion.id


@pytest.mark.parametrize(
    ("contradiction", "place"),
    [
        ("S1", "DH.ENGRP"),
        ("S2", "DM.AGE"),
        ("S3", "PT.PTDRUG"),
        ("S4", "TL"),
        ("S5", "CHEM"),
        ("S4", "RS.RSOVR"),
        ("S6", "PREG"),
        ("S6", "EXF.PLANST"),
        ("S8", "MH.MHINFCTL"),
        ("S10", "SAE.RCPT"),
    ],
)
def test_contradictions_bite_where_the_facts_are_written_down(study: Study, contradiction: str, place: str) -> None:
    assert place in study.contradiction(contradiction).bites


@pytest.mark.parametrize("asked", ASKED_FOR)
def test_every_form_that_was_asked_for_is_there(study: Study, asked: str) -> None:
    assert set(ASKED_FOR[asked]) <= set(study.forms)


def test_every_form_has_its_paper(study: Study) -> None:
    on_paper = {document.form for document in study.documents}
    generic = {document.id for document in study.documents if document.form is None}
    assert {"worksheet", "record", "handover", "source_data"} <= generic
    assert {form for form, one in study.forms.items() if one.kind != "visit"} <= on_paper | {"DA"}
    assert study.document("deviations").form == "DV"


def test_every_item_is_worded_mapped_and_has_a_source(study: Study) -> None:
    for form in study.forms.values():
        for item in form.items:
            place = f"{form.id}.{item.id}"
            assert HAN.search(item.label.zh), place
            assert not HAN.search(item.label.en), place
            if item.type != "signature":
                assert HAN.search(item.source.zh), place
                assert "" not in (item.source.en, item.cdash, item.sdtm), place


def test_chinese_is_chinese_and_english_is_english(study: Study) -> None:
    labels = {f"form {form.id}": form.label for form in study.forms.values()}
    labels |= {f"group {form.id}.{group.id}": group.label for form in study.forms.values() for group in form.groups}
    labels |= {f"check {check.id}": check.message for check in study.checks}
    labels |= {f"document {one.id}": one.label for one in study.documents}
    labels |= {f"visit {one.id}": one.label for one in study.visits}
    for place, label in labels.items():
        assert HAN.search(label.zh), place
        assert not HAN.search(label.en), place
    for listed in study.code_lists.values():
        for choice in listed.choices:
            assert not HAN.search(choice.label.en), f"{listed.id}.{choice.code}"


def test_codes_are_told_apart_in_both_languages(study: Study) -> None:
    for listed in study.code_lists.values():
        if listed.id == "CTCAE":
            continue
        for words in ([one.label.en for one in listed.choices], [one.label.zh for one in listed.choices]):
            assert len(set(words)) == len(words), listed.id


def test_what_the_registry_does_not_say_names_its_origin(study: Study) -> None:
    marked = {f"visit {one.id}": one.assumption for one in study.visits}
    marked |= {f"drug {one.id}": one.assumption for one in study.drugs}
    marked |= {f"clock {one.id}": one.assumption for one in study.report_clocks}
    marked |= {f"form {one.id}": one.assumption for one in study.forms.values() if one.id != study.eligibility_form}
    for form in study.forms.values():
        for item in form.items:
            if item.low is not None or item.high is not None:
                marked[f"{form.id}.{item.id}"] = item.assumption or form.assumption
            if item.calculation and "bsa(" in item.calculation:
                marked[f"{form.id}.{item.id}"] = item.assumption
    marked |= {f"evidence {one.id}": one.evidence.assumption for one in study.criteria if one.evidence is not None}
    assert len(marked) > 100
    for place, assumption in marked.items():
        assert assumption is not None, place
        assert ("Origin:" in assumption.en, "来源：" in assumption.zh) == (True, True), place


def test_judgements_are_the_investigators(study: Study) -> None:
    for form in study.forms.values():
        for item in form.items:
            if item.part in ("judgement", "judged_on") or item.code_list in ("SIGNIFICANCE", "CAUSALITY", "ECOG"):
                assert item.decided_by == "investigator", f"{form.id}.{item.id}"


def test_every_criterion_of_seriousness_is_its_own_question(study: Study) -> None:
    event = study.adverse_event
    assert event.seriousness == ("AESDTH", "AESLIFE", "AESHOSP", "AESDISAB", "AESCONG", "AESMIE")
    for id in event.seriousness:
        item = study.item(event.form, id)
        assert (item.type, item.is_required, item.missing_codes) == ("yes_no", True, ())
        assert item.sdtm == f"AE.{id}"
    assert set(event.causality) == set(event.action) == {drug.id for drug in study.drugs}


def test_height_is_asked_once_and_surface_follows_from_it(study: Study) -> None:
    asked = [f"{form.id}.{item.id}" for form in study.forms.values() for item in form.items if item.testcd == "HEIGHT"]
    assert asked == ["DM.HEIGHT"]
    calculation = study.item("VS", "BSA").calculation
    assert calculation is not None
    assert ("DM", "HEIGHT") in parse(calculation).named.foreign


def test_fifty_six_ethnic_groups_in_the_order_of_the_standard(study: Study) -> None:
    choices = study.code_list("ETHNIC_GROUP").choices
    assert [one.code for one in choices[:56]] == [f"{number:02d}" for number in range(1, 57)]
    assert [choices[place].label.zh for place in (0, 2, 10, 55)] == ["汉族", "回族", "满族", "基诺族"]


def judged(study: Study, check: Check, values: Mapping[str, Value]) -> bool | None:
    """Return what a check says; of one that judges rows, what it says of row 1."""
    form = study.form(check.form)
    answers = answers_of(form, values)
    if check.each is not None:
        answers = answers.in_row(next(group for group in form.groups if group.id == check.each), 1)
    return holds(check.rule, answers)


DRUG = "PTDRUG.1"
STAGE_III = {"ENPFX": "C", "ENT": "T3", "ENN": "N2", "ENM": "M0"}
FATAL = {"AEOUT": "FATAL", "AESDTH": "N"}


@pytest.mark.parametrize(
    ("check", "values", "wanted"),
    [
        ("IC3", {"ICECDAT": "2026-03-06", "ICDTC": "2026-03-05 09:00"}, False),
        ("IC3", {"ICECDAT": "2026-03-05", "ICDTC": "2026-03-05 09:00"}, True),
        ("IC6", {"ICEXPDTC": "2026-03-05 UK:UK", "ICDTC": "2026-03-05 09:00"}, None),
        ("DM1", {"AGE": "17"}, False),
        ("DM2", {"AGE": "80"}, True),
        ("DM2", {"AGE": "81"}, False),
        ("DM3", {"BRTHDAT": "1960-UK-UK", "OBSERVED": "2026-03-05"}, True),
        ("DH2", {"ENED": "8", "ENPFX": "C", "ENGRP": "IIIB"}, False),
        ("DH2", {"ENED": "7", "ENPFX": "C", "ENGRP": "IIIB"}, True),
        ("DH2", {"ENED": "8", "ENPFX": "P", "ENGRP": "IIIB"}, True),
        ("DH4", STAGE_III, False),
        ("DH4", {**STAGE_III, "ENPFX": "P"}, True),
        ("DH4", {**STAGE_III, "ENM": "M1"}, True),
        ("DH4", {"ENPFX": "C", "ENT": Missing("UK", "?"), "ENN": "N2", "ENM": "M0", "ENGRP": "III"}, False),
        ("DH4", {"ENPFX": "C", "ENT": "T4B", "ENN": "N1", "ENM": "M0", "ENGRP": "IVA"}, True),
        ("DH5", {"ENM": "M1", "ENGRP": "III"}, False),
        ("DH14", {"STATE": "RECURRENT", "METYN": "Y"}, False),
        ("DH14", {"STATE": "RECURRENT_METASTATIC", "METYN": "Y"}, True),
        ("DH9", {"DXDAT": "2025-UK-UK", "RECDAT": "2025-06-01"}, None),
        ("DH9", {"DXDAT": "2025-07-UK", "RECDAT": "2025-06-01"}, False),
        ("PT2", {DRUG: "CISPLATIN"}, None),
        ("PT2", {DRUG: "CAPECITABINE"}, False),
        ("PT2", {DRUG: "S1"}, False),
        ("PT2", {DRUG: "OTHER", "PTFLUO.1": "Y"}, False),
        ("PT2", {DRUG: "OTHER", "PTFLUO.1": "N"}, True),
        ("PT3", {DRUG: "APATINIB"}, False),
        ("PT3", {DRUG: "CAMRELIZUMAB"}, None),
        ("PT1", {"PTLINE.1": "2", "PTLINE.2": "1"}, True),
        ("PT1", {"PTLINE.1": "2"}, False),
        ("PT1", {"PTLINE.1": "2", "PTLINE.2": "1", "REGIMENS.2": "STRUCK"}, False),
        ("PT13", {DRUG: "ENDOSTAR"}, False),
        ("PT14", {"PTSYS": "Y", "PTSURG": "N", "PTRT": "N", "PTLOCAL": "N"}, False),
        ("PT14", {"PTSYS": "Y", "PTSURG": "N", "PTRT": "N", "PTLOCAL": "N", "PTSET.1": "PALLIATIVE"}, False),
        ("PT14", {"PTSYS": "N", "PTSURG": "Y", "PTRT": "N", "PTLOCAL": "N", "PTSUDAT.1": "2024-05-UK"}, True),
        ("PT14", {"PTSYS": "N", "PTSURG": "N", "PTRT": Missing("UK", "?"), "PTLOCAL": "N"}, None),
        ("MH2", {"MHYN": "N", "MHHTN": "Y"}, False),
        ("MH3", {"MHYN": "Y"}, False),
        ("MH3", {"MHYN": "Y", "MHTERM.1": "Gastritis"}, True),
        ("MH6", {"MHINFCTL": Missing("UK", "not known")}, None),
        ("VS1", {"SYSBP": "120", "DIABP": "120"}, False),
        ("VS2", {"ECOG": "3"}, False),
        ("VS5", {"SYSBP": "150", "DIABP": "80"}, False),
        ("AE3", FATAL, False),
        ("AE3", {**FATAL, "AESDTH": "Y"}, True),
        ("AE4", {"AETOXGR": "5", "AEOUT": "RECOVERED"}, False),
        ("AE5", {"AESTDAT": "2026-03-UK", "AEAWARE": "2026-03-02 08:00"}, None),
        ("AE5", {"AESTDAT": "2026-04-UK", "AEAWARE": "2026-03-02 08:00"}, False),
        ("AE11", {"AEHOSPK": "PLANNED"}, False),
        ("SAE3", {"SAECRIT": "DEATH;LIFE", "SAEOUT": "RECOVERING"}, False),
        ("SAE7", {"RCPTDTC.1": "2026-03-05 10:00", "RCPTACKDTC.1": "2026-03-05 09:59"}, False),
        ("SAE9", {"RCPTDUE.1": "2026-03-05 10:00", "RCPTDTC.1": "2026-03-05 10:00"}, True),
        ("SAE10_ANLO", {"SAEREL_ANLO": "NOT_ASSESSABLE", "SAEEXP_ANLO": "UNEXPECTED"}, False),
        ("SAE10_ANLO", {"SAEREL_ANLO": "NOT_RELATED", "SAEEXP_ANLO": "UNEXPECTED"}, True),
        ("DV4", {"DVCLASS": "MAJOR", "DVRCPT.1": "INSTITUTION"}, False),
        ("DV4", {"DVCLASS": "MAJOR", "DVRCPT.1": "INSTITUTION", "DVRCPT.2": "ETHICS"}, True),
        ("SV3", {"SVSTAT": "LOST", "SVTRIES": "2"}, False),
        ("EOS2", {"EOSDAT": "2026-03-04"}, None),
        ("EOS5", {"EOSDAT": "2026-03-04", "EOSLAST": "2026-03-05"}, False),
        ("EOS5", {"EOSDAT": "2026-03-05", "EOSLAST": "2026-03-05"}, True),
        ("DTH6", {"DTHCAUS": "TOXICITY", "DTHREL_FTDTPI": "NOT_RELATED", "DTHREL_ANLO": "UNLIKELY"}, False),
        ("DTH6", {"DTHCAUS": "TOXICITY", "DTHREL_FTDTPI": "NOT_RELATED", "DTHREL_ANLO": "POSSIBLE"}, True),
    ],
)
def test_checks_say_what_a_data_manager_expects(
    study: Study, check: str, values: dict[str, Value], wanted: bool | None
) -> None:
    found = next(one for one in study.checks if one.id == check)
    assert judged(study, found, values) is wanted


@pytest.mark.parametrize(
    ("place", "values", "wanted"),
    [
        ("DM.CHILDPOT", {"SEX": "M"}, False),
        ("DM.CHILDPOT", {"SEX": "F"}, True),
        ("DM.CHILDPOT", {}, None),
        ("IC.ICGDTC", {"ICGUARD": "Y"}, True),
        ("DH.METSITES", {"METYN": "N"}, False),
        ("PT.PTLINE", {"PTSYS": "Y", "PTSET": "ADJUVANT"}, False),
        ("VS.VSCS", {"SYSBP": "120", "DIABP": "80", "PULSE": "70", "RESP": "18", "TEMP": "36.5"}, False),
        ("VS.VSCS", {"SYSBP": "141"}, True),
        ("PE.PESKIN_CS", {"PESKIN": "ABNORMAL"}, True),
        ("AE.AEAWARE", {"AESHOSP": "Y"}, True),
        ("AE.AEAWARE", dict.fromkeys(("AESDTH", "AESLIFE", "AESHOSP", "AESDISAB", "AESCONG", "AESMIE"), "N"), False),
        ("AE.AEAWARE", {"AESDTH": "N"}, None),
        ("RC.RCDECDAT", {"RCRESULT": "WITHDREW"}, True),
        ("RC.RCDECDAT", {"RCRESULT": "AGREED"}, False),
        ("EOS.EOSSCOPE", {"EOSREAS": "CONSENT"}, True),
        ("EOS.EOSSCOPE", {"EOSREAS": "DEATH"}, False),
        ("EXF.LESS", {"RX": "Y", "CYCLE": "1"}, False),
        ("EXF.LESS", {"RX": "Y", "CYCLE": "2"}, True),
        ("DTH.AUTOPSYTX", {"AUTOPSY": "N"}, False),
    ],
)
def test_questions_are_asked_when_they_apply(
    study: Study, place: str, values: dict[str, Value], wanted: bool | None
) -> None:
    form, _, item = place.partition(".")
    rule = study.item(form, item).shown_when
    assert rule is not None
    assert holds(rule, answers_of(study.form(form), values)) is wanted
