"""Furnishes a copy of the built site with participants at every place of the study, by the actions of the buttons."""

from __future__ import annotations

from datetime import date

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import BookVisit, ExportPackage, RegisterScreening
from escc_desktop.actions.paper import keep, produce
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock
from tests.building import ELIGIBLE, FULL_CONSENT, VITAL_SIGNS, Places, change, enrol, save, screen, sign

ENROLLED, VOID, WAITING = "01-001", "01-002", "01-003"
INITIALS = {ENROLLED: "ZHHO", VOID: "OYXF", WAITING: "LIJG"}
VISIT, BOOKED = "FTDTPI-C1D1", "FTDTPI-C1D8"
VITALS = f"{ENROLLED}/{VISIT}/VS"
SERIOUS = f"{ENROLLED}/AE/1"
EVENT = {
    "AETERM": "发热，中性粒细胞减少",
    "AELLT": "10016288",
    "AEVER": "5.0",
    "AETOXGR": "3",
    "AESTDAT": "2026-03-04",
    "AEONGO": "Y",
    "AESDTH": "N",
    "AESLIFE": "N",
    "AESHOSP": "Y",
    "AESDISAB": "N",
    "AESCONG": "N",
    "AESMIE": "N",
    "AEAWARE": "2026-03-05 08:30",
}


def furnish(places: Places) -> None:
    """Enrol one with a visit, a booking and a serious event; void a signature of another; let a third one wait."""
    site = places.unlock()
    enrol(site, screen(site, INITIALS[ENROLLED]))
    keep_papers(site, f"{ENROLLED}/IE")
    carry_out(site, BookVisit(ENROLLED, BOOKED, date(2026, 3, 12), "09:30"))
    save(site, ENROLLED, "VS", VITAL_SIGNS, visit=VISIT, observed_on="2026-03-05")
    save(site, ENROLLED, "AE", EVENT, is_complete=False)
    carry_out(site, ExportPackage(places.stick))
    screen(site, INITIALS[VOID])
    record = save(site, VOID, "IE", ELIGIBLE)
    keep_papers(site, record)
    change(site, VOID, record, {**ELIGIBLE, "INCL03_NOTE": "CT 16 mm"})
    screen(site, INITIALS[WAITING])
    save(site, WAITING, "IE", {"INCL01": "Y", "INCL02": "Y"}, is_complete=False)
    lock(site, "closed")


DEMOGRAPHY = {"SEX": "M", "BRTHDAT": "1962-03-06", "RACE": "ASIAN", "ETHGRP": "01", "HEIGHT": "170"}


def furnish_full(places: Places) -> None:
    """Screen one participant of the full edition, with demography and the vital signs at screening."""
    site, day = places.unlock(), "2026-03-05"
    number = str(carry_out(site, RegisterScreening("ZHHO", FULL_CONSENT)).value)
    save(site, number, "DM", DEMOGRAPHY, observed_on=day)
    vitals = {key: value for key, value in VITAL_SIGNS.items() if key != "HEIGHT"}
    save(site, number, "VS", vitals, visit="SCR", observed_on=day)
    lock(site, "closed")


def keep_papers(site: Site, record: str) -> None:
    """Sign a record and keep the sealed paper of it, as the window does."""
    signed = sign(site, record)
    for order in signed.orders:
        keep(site, produce(order))
