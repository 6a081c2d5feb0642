"""Furnishes a copy of the site that works with every form: one participant under treatment, a bit of everything."""

from __future__ import annotations

from datetime import date

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import BookVisit, EnrolParticipant, RecordFirstDose, RegisterScreening
from escc_desktop.actions.edition_commands import AddVisit, RuleContradiction
from escc_desktop.actions.unlock import lock
from escc_desktop.study.values import Missing
from tests.building import ELIGIBLE, FULL_CONSENT, INVESTIGATOR, VITAL_SIGNS, WORDS, Places, save, sign

TREATED, SCREENED = "01-001", "01-002"
DEMOGRAPHY = {"SEX": "M", "BRTHDAT": "1962-03-06", "RACE": "ASIAN", "ETHGRP": "01", "HEIGHT": "168"}
VITALS = {key: value for key, value in VITAL_SIGNS.items() if key != "HEIGHT"}
DAY = "2026-03-05"


def furnish(places: Places) -> None:
    """Enrol and dose one whose screening is half filled, with a booked visit and one between; screen another."""
    site = places.unlock()
    carry_out(site, RegisterScreening("ZHHO", FULL_CONSENT))
    save(site, TREATED, "DM", DEMOGRAPHY, observed_on=DAY)
    save(site, TREATED, "VS", VITALS, visit="SCR", observed_on=DAY)
    save(site, TREATED, "ECG", {}, visit="SCR", observed_on=DAY, not_done=Missing("ND", "设备故障"))
    save(site, TREATED, "CBC", {"WBC": "5.2"}, visit="SCR", observed_on=DAY, is_complete=False)
    sign(site, save(site, TREATED, "IE", ELIGIBLE))
    signer = next(one.id for one in site.people.values() if one.name == INVESTIGATOR)
    for one in site.study.contradictions:
        carry_out(site, RuleContradiction(one.id, "按方案原文，逐例判定。", signer, WORDS[INVESTIGATOR]))
    carry_out(site, EnrolParticipant(TREATED))
    carry_out(site, RecordFirstDose(TREATED, {"FTDTPI": date(2026, 3, 5), "ANLO": date(2026, 3, 5)}))
    carry_out(site, BookVisit(TREATED, "FTDTPI-C1D8", date(2026, 3, 12), "09:30"))
    carry_out(site, AddVisit(TREATED, date(2026, 3, 9), ("CBC", "CHEM"), "08:30"))
    save(site, TREATED, "CM", {"CMTRT": "甲氧氯普胺片"}, is_complete=False)
    carry_out(site, RegisterScreening("OYXF", FULL_CONSENT))
    lock(site, "closed")
