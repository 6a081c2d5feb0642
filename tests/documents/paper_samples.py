"""Sheets of every kind and people to sign them, all invented, for the tests of printed papers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from escc_desktop.documents.sealing import seal
from escc_desktop.documents.sheets import (
    AdverseEventLogSheet,
    AdverseEventRow,
    Answer,
    Change,
    CriterionRow,
    DrugJudgement,
    EligibilitySheet,
    HandoverSlip,
    Heading,
    PaperDocument,
    RecordGroup,
    RecordRow,
    RecordSheet,
    Ruling,
    SignatureBlock,
    Tongue,
    WorksheetForm,
    WorksheetGroup,
    WorksheetItem,
    WorksheetSheet,
)
from escc_desktop.study.questions import Label
from escc_desktop.trust.certificates import issue_authority, issue_person, issue_root
from escc_desktop.trust.keys import SigningKey
from tests.documents import list_samples

CHINA = timezone(timedelta(hours=8))
SIGNED_AT = datetime(2026, 3, 18, 16, 42, 7, tzinfo=CHINA)
PRINTED_AT = datetime(2026, 3, 19, 9, 41, 0, tzinfo=CHINA)
KINDS = ("eligibility", "worksheet", "record", "adverse_events", "handover", "delegation", "follow_up", "source_data")
TONGUES: tuple[Tongue, ...] = ("zh", "en", "both")

_CRITERIA = (
    ("Patients with pathologically confirmed esophageal squamous cell carcinoma.", "病理确诊的食管鳞状细胞癌患者。"),
    (
        "Clinical stage IIIB-C or IV according to the 8th edition of AJCC.",
        "按 AJCC 第 8 版，临床分期为 IIIB-C 期或 IV 期。",
    ),
    ("Having at least one measurable or evaluable lesion.", "至少有一个可测量或可评价病灶。"),
    (
        "Female subjects of childbearing age must undergo a pregnancy test within 3 days before the first dose "  # noqa: ISC004
        "with a negative result, and adopt effective contraceptive measures during the study period.",
        "育龄期女性受试者须在首次给药前 3 天内妊娠试验阴性，并在研究期间采取有效避孕措施。",
    ),
)


def heading(tongue: Tongue = "zh", **changes: object) -> Heading:
    base = Heading(
        study_id="NCT07142421",
        study_title=Label(
            "Trifluridine/Tipiracil Combined With Anlotinib as Second-line Treatment for Recurrent and Metastatic ESCC",
            "曲氟尿苷替匹嘧啶联合安罗替尼二线治疗复发/转移性食管鳞癌",
        ),
        site="01",
        participant="01-007",
        initials="CHYU",
        visit=Label("FTD/TPI cycle 2 day 15", "曲氟第2周期第15天"),
        visit_id="FT-C2D15",
        visit_window=Label("D50 (window ±2 days)", "D50（窗口 ±2 天）"),
        dated_on="2026-03-18",
        edition="0.1",
        protocol_version=Label("registry entry", "登记条目"),
        is_draft=True,
        holds_assumptions=True,
        is_demonstration=True,
        checkpoint="SITE01-A 18144 5be8 c90d 77a1 02fe",
        printed_at=PRINTED_AT,
        printed_by="李晓（CRC）",
        sheet_number="W-000128",
        tongue=tongue,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def signature(field: str | None = None, is_void: bool = False) -> SignatureBlock:
    return SignatureBlock(
        name="王敏",
        role=Label("principal investigator (PI)", "主要研究者（PI）"),
        signed_at=SIGNED_AT,
        meaning=Label("I reviewed the evidence; the decision is mine", "本人已审阅证据，合格性判定由本人作出"),
        certificate="7f3a c19e 20d4 b1",
        entry="SITE01-A:18098",
        is_void=is_void,
        field=field,
    )


def eligibility(tongue: Tongue = "zh", field: str | None = "Signature1") -> EligibilitySheet:
    rows = []
    for kind in ("inclusion", "exclusion"):
        for number in range(1, 9):
            english, chinese = _CRITERIA[(number - 1) % 4]
            answer: Answer = "Y" if kind == "inclusion" else "N"
            rows.append(
                CriterionRow(kind, number, Label(english, chinese), answer, f"病理 P25-118{number}，2025-12-02")
            )
    ruling = Ruling(
        Label("Ruling R-02 (inclusion 2)", "矛盾裁定 R-02（入选标准 2）"),
        "AJCC 第 8 版临床分期无 IIIB、IIIC。按 IV 期符合本条。",
    )
    return EligibilitySheet(
        heading(tongue, sheet_number="E-000011", visit_id="SCR", visit=Label("Screening", "筛选期"), visit_window=None),
        tuple(rows),
        (ruling,),
        True,
        "2026-04-06",
        (signature(field),),
    )


def worksheet(tongue: Tongue = "zh", groups: int = 1) -> WorksheetSheet:
    nd = ("ND",)
    vital = WorksheetGroup(
        Label("Vital signs", "生命体征"),
        (
            WorksheetItem(Label("Temperature", "体温"), "decimal", "℃", "2.1", missing=nd),
            WorksheetItem(Label("Pulse", "脉搏"), "integer", "次/分", "3", missing=nd),
            WorksheetItem(Label("Systolic", "收缩压"), "integer", "mmHg", "3", missing=nd),
            WorksheetItem(Label("Diastolic", "舒张压"), "integer", "mmHg", "3", missing=nd),
            WorksheetItem(Label("Weight", "体重"), "decimal", "kg", "3.1", missing=nd),
            WorksheetItem(Label("ECOG", "ECOG"), "integer", "", "1", range_="0-2", missing=nd),
            WorksheetItem(
                Label("Position during measurement", "测量体位"),
                "choice",
                options=(Label("sitting", "坐位"), Label("lying", "卧位"), Label("standing", "立位")),
            ),
            WorksheetItem(Label("Repeated", "是否复测"), "yes_no", is_assumption=True),
            WorksheetItem(Label("Time of repeat", "复测时间"), "datetime", is_conditional=True, missing=nd),
            WorksheetItem(Label("Onset", "开始日期"), "partial_date"),
            WorksheetItem(Label("Assessment of the trend", "趋势判断"), "note", is_for_investigator=True),
        ),
    )
    names = (
        ("White cells", "白细胞", "10⁹/L", "2.2", "3.50-9.50"),
        ("Neutrophils", "中性粒细胞", "10⁹/L", "2.2", "1.80-6.30"),
        ("Haemoglobin", "血红蛋白", "g/L", "3", "130-175"),
        ("Platelets", "血小板", "10⁹/L", "4", "125-350"),
    )
    blood = WorksheetGroup(
        Label("Haematology", "血常规"),
        tuple(
            WorksheetItem(
                Label(en, zh),
                "decimal",
                unit,
                digits,
                range_=usual,
                missing=("ND",),
                has_range=en == "Platelets",
                judgement=("NCS", "CS"),
            )
            for en, zh, unit, digits, usual in names
        ),
        "table",
    )
    forms = (
        WorksheetForm(Label("Vital signs", "生命体征"), (vital,)),
        WorksheetForm(Label("Haematology", "血常规"), (blood,) * groups),
    )
    return WorksheetSheet(heading(tongue, dated_on=None), forms)


def record(
    tongue: Tongue = "zh", items: int = 12, note: str = "一般情况可，无不适主诉。", void: bool = False
) -> RecordSheet:
    rows = [
        RecordRow(
            Label(f"Measurement {n}", f"测量项目 {n}"),
            Label(f"{n}.5", f"{n}.5"),
            "10⁹/L",
            "3.50-9.50",
            flag=Label("above range", "高于参考值") if n % 4 == 0 else None,
            is_changed=n == 3,
            is_assumption=n == 5,
        )
        for n in range(1, items + 1)
    ]
    rows.append(
        RecordRow(
            Label("Weight", "体重"), Label("", ""), missing=Label("not done (ND)", "未做（ND）"), reason="设备故障"
        )
    )
    rows.append(RecordRow(Label("Notes", "备注"), Label(note, note)))
    change = Change(
        Label("Measurement 3", "测量项目 3"),
        Label("35", "35"),
        Label("3.5", "3.5"),
        "李晓（CRC）",
        SIGNED_AT,
        Label("Transcription slip: point left out", "转录错误：小数点漏填"),
    )
    return RecordSheet(
        heading(tongue, sheet_number="R-000007"),
        Label("Haematology", "血常规"),
        (RecordGroup(Label("Haematology", "血常规"), tuple(rows)),),
        (change, change),
        (signature(None, True), signature("Signature1")) if void else (signature("Signature1"),),
        True,
    )


def adverse_events(tongue: Tongue = "zh", count: int = 3, detail: str = "") -> AdverseEventLogSheet:
    drugs = tuple(
        DrugJudgement(Label(en, zh), Label("probably related", "很可能有关"), Label("dose interrupted", "暂停用药"))
        for en, zh in (("FTD/TPI", "曲氟尿苷替匹嘧啶"), ("anlotinib", "安罗替尼"))
    )
    rows = tuple(
        AdverseEventRow(
            n,
            Label("Neutrophil count decreased", "中性粒细胞计数降低"),
            detail,
            str(n % 4 + 1),
            "2026-03-UK",
            None if n % 2 else "2026-03-15",
            n % 3 == 0,
            (Label("hospitalisation", "导致住院或住院时间延长"),) if n % 3 == 0 else (),
            drugs,
            Label("recovering", "好转"),
        )
        for n in range(1, count + 1)
    )
    return AdverseEventLogSheet(
        heading(tongue, sheet_number="A-000003", visit=None, visit_id=""), "5.0", rows, (signature("Signature1"),)
    )


def about_nobody(tongue: Tongue, number: str) -> Heading:
    """Return the heading of a paper about no participant."""
    return heading(
        tongue,
        participant=None,
        initials=None,
        visit=None,
        visit_id="",
        sheet_number=number,
        holds_assumptions=False,
    )


def handover(tongue: Tongue = "zh") -> HandoverSlip:
    counts = ((Label("participants", "受试者"), 3), (Label("signed records", "已签名记录"), 12))
    head = about_nobody(tongue, "H-000042")
    return HandoverSlip(
        head,
        "SITE01-A-000042.escc",
        42,
        "SITE01-A",
        18001,
        18144,
        counts,
        1234567,
        "5be8c90d" * 8,
        "7F3A-C19E-20D4",
        Label("Central team", "中心数据管理组"),
    )


MAKERS: dict[str, Callable[[Tongue], PaperDocument]] = {
    "eligibility": eligibility,
    "worksheet": worksheet,
    "record": record,
    "adverse_events": adverse_events,
    "handover": handover,
    "delegation": lambda tongue: list_samples.delegation(about_nobody(tongue, "D-000043"), SIGNED_AT),
    "follow_up": lambda tongue: list_samples.follow_up(about_nobody(tongue, "F-000044"), SIGNED_AT),
    "source_data": lambda tongue: list_samples.source_data(about_nobody(tongue, "S-000045")),
}


@dataclass(frozen=True)
class SigningPeople:
    """A study root, a site authority and two people of the site, as sealing and checking need them."""

    root: str
    authority: str
    keys: tuple[bytes, ...]
    certificates: tuple[str, ...]

    def seal(self, pdf: bytes, field: str, person: int = 0) -> bytes:
        return seal(
            pdf,
            field=field,
            key=self.keys[person],
            certificate=self.certificates[person],
            chain=(self.authority, self.root),
            name="王敏",
            reason="本人已审阅证据",
            location="01",
            at=SIGNED_AT,
        )


def make_people(seed: bytes, study: str = "NCT07142421") -> SigningPeople:
    counter = iter(range(1000))

    def fixed(count: int) -> bytes:
        return hashlib.shake_256(seed + str(next(counter)).encode()).digest(count)

    root_key, authority_key = SigningKey.generate(fixed), SigningKey.generate(fixed)
    people = [SigningKey.generate(fixed) for _ in range(2)]
    root = issue_root(root_key, study, fixed, PRINTED_AT - timedelta(days=30))
    site = issue_authority(root_key, root, authority_key.public, "SITE01", fixed, PRINTED_AT - timedelta(days=29))
    certificates = tuple(
        issue_person(
            authority_key, site, key.public, f"P{n}", f"王敏{n}", "investigator", fixed, PRINTED_AT - timedelta(days=28)
        )
        for n, key in enumerate(people)
    )
    return SigningPeople(root, site, tuple(key.to_bytes() for key in people), certificates)
