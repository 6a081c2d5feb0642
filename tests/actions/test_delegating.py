"""Proves that acts need a delegation of that day, that facts are kept without one, and who can delegate."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
from PIL import Image
from pypdf import PdfReader

from escc_desktop.actions.asking import history
from escc_desktop.actions.authority import delegates, delegation_log, delegation_logs, may
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import (
    AddPerson,
    DocumentRequest,
    EndDelegation,
    EnrolParticipant,
    GrantDelegation,
    RecordTraining,
)
from escc_desktop.actions.paper import gather, produce
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock, unlock
from escc_desktop.actions.verify import verify_vault
from escc_desktop.errors import EsccError, Refused, WrongPassphrase
from escc_desktop.trial.delegation import TASKS, undelegated
from escc_desktop.words import explain
from tests.building import (
    ADMINISTRATOR,
    COORDINATOR,
    ELIGIBLE,
    INVESTIGATOR,
    VITAL_SIGNS,
    WORDS,
    Places,
    change,
    delegate,
    enrol,
    entries,
    export,
    kinds,
    randomness,
    save,
    screen,
    sign,
)

TODAY = date(2026, 3, 5)


def ids(site: Site) -> dict[str, str]:
    return {one.name: one.id for one in site.people.values()}


def end(site: Site, on: date = TODAY, words: str = WORDS[INVESTIGATOR], reason: str = "轮转") -> None:
    """End the coordinator's delegation."""
    (known,) = delegation_log(site).delegations
    carry_out(site, EndDelegation(known.entry, on, reason, ids(site)[INVESTIGATOR], words))


TONGUES: tuple[Literal["zh", "en", "both"], ...] = ("zh", "en", "both")


def paper_of(site: Site, number: str, record: str, tongue: Literal["zh", "en", "both"]) -> str:
    """Return the words of a record's paper without any space."""
    paper = produce(gather(site, DocumentRequest("record", number, record, "SCR", language=tongue)))
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(paper.data)).pages)


def ready(site: Site) -> str:
    """Screen a participant whom nothing keeps from being enrolled; return the number."""
    number = screen(site)
    sign(site, save(site, number, "IE", ELIGIBLE))
    return number


def test_an_act_without_delegation_is_refused_and_names_who_could(open_site: Site) -> None:
    number = ready(open_site)
    end(open_site)
    size = entries(open_site)
    with pytest.raises(Refused, match="NOT_DELEGATED") as refused:
        carry_out(open_site, EnrolParticipant(number))
    said = explain(refused.value, "zh")
    assert all(words in said for words in (COORDINATOR, "2026-03-05", "办理入组", INVESTIGATOR))
    assert INVESTIGATOR in explain(refused.value, "en")
    assert entries(open_site) == size
    assert [one.name for one in delegates(open_site, "enrol")] == [INVESTIGATOR]
    delegate(open_site, COORDINATOR, ("enrol",))
    carry_out(open_site, EnrolParticipant(number))


def test_a_delegation_counts_on_its_days_alone(open_site: Site) -> None:
    end(open_site)
    delegate(open_site, COORDINATOR, ("enrol",), from_on=date(2026, 3, 10), until_on=date(2026, 3, 20))
    coordinator = open_site.person
    days = {date(2026, 3, 5): False, date(2026, 3, 10): True, date(2026, 3, 20): True, date(2026, 3, 21): False}
    assert {day: may(open_site, "enrol", coordinator, day) for day in days} == days


def test_a_sub_investigator_signs_what_was_delegated_and_nothing_else(places: Places) -> None:
    site = places.unlock(ADMINISTRATOR)
    carry_out(site, AddPerson("赵强", ("sub_investigator",), "their own words"))
    delegate(site, "赵强", ("medical",))
    lock(site)
    site = places.unlock()
    number = screen(site)
    record = save(site, number, "IE", ELIGIBLE)
    with pytest.raises(Refused, match="NOT_DELEGATED") as refused:
        sign(site, record, who="赵强", words="their own words")
    assert refused.value.facts["could"] == INVESTIGATOR
    delegate(site, "赵强", ("eligibility",))
    sign(site, record, who="赵强", words="their own words")
    assert site.person.name == COORDINATOR
    site.close()


def test_a_fact_without_delegation_is_kept_and_told(open_site: Site) -> None:
    number = enrol(open_site)
    reading = open_site.office.readings.participant(number)
    assert reading is not None
    assert undelegated(delegation_logs(open_site), reading) == ()
    end(open_site)
    open_site.office.clock.set_by(days=1)  # type: ignore[attr-defined]
    record = save(open_site, number, "VS", VITAL_SIGNS, visit="SCR", observed_on="2026-03-05")
    reading = open_site.office.readings.participant(number)
    assert reading is not None
    (told,) = undelegated(delegation_logs(open_site), reading)
    assert (told.record, told.task, told.deed.name, told.deed.on) == (record, "data", COORDINATOR, "2026-03-06")


def test_paper_and_history_mark_what_was_recorded_undelegated(open_site: Site) -> None:
    number = enrol(open_site)
    record = save(open_site, number, "VS", VITAL_SIGNS, visit="SCR", observed_on="2026-03-05")
    end(open_site)
    assert "未被授权" not in paper_of(open_site, number, record, "zh")
    open_site.office.clock.set_by(days=1)  # type: ignore[attr-defined]
    change(open_site, number, record, {**VITAL_SIGNS, "PULSE": "80"})
    said = {tongue: paper_of(open_site, number, record, tongue) for tongue in TONGUES}
    flag = f"{COORDINATOR}2026-03-06·当日未被授权此项任务"
    assert flag in said["zh"]
    assert flag in said["both"]
    assert all("notdelegatedforthistaskonthatdate" in said[tongue] for tongue in ("en", "both"))
    assert f"{COORDINATOR}2026-03-05" in said["zh"]  # that day they were
    newest, *older = history(open_site, record, "PULSE")
    assert newest.is_undelegated
    assert not any(one.is_undelegated for one in older)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"investigator": COORDINATOR}, "NOT_ALLOWED"),
        ({"tasks": ()}, "TASKS_MISSING"),
        ({"tasks": ("cook",)}, "TASK_UNKNOWN"),
        ({"tasks": ("data", "medical")}, "TASK_NOT_FOR_ROLE"),
        ({"person": INVESTIGATOR}, "DELEGATION_NOT_NEEDED"),
        ({"until_on": date(2026, 3, 4)}, "DELEGATION_DAYS"),
        ({"specimen_place": "5" * 121}, "PLACE_LONG"),
        ({"passphrase": "other words"}, "other words"),
        ({"specimen": Path("nowhere.png")}, "INPUT_MISSING"),
    ],
)
def test_what_cannot_be_delegated(open_site: Site, given: dict[str, Any], code: str) -> None:
    people = ids(open_site)
    whole: dict[str, Any] = {
        "person": COORDINATOR,
        "tasks": ("data",),
        "from_on": TODAY,
        "until_on": None,
        "investigator": INVESTIGATOR,
        "passphrase": WORDS[INVESTIGATOR],
        **given,
    }
    whole |= {who: people[whole[who]] for who in ("person", "investigator")}
    size, files = entries(open_site), open_site.office.cabinet.files.names()
    with pytest.raises(EsccError) as caught:
        carry_out(open_site, GrantDelegation(**whole))
    assert caught.value.code == code or isinstance(caught.value, WrongPassphrase)
    assert (entries(open_site), open_site.office.cabinet.files.names()) == (size, files)


def test_nobody_signs_or_delegates_on_the_open_session_of_a_monitor(places: Places) -> None:
    site = places.unlock()
    record = save(site, screen(site), "IE", ELIGIBLE)
    lock(site)
    site = places.unlock(ADMINISTRATOR)
    carry_out(site, AddPerson("孙悦", ("monitor",), "their own words", date(2026, 4, 1)))
    lock(site)
    site = unlock(places.vault, "孙悦", "their own words", places.clock, randomness)
    size = entries(site)
    for act in (lambda: sign(site, record), lambda: delegate(site, COORDINATOR, ("enrol",)), lambda: end(site)):
        with pytest.raises(Refused, match="LOGIN_READS") as refused:
            act()
        assert "孙悦" in explain(refused.value, "zh")
    assert entries(site) == size
    lock(site)


def test_a_monitor_is_delegated_nothing(places: Places) -> None:
    site = places.unlock(ADMINISTRATOR)
    carry_out(site, AddPerson("孙悦", ("monitor",), "their own words", date(2026, 4, 1)))
    with pytest.raises(Refused, match="TASK_NOT_FOR_ROLE"):
        delegate(site, "孙悦", ("binder",))
    site.close()


@pytest.mark.parametrize(
    ("on", "words", "reason", "code"),
    [
        (TODAY, "other words", "轮转", "WRONG_PASSPHRASE"),
        (TODAY, WORDS[INVESTIGATOR], "  ", "REASON_MISSING"),
        (date(2026, 3, 4), WORDS[INVESTIGATOR], "轮转", "DELEGATION_DAYS"),
    ],
)
def test_what_does_not_end_a_delegation(open_site: Site, on: date, words: str, reason: str, code: str) -> None:
    size = entries(open_site)
    with pytest.raises(EsccError) as caught:
        end(open_site, on, words, reason)
    assert caught.value.code == code or isinstance(caught.value, WrongPassphrase)
    assert entries(open_site) == size


def test_a_delegation_ends_once(open_site: Site) -> None:
    end(open_site)
    with pytest.raises(Refused, match="DELEGATION_OVER"):
        end(open_site)
    (known,) = delegation_log(open_site).delegations
    assert (known.ended_on, known.ended_by, known.end_reason) == ("2026-03-05", INVESTIGATOR, "轮转")


def picture(kind: str, size: tuple[int, int] = (1200, 500)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "white").save(made, kind)
    return made.getvalue()


def test_a_specimen_is_kept_small_signed_for_and_travels(places: Places) -> None:
    site = places.unlock()
    photo = places.folder / "signature.jpg"
    photo.write_bytes(picture("JPEG"))
    delegate(site, COORDINATOR, ("data",), specimen=photo)
    kept = delegation_log(site).delegations[-1].specimen
    assert kept is not None
    image = site.office.cabinet.files.get(kept)
    assert Image.open(io.BytesIO(image)).size == (720, 300)
    assert verify_vault(site, None).is_sound
    made = export(site, places.stick)
    site.close()
    with places.at_desk() as desk:
        (answer,) = receive_packages(desk, [made.path])
        assert answer.code == "RECEIVED"
        files = desk.office.cabinet.files
        assert (files.get(kept), files.media(kept)) == (image, "image/png")


@pytest.mark.parametrize("data", [b"", b"not a picture", picture("PNG")[:60], picture("GIF")])
def test_what_is_no_picture_is_refused(open_site: Site, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "signature.png"
    path.write_bytes(data)
    size = entries(open_site)
    with pytest.raises(EsccError, match="SPECIMEN_UNREADABLE"):
        delegate(open_site, COORDINATOR, ("data",), specimen=path)
    assert entries(open_site) == size


def test_training_is_recorded_and_refused_where_it_cannot_be(open_site: Site) -> None:
    coordinator = open_site.person.id
    carry_out(open_site, RecordTraining(coordinator, "gcp", date(2025, 6, 1), date(2028, 5, 31), "5-3"))
    assert kinds(open_site)[-1] == "training.recorded"
    refused = (
        (RecordTraining("P09", "gcp", TODAY), "PERSON_NOT_CERTIFIED"),
        (RecordTraining(coordinator, "cooking", TODAY), "TRAINING_UNKNOWN"),
        (RecordTraining(coordinator, "gcp", date(2026, 3, 6)), "TRAINING_FUTURE"),
        (RecordTraining(coordinator, "gcp", TODAY, TODAY), "TRAINING_DAYS"),
        (RecordTraining(coordinator, "gcp", TODAY, None, "5" * 121), "PLACE_LONG"),
    )
    for command, code in refused:
        with pytest.raises(EsccError, match=code):
            carry_out(open_site, command)


def test_every_task_has_words() -> None:
    from escc_desktop.trial.training import TRAININGS
    from escc_desktop.words import catalogue

    codes = [f"TASK_{task.upper()}" for task in TASKS] + [f"TRAINING_{one.upper()}" for one in TRAININGS]
    assert all(code in catalogue() for code in codes)
