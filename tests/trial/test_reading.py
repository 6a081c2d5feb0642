"""Proves the fold: in steps or at once it is the same, a change voids a signature, a conflict is kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from escc_desktop.study.edition import Item, ItemType, Label, Partial
from escc_desktop.study.values import Missing, Value, canonical, problem_with
from escc_desktop.trial.reading import (
    Fact,
    ParticipantReading,
    RecordReading,
    fold,
    fold_all,
    from_json,
    in_order,
    is_late,
    to_json,
    values_in,
    values_with,
)

from .conftest import Say

RECORD = "01-001/SCR/VS"


def saved(say: Say, digest: str, values: dict[str, Any], based_on: str | None = None, **more: Any) -> Fact:
    """Return that the vital signs of the screening visit were saved."""
    body = {"form": "VS", "visit": "SCR", "values": values, "observed_on": "2026-03-05", "is_complete": True}
    return say("record.saved", {**body, "digest": digest}, RECORD, based_on=based_on, **more)


def signed(say: Say, digest: str, **more: Any) -> Fact:
    """Return that an investigator signed what had this digest."""
    body = {"digest": digest, "meaning": "REVIEWED", "certificate": "c"}
    actor = {"actor_id": "p2", "actor_name": "Wang Min", "actor_role": "principal_investigator"}
    return say("record.signed", body, RECORD, **actor, **more)


def read(facts: list[Fact]) -> ParticipantReading:
    """Fold all facts; there must be a participant."""
    reading = fold_all(facts)
    assert reading is not None
    return reading


def test_screening_begins_a_participant(screened: Fact) -> None:
    reading = read([screened])
    assert (reading.number, reading.site, reading.order, reading.initials) == ("01-001", "01", 1, "CHYU")
    assert (reading.status, reading.screened_by, reading.last) == ("screening", "Li Xiao", "01-A:1")


def test_facts_about_nobody_change_nothing(say: Say, screened: Fact) -> None:
    about_nobody = say("package.exported", {"number": 1}, participant=None)
    assert fold(None, about_nobody) is None
    reading = read([screened])
    assert fold(reading, about_nobody) is reading


def test_values_texts_and_missing_codes_are_kept_apart(say: Say, screened: Fact) -> None:
    values = {"SYSBP": "120", "TEMP": {"missing": "ND", "reason": "no thermometer"}, "NOTE": {"text": "ab12"}}
    reading = read([screened, saved(say, "d1", values)])
    record = reading.records[RECORD]
    assert record.values == {"SYSBP": "120", "TEMP": Missing("ND", "no thermometer")}
    assert record.texts == {"NOTE": "ab12"}
    assert values_with(record, {"ab12": "slept badly"})["NOTE"] == "slept badly"
    assert values_with(record, {})["NOTE"] == Missing("REDACTED", "")
    assert reading.held_on("SCR") == "2026-03-05"


def test_a_change_after_signing_voids_the_signature(say: Say, screened: Fact) -> None:
    facts = [screened, saved(say, "d1", {"SYSBP": "120"}), signed(say, "d1")]
    record = read(facts).records[RECORD]
    assert (record.is_signed, record.has_void_signature, record.versions) == (True, False, 1)
    facts.append(saved(say, "d2", {"SYSBP": "130"}, based_on=record.last, reason="TRANSCRIPTION"))
    record = read(facts).records[RECORD]
    assert (record.is_signed, record.has_void_signature, record.versions) == (False, True, 2)
    assert record.signatures[0].by_name == "Wang Min"
    facts.append(signed(say, "d2"))
    record = read(facts).records[RECORD]
    assert (record.is_signed, record.has_void_signature) == (True, False)
    assert [one.is_void for one in record.signatures] == [True, False]


def test_a_signature_on_something_else_is_void_at_once(say: Say, screened: Fact) -> None:
    facts = [screened, saved(say, "d1", {}), signed(say, "other")]
    assert read(facts).records[RECORD].has_void_signature


def test_signing_does_not_move_what_a_change_is_based_on(say: Say, screened: Fact) -> None:
    first = saved(say, "d1", {"SYSBP": "120"})
    reading = read([screened, first, signed(say, "d1")])
    assert reading.records[RECORD].last == first.entry
    assert reading.records[RECORD].hash == first.hash
    again = fold(reading, saved(say, "d2", {"SYSBP": "121"}, based_on=first.entry))
    assert again is not None
    assert again.conflicts == ()


def test_two_saves_that_had_not_seen_each_other_are_a_conflict(say: Say, screened: Fact) -> None:
    first = saved(say, "d1", {"SYSBP": "120", "DIABP": "80"})
    ours = saved(say, "d2", {"SYSBP": "130", "DIABP": "80"}, based_on=first.entry)
    theirs = saved(say, "d3", {"SYSBP": "140", "DIABP": "80"}, based_on=first.entry, chain="01-B", seq=1)
    reading = read([screened, first, ours, theirs])
    (conflict,) = reading.conflicts
    assert (conflict.record, conflict.based_on, conflict.found) == (RECORD, first.entry, ours.entry)
    assert conflict.earlier == {"SYSBP": "130"}
    assert conflict.later == {"SYSBP": "140"}


def test_enrolment_and_first_dose(say: Say, screened: Fact) -> None:
    facts = [screened, say("participant.enrolled", {"enrolment_number": "01-R001", "eligibility": "d"})]
    reading = read(facts)
    assert (reading.status, reading.enrolment_number, reading.enrolled_by) == ("enrolled", "01-R001", "Li Xiao")
    facts.append(say("treatment.started", {"first_dose_on": {"FTDTPI": "2026-03-09"}}))
    facts.append(say("treatment.started", {"first_dose_on": {"ANLO": "2026-03-10"}}))
    reading = read(facts)
    assert reading.status == "on_treatment"
    assert reading.first_dose_on == {"FTDTPI": "2026-03-09", "ANLO": "2026-03-10"}


def test_booking_and_moving(say: Say, screened: Fact) -> None:
    booked = say("visit.booked", {"visit": "ANLO-C2D1", "on": "2026-03-26", "at": "09:00"})
    body = {"visit": "ANLO-C2D1", "from": "2026-03-26", "on": "2026-04-01", "at": None, "is_out_of_window": True}
    reading = read([screened, booked, say("visit.moved", body, reason="holiday")])
    booking = reading.bookings["ANLO-C2D1"]
    assert (booking.on, booking.moved_from, booking.times_moved) == ("2026-04-01", "2026-03-26", 1)
    assert (booking.is_out_of_window, booking.reason) == (True, "holiday")


def test_documents_count_how_often_they_left(say: Say, screened: Fact) -> None:
    body = {"sha256": "aa", "kind": "record", "title": "t", "record": RECORD, "pages": 2, "is_signed": True}
    facts = [screened, say("document.sealed", body)]
    facts += [say("document.printed", {"sha256": "aa", "kind": "record"}) for _ in range(2)]
    facts += [say("document.saved_out", {"sha256": "aa", "kind": "record"})]
    (document,) = read(facts).documents
    assert (document.times_printed, document.times_saved_out, document.pages) == (2, 1, 2)


def test_what_comes_before_the_screening_is_kept(say: Say, screened: Fact) -> None:
    early = saved(say, "d1", {"SYSBP": "120"}, at="2026-03-05T05:00:00.000000Z")
    unknown = read([early])
    assert (unknown.status, unknown.number) == ("unknown", "01-001")
    assert read([screened, early]).status == "screening"


KINDS = st.sampled_from(["saved", "signed", "booked", "moved", "enrolled", "started", "sealed", "printed", "nobody"])
STEPS = st.lists(
    st.tuples(KINDS, st.integers(0, 59), st.sampled_from(["01-A", "01-B"]), st.integers(0, 3)), max_size=25
)


def told(place: int, step: tuple[str, int, str, int]) -> Fact:
    """Return one arbitrary fact; ``place`` numbers it in its chain."""
    kind, minute, chain, salt = step
    digest = f"d{salt}"
    bodies: dict[str, tuple[str, dict[str, Any]]] = {
        "saved": (
            "record.saved",
            {
                "form": "VS",
                "visit": "SCR",
                "values": {"SYSBP": str(salt), "TEMP": {"missing": "ND", "reason": "r"}, "N": {"text": digest}},
                "observed_on": f"2026-03-0{salt + 1}",
                "is_complete": salt > 1,
                "digest": digest,
            },
        ),
        "signed": ("record.signed", {"digest": digest, "meaning": "REVIEWED", "covers": digest}),
        "booked": ("visit.booked", {"visit": "SCR", "on": f"2026-03-0{salt + 1}", "at": None}),
        "moved": ("visit.moved", {"visit": "SCR", "from": "x", "on": "2026-03-09", "is_out_of_window": True}),
        "enrolled": ("participant.enrolled", {"enrolment_number": str(salt), "eligibility": digest}),
        "started": ("treatment.started", {"first_dose_on": {"ANLO": f"2026-03-0{salt + 1}"}}),
        "sealed": ("document.sealed", {"sha256": digest, "kind": "record", "title": "t", "pages": 1}),
        "printed": ("document.printed", {"sha256": digest, "kind": "record"}),
        "nobody": ("session.opened", {}),
    }
    name, body = bodies[kind]
    return Fact(
        kind=name,
        chain=chain,
        seq=place,
        at=f"2026-03-05T06:{minute:02d}:00.000000Z",
        actor_id="p",
        actor_name="n",
        actor_role="sub_investigator",
        participant=None if kind == "nobody" else "01-001",
        record=f"r{salt % 2}",
        based_on=None,
        edition="ed",
        body=body,
        reason=None,
        hash=digest if kind == "saved" else f"{place:064x}",
        site="01",
    )


@given(STEPS, st.randoms(use_true_random=False))
def test_incremental_equals_rebuilt_in_any_order(steps: list[tuple[str, int, str, int]], shuffler: Any) -> None:
    facts = [told(place, step) for place, step in enumerate(steps)]
    one_by_one: ParticipantReading | None = None
    for fact in in_order(facts):
        one_by_one = fold(one_by_one, fact)
        if one_by_one is not None:
            one_by_one = from_json(to_json(one_by_one))
    shuffled = facts[:]
    shuffler.shuffle(shuffled)
    assert fold_all(shuffled) == one_by_one
    if one_by_one is not None:
        assert one_by_one.entries == sum(fact.participant is not None for fact in facts)
        for record in one_by_one.records.values():
            assert all((one.digest, one.covers) == (record.digest, record.hash) for one in record.valid_signatures)


@given(STEPS)
def test_a_fact_is_late_where_folding_as_they_came_would_leave_the_order(
    steps: list[tuple[str, int, str, int]],
) -> None:
    facts = [one for one in (told(place, step) for place, step in enumerate(steps)) if one.participant is not None]
    reading: ParticipantReading | None = None
    lateness = []
    for fact in facts:
        lateness.append(is_late(reading, fact))
        reading = fold(reading, fact)
    assert any(lateness) == (in_order(facts) != tuple(facts))


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC)),
    st.integers(-13 * 60 - 59, 14 * 60 + 59),
)
def test_a_fact_was_written_on_the_day_of_its_place(at: datetime, minutes: int) -> None:
    fact = replace(
        told(1, ("booked", 0, "01-A", 0)),
        at=at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        offset=f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}",
    )
    assert fact.on == (at + timedelta(minutes=minutes)).date().isoformat()


@given(STEPS)
def test_folding_changes_no_earlier_reading(steps: list[tuple[str, int, str, int]]) -> None:
    readings: list[tuple[ParticipantReading, bytes]] = []
    reading: ParticipantReading | None = None
    for place, step in enumerate(steps):
        reading = fold(reading, told(place, step))
        if reading is not None:
            readings.append((reading, to_json(reading)))
    assert all(to_json(one) == kept for one, kept in readings)


def test_a_clock_set_back_reorders_nothing_inside_a_chain(say: Say, screened: Fact) -> None:
    first = saved(say, "d1", {"SYSBP": "120"})
    second = saved(say, "d2", {"SYSBP": "136"}, based_on=first.entry, at="2026-03-05T04:00:00.000000Z")
    third = signed(say, "d2", at="2026-03-05T04:00:01.000000Z")
    reading = read([third, second, screened, first])
    record = reading.records[RECORD]
    assert (record.values["SYSBP"], record.versions, record.is_signed) == ("136", 2, True)
    assert reading.conflicts == ()
    assert (reading.last, reading.last_at) == (third.entry, first.at)
    assert in_order([third, second, screened, first]) == (screened, first, second, third)


def test_another_chain_is_laid_in_by_the_latest_instant_of_each(say: Say, screened: Fact) -> None:
    first = saved(say, "d1", {"SYSBP": "120"})
    back = saved(say, "d2", {"SYSBP": "136"}, based_on=first.entry, at="2026-03-05T04:00:00.000000Z")
    theirs = saved(say, "d3", {"SYSBP": "140"}, chain="01-B", seq=1, at="2026-03-05T06:01:30.000000Z")
    assert in_order([back, theirs, first, screened]) == (screened, theirs, first, back)


def signed_by_hand(say: Say, digest: str, covers: str, **says: Any) -> Fact:
    """Return that the coordinator recorded an investigator's signature by hand."""
    body = {
        "digest": digest,
        "covers": covers,
        "signer": "p2",
        "signer_name": "Wang Min",
        "role": "principal_investigator",
        "meaning": "REVIEWED",
        "signed_on": "2026-03-04",
        "filed_at": "ab12",
    }
    return say("ink.recorded", {**body, **says}, RECORD)


def test_a_signature_by_hand_is_the_signers_and_a_change_voids_it(say: Say, screened: Fact) -> None:
    first = saved(say, "d1", {"SYSBP": "120"})
    facts = [screened, first, signed_by_hand(say, "d1", first.hash)]
    record = read(facts).records[RECORD]
    (signature,) = record.signatures
    assert (signature.by_name, signature.role, record.is_signed) == ("Wang Min", "principal_investigator", True)
    assert signature.ink is not None
    assert (signature.ink.signed_on, signature.ink.recorded_by) == ("2026-03-04", "Li Xiao")
    facts.append(saved(say, "d2", {"SYSBP": "130"}, based_on=record.last))
    record = read(facts).records[RECORD]
    assert (record.is_signed, record.has_void_signature) == (False, True)


def test_what_was_never_accepted_by_hand_neither_signs_nor_looks_like_a_signature_that_fell(
    say: Say, screened: Fact
) -> None:
    first = saved(say, "d1", {"SYSBP": "120"})
    cases: tuple[dict[str, Any], ...] = (
        {"flag": "not_delegated"},
        {"role": "coordinator", "flag": "not_investigator"},
        {"role": "participant", "signer": "participant", "signer_name": None},
    )
    for says in cases:
        record = read([screened, first, signed_by_hand(say, "d1", first.hash, **says)]).records[RECORD]
        assert (record.is_signed, record.has_void_signature) == (False, False), says
    posing = signed_by_hand(say, "d1", first.hash, role="coordinator")
    assert not read([screened, first, posing]).records[RECORD].is_signed


def test_a_signature_by_hand_that_was_recorded_by_mistake_is_withdrawn(say: Say, screened: Fact) -> None:
    first = saved(say, "d1", {"SYSBP": "120"})
    wrong = signed_by_hand(say, "d1", first.hash)
    other = say("ink.withdrawn", {"ink": "01-A:99"}, RECORD, reason="wrong")
    assert read([screened, first, wrong, other]).records[RECORD].is_signed
    withdrawn = say("ink.withdrawn", {"ink": wrong.entry}, RECORD, reason="wrong person")
    record = read([screened, first, wrong, withdrawn]).records[RECORD]
    assert (record.is_signed, record.has_void_signature, record.signatures[0].flag) == (False, False, "withdrawn")


TYPES: tuple[ItemType, ...] = ("text", "decimal", "integer", "date", "datetime", "time", "choices", "yes_no", "note")
PARTIALS: tuple[Partial, ...] = get_args(Partial)
ROUGH: st.SearchStrategy[Value] = st.one_of(
    st.text(max_size=20),
    st.dates().map(str),
    st.datetimes().map(lambda at: at.strftime("%Y/%m/%d %H:%M")),
    st.decimals(-999, 999, places=2).map(str),
    st.sampled_from(["y", "2026-3", "2026年3月", "20260305 1430", "9:05", "CT; MRI", "３６。５"]),
)
GONE: st.SearchStrategy[Value] = st.builds(
    Missing, st.sampled_from(["ND", "UK", "ASKU"]), st.text(min_size=1, max_size=10)
)


@given(st.lists(st.tuples(st.sampled_from(TYPES), ROUGH | GONE), max_size=6), st.sampled_from(PARTIALS))
def test_what_an_item_accepts_comes_back_from_the_store_as_it_was_kept(
    answers: list[tuple[ItemType, Value]], partial: Partial
) -> None:
    kept: dict[str, Value] = {}
    body: dict[str, Any] = {}
    for number, (kind, answer) in enumerate(answers):
        item = Item(f"I{number}", Label("", ""), kind, partial=partial)
        if isinstance(answer, Missing):
            kept[item.id] = answer
            body[item.id] = {"missing": answer.code, "reason": answer.reason}
        elif problem_with(item, answer) is None and (text := canonical(item, answer)):
            kept[f"{item.id}.1"] = body[f"{item.id}.1"] = text
    plain, texts = values_in(json.loads(json.dumps({"values": body})))
    assert (plain, texts) == (kept, {})
    told = ("2026-03-05", True, "01-A:1", "h", "d", "", "", "", "", 1, None)
    record = RecordReading("r", "F", None, "ed", plain, {}, *told)
    reading = ParticipantReading("01-001", "01", 1, "C", None, "", "", "screening", records={record.id: record})
    again = from_json(to_json(reading)).records[record.id].values
    assert again == kept
    for key, value in again.items():
        if isinstance(value, str):
            item = Item("ITEM", Label("", ""), answers[int(key[1:].split(".")[0])][0], partial=partial)
            assert canonical(item, value) == value
            assert problem_with(item, value) is None


def test_a_text_beside_which_null_is_said_is_no_missing_value() -> None:
    body = {"values": {"A": {"missing": None, "reason": None, "text": "0" * 64}, "B": {"missing": "ND", "text": None}}}
    assert values_in(body) == ({"B": Missing("ND", "")}, {"A": "0" * 64})
