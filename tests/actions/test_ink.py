"""Tries signatures made by hand: which gates accept them, what is flagged, what voids them, who is shown as signer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from escc_desktop.actions import asking
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import (
    ChooseOriginal,
    Command,
    DocumentRequest,
    EnrolParticipant,
    RecordInk,
    RecordSeen,
    WithdrawInk,
)
from escc_desktop.actions.paper import gather, keep, produce
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock, look_into
from escc_desktop.actions.verify import verify_vault
from escc_desktop.actions.views import DocumentView
from escc_desktop.errors import EsccError
from tests.actions.test_packages import receive
from tests.actions.test_signing import person
from tests.building import (
    ADMINISTRATOR,
    CONSENT,
    COORDINATOR,
    ELIGIBLE,
    INVESTIGATOR,
    MEANING,
    VITAL_SIGNS,
    WORDS,
    Places,
    change,
    copy,
    export,
    randomness,
    record_of,
    save,
    screen,
    sign,
)
from tests.journeys.furnishing import EVENT as BEGUN
from tests.journeys.hand import pdf_text

TODAY = date(2026, 3, 5)
EVENT = {
    **BEGUN,
    "AEREL_FTDTPI": "PROBABLE",
    "AEREL_ANLO": "POSSIBLE",
    "AEACN_FTDTPI": "NOT_APPLICABLE",
    "AEACN_ANLO": "DRUG_INTERRUPTED",
    "AEOUT": "NOT_RECOVERED",
    "AEAWAREHOW": "FAMILY",
    "AEAWAREWHO": "李晓",
    "AENARR": "发热，急诊收入院。",
}
BINDER = "研究者文件夹 3，第 12 页"


@pytest.fixture(scope="session")
def on_paper(built: Places, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The built site, closed, after its administrator chose paper as the original of the checklist and the events."""
    places = copy(built, tmp_path_factory.mktemp("on_paper") / "site")
    site = places.unlock(ADMINISTRATOR)
    for kind in ("eligibility", "adverse_events"):
        carry_out(site, ChooseOriginal(kind, "ink"))
    lock(site, "closed")
    return places


@pytest.fixture
def places(on_paper: Places, tmp_path: Path) -> Places:
    """A copy of the site that signs checklists by hand."""
    return copy(on_paper, tmp_path / "copy")


@pytest.fixture
def site(places: Places) -> Iterator[Site]:
    """Its vault, with the coordinator at work."""
    opened = places.unlock()
    yield opened
    opened.close()


@pytest.fixture
def eligibility(site: Site) -> str:
    """A complete checklist that waits to be signed by hand."""
    return save(site, screen(site), "IE", ELIGIBLE)


def ink(site: Site, record: str, who: str = INVESTIGATOR, on: date = TODAY, place: str = BINDER) -> tuple[str, ...]:
    """Record a signature by hand on a record as it stands; return the flags."""
    signer = person(site, who) if who in WORDS else who
    seen = (RecordSeen(record, record_of(site, record).digest),)
    flags = carry_out(site, RecordInk(seen, signer, on, MEANING, place)).value
    assert isinstance(flags, tuple)
    return flags


def kept(site: Site, request: DocumentRequest) -> DocumentView:
    """Keep a print, as the window does when it is printed."""
    view = keep(site, produce(gather(site, request))).value
    assert isinstance(view, DocumentView)
    return view


def refused(site: Site, command: Command) -> str:
    """Carry out what is refused; return the code."""
    before = site.office.journal.count()
    with pytest.raises(EsccError) as caught:
        carry_out(site, command)
    assert site.office.journal.count() == before
    return caught.value.code


def test_ink_satisfies_every_gate_until_the_record_changes(site: Site, eligibility: str) -> None:
    assert asking.participant(site, "01-001").enrolment_obstacles[0][0] == "ENROL_UNSIGNED"
    waiting = asking.site_view(site).to_sign
    assert ink(site, eligibility) == ()
    assert asking.site_view(site).to_sign == waiting - 1
    assert eligibility not in [row.record.id for row in asking.signing_queue(site, person(site, INVESTIGATOR))]
    assert asking.participant(site, "01-001").enrolment_obstacles == ()
    carry_out(site, EnrolParticipant("01-001"))
    change(site, "01-001", eligibility, {**ELIGIBLE, "INCL03_NOTE": "CT 16 mm"})
    view = asking.record(site, "01-001", "IE")
    assert (view.is_signed, view.has_void_signature, view.original) == (False, True, "ink")
    assert asking.today(site).void_signatures == 1


def test_the_recorder_is_never_the_signer(site: Site, eligibility: str, tmp_path: Path) -> None:
    site.office.clock()
    ink(site, eligibility)
    (signature,) = asking.record(site, "01-001", "IE").signatures
    assert signature.ink is not None
    assert (signature.name, signature.role) == (INVESTIGATOR, "principal_investigator")
    assert (signature.ink.recorded_by, signature.ink.filed_at, signature.ink.signed_on) == (COORDINATOR, BINDER, TODAY)
    paper = tmp_path / "checklist.pdf"
    paper.write_bytes(produce(gather(site, DocumentRequest("eligibility", "01-001", language="en"))).data)
    text = pdf_text(paper)
    assert f"Signed by hand\n{INVESTIGATOR}" in text or INVESTIGATOR in text.partition("Signed by hand")[2][:200]
    recorded = text.partition("Recorded in the program by")[2]
    assert recorded.strip().startswith(COORDINATOR)
    assert "Original: ink" in text
    assert f"Filed at {BINDER}".replace(" ", "") in text.replace(" ", "")


def test_what_is_signed_by_hand_is_not_signed_in_the_program_and_the_queue_says_which(
    site: Site, eligibility: str
) -> None:
    vitals = save(site, "01-001", "VS", VITAL_SIGNS, visit="SCR")
    queue = asking.signing_queue(site, person(site, INVESTIGATOR))
    assert {row.record.id: row.record.original for row in queue} == {eligibility: "ink", vitals: "electronic"}
    with pytest.raises(EsccError, match="ORIGINAL_INK"):
        sign(site, eligibility)
    assert sign(site, vitals).count == 1


Flagged = tuple[str, Callable[[Site, str, Places], tuple[str, ...]]]
FLAGGED: dict[str, Flagged] = {
    "by somebody who is no investigator": (
        "not_investigator",
        lambda site, record, places: ink(site, record, COORDINATOR),
    ),
    "by the participant on what is no consent": (
        "not_investigator",
        lambda site, record, places: ink(site, record, "participant"),
    ),
    "dated before the record was saved": (
        "before_saved",
        lambda site, record, places: ink(site, record, on=TODAY - timedelta(days=1)),
    ),
    "on a record whose original is electronic": (
        "original_electronic",
        lambda site, record, places: ink(site, save(site, "01-001", "VS", VITAL_SIGNS, visit="SCR")),
    ),
}


@pytest.mark.parametrize("what", FLAGGED)
def test_a_fact_is_recorded_and_flagged_and_no_gate_accepts_it(
    site: Site, eligibility: str, places: Places, what: str
) -> None:
    flag, act = FLAGGED[what]
    assert act(site, eligibility, places) == (flag,)
    signatures = [one for record in asking.participant(site, "01-001").records for one in record.signatures]
    assert [(one.flag, one.is_void) for one in signatures] == [(flag, True)]
    assert not any(
        record.is_signed or record.has_void_signature for record in asking.participant(site, "01-001").records
    )
    assert "ENROL_UNSIGNED" in [code for code, _ in asking.participant(site, "01-001").enrolment_obstacles]


def test_the_consent_is_signed_by_hand_by_those_who_consent(site: Site, eligibility: str) -> None:
    consent = "01-001/IC"
    assert record_of(site, consent).form == "IC"
    yesterday = TODAY - timedelta(days=1)
    assert ink(site, consent, "participant", yesterday) == ()
    assert ink(site, consent, INVESTIGATOR, yesterday) == ()
    shown = [(one.name, one.role, one.is_void) for one in asking.record(site, "01-001", "IC").signatures]
    assert shown == [("", "participant", False), (INVESTIGATOR, "principal_investigator", False)]
    change(site, "01-001", consent, {**CONSENT, "ICCOPY": "N"})
    assert all(one.is_void for one in asking.record(site, "01-001", "IC").signatures)


Wrong = Callable[[Site, RecordSeen], Command]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda site, seen: RecordInk((seen,), "P99", TODAY, MEANING, BINDER), "INK_SIGNER_UNKNOWN"),
        (lambda site, seen: RecordInk((), person(site, INVESTIGATOR), TODAY, MEANING, BINDER), "NOTHING_TO_SIGN"),
        (lambda site, seen: RecordInk((seen,), person(site, INVESTIGATOR), TODAY, "?", BINDER), "MEANING_MISSING"),
        (lambda site, seen: RecordInk((seen,), person(site, INVESTIGATOR), TODAY, MEANING, "  "), "INK_PLACE_MISSING"),
        (
            lambda site, seen: RecordInk(
                (seen,), person(site, INVESTIGATOR), TODAY + timedelta(days=1), MEANING, BINDER
            ),
            "INK_FUTURE",
        ),
        (
            lambda site, seen: RecordInk(
                (RecordSeen(seen.record, "0" * 64),), person(site, INVESTIGATOR), TODAY, MEANING, BINDER
            ),
            "RECORD_STALE",
        ),
        (
            lambda site, seen: RecordInk((seen,), person(site, INVESTIGATOR), TODAY, MEANING, BINDER, "0" * 64),
            "INK_OTHER_SHEET",
        ),
        (lambda site, seen: WithdrawInk(seen.record, "01-A:1", "wrong person"), "INK_UNKNOWN"),
        (lambda site, seen: ChooseOriginal("eligibility", "electronic"), "NOT_ALLOWED"),
    ],
)
def test_what_is_not_recorded(site: Site, eligibility: str, make: Wrong, code: str) -> None:
    seen = RecordSeen(eligibility, record_of(site, eligibility).digest)
    assert refused(site, make(site, seen)) == code


def test_the_same_signature_is_recorded_once(site: Site, eligibility: str) -> None:
    ink(site, eligibility)
    seen = RecordSeen(eligibility, record_of(site, eligibility).digest)
    again = RecordInk((seen,), person(site, INVESTIGATOR), TODAY, MEANING, f" {BINDER} ")
    assert refused(site, again) == "NOTHING_CHANGED"


def test_a_mistake_is_withdrawn_with_a_reason_and_recorded_anew(site: Site, eligibility: str) -> None:
    ink(site, eligibility, place="文件夹 1")
    (wrong,) = asking.record(site, "01-001", "IE").signatures
    assert refused(site, WithdrawInk(eligibility, wrong.entry, "  ")) == "REASON_MISSING"
    carry_out(site, WithdrawInk(eligibility, wrong.entry, "文件夹写错"))
    view = asking.record(site, "01-001", "IE")
    assert (view.is_signed, view.has_void_signature, view.signatures[0].flag) == (False, False, "withdrawn")
    assert refused(site, WithdrawInk(eligibility, wrong.entry, "again")) == "INK_UNKNOWN"
    assert ink(site, eligibility, place="文件夹 1") == ()
    assert asking.record(site, "01-001", "IE").is_signed


def test_the_print_says_what_it_shows_and_a_later_change_makes_it_another(site: Site, eligibility: str) -> None:
    printed = kept(site, DocumentRequest("eligibility", "01-001"))
    assert printed.original == "ink"
    seen = RecordSeen(eligibility, record_of(site, eligibility).digest)
    other = save(site, "01-001", "VS", VITAL_SIGNS, visit="SCR")
    for_other = RecordSeen(other, record_of(site, other).digest)
    signer = person(site, INVESTIGATOR)
    assert refused(site, RecordInk((for_other,), signer, TODAY, MEANING, BINDER, printed.sha256)) == "INK_OTHER_SHEET"
    change(site, "01-001", eligibility, {**ELIGIBLE, "INCL03_NOTE": "CT 16 mm"})
    now = RecordSeen(eligibility, record_of(site, eligibility).digest)
    assert refused(site, RecordInk((now,), signer, TODAY, MEANING, BINDER, printed.sha256)) == "RECORD_STALE"
    carry_out(site, RecordInk((seen,), signer, TODAY, MEANING, BINDER, printed.sha256))
    (document,) = asking.documents(site)
    assert [(one.name, one.is_void) for one in document.ink] == [(INVESTIGATOR, True)]
    assert not asking.record(site, "01-001", "IE").is_signed


def test_one_signed_log_covers_every_event_on_it(site: Site, eligibility: str) -> None:
    events = [save(site, "01-001", "AE", {**EVENT, "AETERM": f"发热 {each}"}, is_complete=True) for each in (1, 2)]
    printed = kept(site, DocumentRequest("adverse_events", "01-001"))
    assert printed.records == tuple(events)
    seen = tuple(RecordSeen(one, record_of(site, one).digest) for one in events)
    before = site.office.journal.count()
    carry_out(site, RecordInk(seen, person(site, INVESTIGATOR), TODAY, MEANING, BINDER, printed.sha256))
    assert site.office.journal.count() == before + 2
    assert all(record_of(site, one).is_signed for one in events)


def test_the_originals_are_the_editions_until_somebody_chooses(site: Site, places: Places) -> None:
    shown = {one.kind: (one.original, one.is_fixed, one.chosen_by) for one in asking.original_views(site)}
    assert shown["eligibility"] == ("ink", False, ADMINISTRATOR)
    assert shown["record"] == ("electronic", False, "")
    assert shown["worksheet"] == ("ink", True, "")
    lock(site, "switched")
    opened = places.unlock(INVESTIGATOR)
    assert refused(opened, ChooseOriginal("worksheet", "electronic")) == "ORIGINAL_FIXED"
    assert refused(opened, ChooseOriginal("eligibility", "ink")) == "NOTHING_CHANGED"
    carry_out(opened, ChooseOriginal("eligibility", "electronic"))
    assert {one.kind: one.original for one in asking.original_views(opened)}["eligibility"] == "electronic"
    opened.close()


def test_what_holds_goes_on_to_hold_when_another_original_is_chosen(
    site: Site, eligibility: str, places: Places
) -> None:
    ink(site, eligibility)
    lock(site, "switched")
    opened = places.unlock(ADMINISTRATOR)
    carry_out(opened, ChooseOriginal("eligibility", "electronic"))
    assert record_of(opened, eligibility).is_signed
    opened.close()


def test_the_vault_verifies_and_the_binders_place_travels(site: Site, eligibility: str, places: Places) -> None:
    ink(site, eligibility)
    (signature,) = asking.record(site, "01-001", "IE").signatures
    carry_out(site, WithdrawInk(eligibility, signature.entry, "wrong folder"))
    ink(site, eligibility, place="文件夹 9")
    package = export(site, places.stick).path
    lock(site, "closed")
    assert receive(places, package) == ["RECEIVED"]
    with places.at_desk() as desk:
        found = desk.office.readings.record(eligibility)
        assert found is not None
        held = [one.ink.filed_at for one in found.record.signatures if one.ink]
        assert set(desk.office.cabinet.texts.words(held).values()) == {BINDER, "文件夹 9"}
    with look_into(places.vault, COORDINATOR, WORDS[COORDINATOR], places.clock, randomness) as seen:
        assert verify_vault(seen, places.root.read_text(encoding="ascii")).is_sound
