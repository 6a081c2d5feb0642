"""Tries signing on another's open session: who may, what it covers, how a change voids it, and the sealed paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from escc_desktop.actions import asking
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import RecordSeen, SignRecords
from escc_desktop.actions.paper import keep, produce
from escc_desktop.actions.site import Site
from escc_desktop.actions.views import DocumentView
from escc_desktop.errors import EsccError, WrongPassphrase
from tests.building import (
    COORDINATOR,
    ELIGIBLE,
    INVESTIGATOR,
    MEANING,
    VITAL_SIGNS,
    WORDS,
    change,
    entries,
    record_of,
    save,
    screen,
    sign,
)


def person(site: Site, name: str) -> str:
    """Return the id of a person by name."""
    return next(one.id for one in site.people.values() if one.name == name)


@pytest.fixture
def eligibility(open_site: Site) -> str:
    """A complete eligibility record, not signed."""
    return save(open_site, screen(open_site), "IE", ELIGIBLE)


def test_the_investigator_signs_on_the_coordinators_session(open_site: Site, eligibility: str) -> None:
    sign(open_site, eligibility)
    head = open_site.office.journal.entry("01-A", entries(open_site))
    assert head is not None
    entry = head.entry
    assert (entry.kind, entry.actor.name, entry.actor.role) == ("record.signed", INVESTIGATOR, "principal_investigator")
    record = record_of(open_site, eligibility)
    assert (entry.body["digest"], entry.body["covers"]) == (record.digest, record.hash)
    assert open_site.person.name == COORDINATOR
    save(open_site, "01-001", "VS", VITAL_SIGNS, visit="SCR")
    last = open_site.office.journal.entry("01-A", entries(open_site))
    assert last is not None
    assert last.entry.actor.name == COORDINATOR


def test_a_change_voids_the_signature_and_signing_again_heals(open_site: Site, eligibility: str) -> None:
    sign(open_site, eligibility)
    change(open_site, "01-001", eligibility, {**ELIGIBLE, "INCL03_NOTE": "CT 16 mm"})
    view = asking.record(open_site, "01-001", "IE")
    assert ([one.is_void for one in view.signatures], view.is_signed, view.has_void_signature) == ([True], False, True)
    queue = asking.signing_queue(open_site, person(open_site, INVESTIGATOR))
    assert [(row.record.id, row.is_void) for row in queue if row.record.form == "IE"] == [(eligibility, True)]
    sign(open_site, eligibility)
    view = asking.record(open_site, "01-001", "IE")
    assert ([one.is_void for one in view.signatures], view.is_signed) == ([True, False], True)


def test_changing_back_to_the_signed_values_is_not_signed_for(open_site: Site, eligibility: str) -> None:
    sign(open_site, eligibility)
    change(open_site, "01-001", eligibility, {**ELIGIBLE, "INCL04": "N"})
    change(open_site, "01-001", eligibility, ELIGIBLE)
    assert record_of(open_site, eligibility).has_void_signature


Made = Callable[[Site, str], SignRecords]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda site, seen: command(site, seen, who=COORDINATOR), "NOT_ALLOWED"),
        (lambda site, seen: command(site, seen, words="not the words"), "PASSPHRASE_WRONG"),
        (lambda site, seen: command(site, seen, meaning=""), "MEANING_MISSING"),
        (lambda site, seen: command(site, seen, meaning="张红同意"), "MEANING_MISSING"),
        (lambda site, seen: command(site, seen, digest="0" * 64), "RECORD_STALE"),
        (lambda site, seen: command(site, seen, record="01-001/NOPE"), "RECORD_UNKNOWN"),
        (
            lambda site, seen: SignRecords(person(site, INVESTIGATOR), WORDS[INVESTIGATOR], MEANING, ()),
            "NOTHING_TO_SIGN",
        ),
        (lambda site, seen: SignRecords("P99", WORDS[INVESTIGATOR], MEANING, ()), "PERSON_NOT_CERTIFIED"),
    ],
)
def test_what_is_not_signed(open_site: Site, eligibility: str, make: Made, code: str) -> None:
    before = entries(open_site)
    with pytest.raises(EsccError) as caught:
        carry_out(open_site, make(open_site, eligibility))
    assert caught.value.code == code
    assert isinstance(caught.value, WrongPassphrase) is (code == "PASSPHRASE_WRONG")
    assert entries(open_site) == before
    assert record_of(open_site, eligibility).signatures == ()


def command(
    site: Site,
    seen: str,
    who: str = INVESTIGATOR,
    words: str | None = None,
    meaning: str = MEANING,
    digest: str | None = None,
    record: str | None = None,
) -> SignRecords:
    """Return a command to sign one record."""
    shown = RecordSeen(record or seen, digest or record_of(site, seen).digest)
    return SignRecords(person(site, who), words or WORDS[who], meaning, (shown,))


def test_a_draft_is_not_signed_and_one_bad_record_stops_all(open_site: Site, eligibility: str) -> None:
    draft = save(open_site, "01-001", "VS", {"SYSBP": "120"}, visit="SCR", is_complete=False)
    before = entries(open_site)
    with pytest.raises(EsccError, match="RECORD_INCOMPLETE"):
        sign(open_site, eligibility, draft)
    assert entries(open_site) == before
    assert not record_of(open_site, eligibility).signatures


def test_many_records_take_one_passphrase_and_an_entry_each(open_site: Site, eligibility: str) -> None:
    vital_signs = save(open_site, "01-001", "VS", VITAL_SIGNS, visit="SCR")
    before = entries(open_site)
    signed = sign(open_site, eligibility, vital_signs)
    assert (signed.count, entries(open_site) - before) == (2, 2)
    assert [order.request.kind for order in signed.orders] == ["eligibility", "record"]


def test_the_sealed_paper_is_kept_and_turns_void_with_its_signature(open_site: Site, eligibility: str) -> None:
    signed = sign(open_site, eligibility)
    view = keep(open_site, produce(signed.orders[0])).value
    assert isinstance(view, DocumentView)
    (document,) = asking.documents(open_site)
    assert (document.sha256, document.is_signed, document.is_void) == (view.sha256, True, False)
    assert asking.document_bytes(open_site, view.sha256).startswith(b"%PDF-1.7")
    change(open_site, "01-001", eligibility, {**ELIGIBLE, "INCL04": "N"})
    (document,) = asking.documents(open_site)
    assert document.is_void
