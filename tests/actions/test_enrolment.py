"""Tries the gate to enrolment, the first dose and the visits it anchors: acts may be refused, facts never."""

from __future__ import annotations

from datetime import date

import pytest

from escc_desktop.actions import asking
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import BookVisit, EnrolParticipant, RecordFirstDose
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock
from escc_desktop.errors import Refused
from tests.building import ELIGIBLE, Places, begin, change, enrol, entries, issue, kinds, save, screen, sign

VISIT = "FTDTPI-C2D1"


def reasons(site: Site, number: str) -> list[str]:
    """Try to enrol and return why it is refused; the same stands on the participant's page."""
    before = entries(site)
    with pytest.raises(Refused) as caught:
        carry_out(site, EnrolParticipant(number))
    assert (caught.value.code, entries(site)) == ("MAY_NOT_ENROL", before)
    told = [one.code for one in caught.value.reasons]
    assert [code for code, _ in asking.participant(site, number).enrolment_obstacles] == told
    return told


def test_every_way_the_gate_is_shut_and_how_it_opens(open_site: Site) -> None:
    number = screen(open_site)
    assert reasons(open_site, number) == ["ENROL_UNANSWERED"]
    record = save(open_site, number, "IE", {**ELIGIBLE, "INCL04": "N", "EXCL01": "NA"})
    assert set(reasons(open_site, number)) == {"ENROL_NOT_APPLICABLE", "ENROL_FAILING", "ENROL_UNSIGNED"}
    change(open_site, number, record, ELIGIBLE)
    assert reasons(open_site, number) == ["ENROL_UNSIGNED"]
    sign(open_site, record)
    change(open_site, number, record, {**ELIGIBLE, "INCL03_NOTE": "CT"})
    assert reasons(open_site, number) == ["ENROL_SIGNATURE_VOID"]
    sign(open_site, record)
    assert carry_out(open_site, EnrolParticipant(number)).value == "01-R001"
    assert reasons(open_site, number) == ["ENROL_TWICE"]
    assert asking.participant(open_site, number).status == "enrolled"


def test_two_devices_of_a_site_never_give_one_enrolment_number(places: Places) -> None:
    with places.at_desk() as desk:
        issue(desk, places.folder / "B.kit", device="B")
    site = places.unlock()
    enrol(site)
    other = begin(places, places.folder / "vault-b", places.folder / "B.kit")
    record = save(other, screen(other), "IE", ELIGIBLE)
    assert site.office.readings.participants()[0].enrolment_number == "01-R001"
    assert other.facts.first == 101
    assert record.startswith("01-101/")
    lock(site)
    lock(other)


def test_the_first_dose_anchors_the_visits_and_a_change_needs_a_reason(open_site: Site) -> None:
    number = enrol(open_site)
    view = asking.participant(open_site, number)
    assert (view.status, view.first_dose_on["ANLO"]) == ("on_treatment", date(2026, 3, 5))
    target = next(one.target_on for one in view.visits if one.visit == VISIT)
    moved = {"FTDTPI": date(2026, 3, 4), "ANLO": date(2026, 3, 4)}
    with pytest.raises(Refused, match="REASON_MISSING"):
        carry_out(open_site, RecordFirstDose(number, moved))
    carry_out(open_site, RecordFirstDose(number, moved, "抄写错误"))
    later = next(one.target_on for one in asking.participant(open_site, number).visits if one.visit == VISIT)
    assert (target - later).days == 1
    with pytest.raises(Refused, match="NOTHING_CHANGED"):
        carry_out(open_site, RecordFirstDose(number, moved, "again"))


def test_a_first_dose_is_a_fact_even_without_enrolment_but_not_before_it_happened(open_site: Site) -> None:
    number = screen(open_site)
    for days, code in (({}, "FIRST_DOSE_MISSING"), ({"ANLO": date(2026, 3, 6)}, "FIRST_DOSE_FUTURE")):
        with pytest.raises(Refused, match=code):
            carry_out(open_site, RecordFirstDose(number, days))
    carry_out(open_site, RecordFirstDose(number, {"ANLO": date(2026, 3, 5)}))
    assert asking.participant(open_site, number).status == "on_treatment"


def test_a_visit_is_booked_moved_and_said_to_be_out_of_its_window(open_site: Site) -> None:
    number = enrol(open_site)
    view = next(one for one in asking.participant(open_site, number).visits if one.visit == VISIT)
    assert asking.window_notes(open_site, number, VISIT, view.target_on) == ()
    assert carry_out(open_site, BookVisit(number, VISIT, view.target_on, "09:30")).value is False
    far = date.fromordinal(view.closes_on.toordinal() + 3)
    ((code, facts),) = asking.window_notes(open_site, number, VISIT, far)
    assert (code, facts["days"]) == ("VISIT_TOO_LATE", "3")
    with pytest.raises(Refused, match="REASON_MISSING"):
        carry_out(open_site, BookVisit(number, VISIT, far, "09:30"))
    assert carry_out(open_site, BookVisit(number, VISIT, far, "09:30", "CT 排期")).value is True
    with pytest.raises(Refused, match="NOTHING_CHANGED"):
        carry_out(open_site, BookVisit(number, VISIT, far, "09:30", "again"))
    assert kinds(open_site)[-2:] == ["visit.booked", "visit.moved"]
    shown = next(one for one in asking.calendar(open_site, far, far) if one.visit == VISIT)
    assert (shown.booked_on, shown.booked_at, shown.is_out_of_window) == (far, "09:30", True)


def test_what_cannot_be_booked(open_site: Site) -> None:
    number = screen(open_site)
    with pytest.raises(Refused, match="VISIT_NOT_PLANNED"):
        carry_out(open_site, BookVisit(number, VISIT, date(2026, 4, 1)))
    carry_out(open_site, RecordFirstDose(number, {"FTDTPI": date(2026, 3, 5)}))
    on = next(one.target_on for one in asking.participant(open_site, number).visits if one.visit == VISIT)
    with pytest.raises(Refused, match="VISIT_TIME_FORM"):
        carry_out(open_site, BookVisit(number, VISIT, on, "25:99"))
    outside = date.fromordinal(on.toordinal() + 60)
    with pytest.raises(Refused, match="REASON_MISSING"):
        carry_out(open_site, BookVisit(number, VISIT, outside))
    assert carry_out(open_site, BookVisit(number, VISIT, outside, reason="探亲")).value is True
