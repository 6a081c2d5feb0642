"""Types admit, init with two, and recover: exit codes, what stands on standard output, and who must be there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from escc_desktop.actions.desk import desk_slots
from escc_desktop.actions.key_holders import RECOVERY_IDENTITY, RECOVERY_SHARED, recovery_recipient, shared_identity
from escc_desktop.launch import central
from escc_desktop.store.cabinet import open_cabinet
from tests.building import COORDINATOR, DESK_PERSON, STUDY, WORDS, Places
from tests.recovering import (
    SECOND,
    SECOND_WORDS,
    THIRD,
    THIRD_WORDS,
    admit_second,
    ask,
    hand_in,
    ready,
    take,
)
from tests.typing_in import Answer, typed

Type = Callable[..., Answer]


@pytest.fixture
def at_desk(places: Places, capsys: pytest.CaptureFixture[str]) -> Type:
    """Type a command at the desk, as its first person."""

    def run(command: str, *words: object, who: str | None = DESK_PERSON, desk: object = places.desk) -> Answer:
        named = ("--person", who) if who else ()
        file = words_file(places, WORDS[DESK_PERSON])
        return typed(central, capsys, command, "--desk", desk, *named, "--passphrase-file", file, *words)

    return run


def words_file(places: Places, words: str) -> Path:
    """Return a file with a passphrase."""
    path = places.folder / f"words-{words.partition(' ')[0]}.txt"
    path.write_text(words + "\n", encoding="utf-8")
    return path


def newcomer(places: Places, name: str = SECOND, words: str = SECOND_WORDS) -> tuple[object, ...]:
    return ("--new-person", name, "--new-passphrase-file", words_file(places, words))


def second(places: Places, name: str = SECOND, words: str = SECOND_WORDS) -> tuple[object, ...]:
    return ("--second-person", name, "--second-passphrase-file", words_file(places, words))


def keys_of(places: Places) -> set[str]:
    """Return the names of the secrets that the desk keeps."""
    with places.at_desk() as desk:
        return set(desk.office.cabinet.keys.names())


def test_admitting_the_second_shares_the_recovery_key_and_takes_the_single_copy_away(
    at_desk: Type, places: Places
) -> None:
    assert RECOVERY_IDENTITY in keys_of(places)
    with places.at_desk() as desk:
        before = recovery_recipient_of(desk)
    answer = at_desk("admit", *newcomer(places), "--json", who=None)
    assert (answer.code, answer.document) == (
        0,
        {"person": SECOND, "is_holder": True, "holders": [DESK_PERSON, SECOND]},
    )
    assert RECOVERY_IDENTITY not in keys_of(places)
    assert RECOVERY_SHARED in keys_of(places)
    with places.at_desk() as desk:
        assert recovery_recipient_of(desk) == before
        kinds = [one.entry.kind for one in desk.office.entries_of("recovery.prepared")]
        assert kinds == ["recovery.prepared"] * 2
    assert (at_desk("status", who=None).code, at_desk("status").code) == (2, 0)


def recovery_recipient_of(desk) -> str:  # type: ignore[no-untyped-def]
    with desk.office.transaction():
        return recovery_recipient(desk)


def test_the_second_works_at_the_desk_as_the_first_does(
    at_desk: Type, places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    ready(places)
    file = words_file(places, SECOND_WORDS)
    as_second = ("--desk", places.desk, "--person", SECOND, "--passphrase-file", file)
    assert typed(central, capsys, "status", *as_second).code == 0
    assert typed(central, capsys, "reply", *as_second, "--site", "01", "--out", places.stick).code == 0
    from escc_desktop.actions.carry_out import carry_out
    from escc_desktop.actions.commands import ImportPackage
    from escc_desktop.actions.verify import verify_vault

    site = places.unlock()
    (receipt,) = places.stick.glob("SITE01-DESK-*.escc")
    carry_out(site, ImportPackage(receipt))
    writers = {one.entry.actor.name for one in site.office.journal.entries("D-01")}
    assert writers == {DESK_PERSON, SECOND}
    assert verify_vault(site, places.root.read_text(encoding="ascii")).is_sound
    site.close()


def test_a_third_holds_a_part_when_two_are_there(at_desk: Type, places: Places) -> None:
    admit_second(places)
    answer = at_desk("admit", *newcomer(places, THIRD, THIRD_WORDS), "--json")
    assert (answer.code, answer.document["is_holder"], answer.document["holders"]) == (0, False, [DESK_PERSON, SECOND])
    again = at_desk("admit", *newcomer(places, THIRD, THIRD_WORDS), "--json")
    assert (again.code, again.document["code"]) == (1, "NAME_TAKEN")
    answer = at_desk("admit", *newcomer(places, THIRD, THIRD_WORDS), *second(places), "--json")
    assert (answer.code, answer.document["holders"]) == (0, [DESK_PERSON, SECOND, THIRD])
    again = at_desk("admit", *newcomer(places, THIRD, THIRD_WORDS), *second(places), "--json")
    assert (again.code, again.document["code"]) == (1, "NAME_TAKEN")
    hand_in(places)
    request = ask(places, COORDINATOR)
    out = places.folder / "third.escc"
    words = (request.path, "--out", out, *second(places, THIRD, THIRD_WORDS), "--json")
    answer = at_desk("recover", *words)
    assert (answer.code, answer.document["holders"]) == (0, [DESK_PERSON, THIRD])
    take(places, COORDINATOR, out).close()


def test_init_with_two_never_keeps_a_single_copy(at_desk: Type, places: Places) -> None:
    desk = places.folder / "new"
    words = ("--study", STUDY, "--root-out", places.folder / "new-root.pem", *second(places), "--json")
    answer = at_desk("init", *words, desk=desk)
    assert answer.code == 0
    slots = desk_slots(str(desk))
    assert [slot.name for slot in slots.slots] == [DESK_PERSON, SECOND]
    from escc_desktop.actions.desk import at_desk as opened
    from tests.building import randomness

    with opened(str(desk), SECOND, SECOND_WORDS, places.clock, randomness) as one:
        assert RECOVERY_IDENTITY not in one.office.cabinet.keys.names()
        shared = shared_identity(one)
        assert shared is not None
        assert shared.holders == ("C01", "C02")
    answer = at_desk("init", *words[:4], *second(places, DESK_PERSON), "--json", desk=places.folder / "twice")
    assert (answer.code, answer.document["code"]) == (1, "NAME_TAKEN")
    assert not (places.folder / "twice").exists()


def test_recover_answers_and_tells_the_code(at_desk: Type, places: Places) -> None:
    ready(places)
    request = ask(places, COORDINATOR)
    out, code = places.folder / "grant.escc", request.waiting.code
    answer = at_desk("recover", request.path, "--out", out, *second(places), "--json")
    assert answer.code == 0
    assert answer.document == {
        "grant": str(out),
        "site": "01",
        "chain": "01-A",
        "person": "P02",
        "name": COORDINATOR,
        "request_code": code,
        "is_code_compared": False,
        "was_answered": False,
        "holders": [DESK_PERSON, SECOND],
    }
    assert code in answer.err
    site = take(places, COORDINATOR, out)
    assert site.person.name == COORDINATOR
    site.close()


def test_the_code_that_was_read_out_must_be_the_requests(at_desk: Type, places: Places) -> None:
    ready(places)
    request = ask(places, COORDINATOR)
    words = (request.path, *second(places), "--json")
    out = places.folder / "grant.escc"
    answer = at_desk("recover", *words, "--out", out, "--request-code", "AAAA-BBBB-CCCC")
    assert (answer.code, answer.document["code"], out.exists()) == (1, "REQUEST_CODE_DIFFERS", False)
    answer = at_desk("recover", *words, "--out", out, "--request-code", request.waiting.code)
    assert (answer.code, answer.document["is_code_compared"]) == (0, True)


def test_one_alone_recovers_nobody(at_desk: Type, places: Places) -> None:
    hand_in(places)
    request, out = ask(places, COORDINATOR), places.folder / "grant.escc"
    asked = (request.path, "--out", out)
    same = ("--second-person", DESK_PERSON, "--second-passphrase-file", words_file(places, WORDS[DESK_PERSON]))
    answer = at_desk("recover", *asked, *same, "--json")
    assert (answer.code, answer.document["code"]) == (1, "SECOND_PERSON_SAME")
    answer = at_desk("recover", *asked, *second(places), "--json")
    assert (answer.code, answer.document["code"]) == (2, "SLOT_UNKNOWN")
    admit_second(places)
    answer = at_desk("recover", *asked, *second(places, SECOND, "wrong words 12345"), "--json")
    assert (answer.code, answer.document["code"]) == (2, "PASSPHRASE_WRONG")
    answer = at_desk("recover", *asked, *same, "--json")
    assert (answer.code, answer.document["code"]) == (1, "SECOND_PERSON_SAME")
    answer = at_desk("recover", *asked, "--json")
    assert (answer.code, answer.document["code"]) == (2, "USAGE")
    answer = at_desk("recover", places.folder / "none.escc", *asked[1:], *second(places), "--json")
    assert (answer.code, answer.document["code"]) == (2, "INPUT_MISSING")
    assert not out.exists()


def test_a_desk_of_one_says_that_a_second_must_be_admitted(at_desk: Type, places: Places) -> None:
    """Even with a slot of somebody else, who holds no part."""
    hand_in(places)
    admit_second(places)
    with places.at_desk() as desk, desk.office.transaction():
        desk.office.cabinet.keys.remove(RECOVERY_SHARED)
    answer = at_desk("recover", ask(places, COORDINATOR).path, "--out", "x", *second(places), "--json")
    assert (answer.code, answer.document["code"]) == (1, "SECOND_HOLDER_NEEDED")


def test_no_grant_overwrites_a_file(at_desk: Type, places: Places) -> None:
    ready(places)
    out = places.folder / "grant.escc"
    out.write_bytes(b"something")
    answer = at_desk("recover", ask(places, COORDINATOR).path, "--out", out, *second(places), "--json")
    assert (answer.code, answer.document["code"], out.read_bytes()) == (1, "OUTPUT_TAKEN", b"something")
    with places.at_desk() as desk:
        assert not desk.office.entries_of("recovery.granted")


@pytest.mark.parametrize("position", [0, 40, 300, -60, -1])
def test_a_changed_request_is_refused(at_desk: Type, places: Places, position: int) -> None:
    ready(places)
    request = ask(places, COORDINATOR)
    data = bytearray(request.path.read_bytes())
    data[position] ^= 1
    changed = places.folder / "changed.escc"
    changed.write_bytes(bytes(data))
    answer = at_desk("recover", changed, "--out", places.folder / "grant.escc", *second(places), "--json")
    assert answer.code == 1
    assert answer.document["code"].startswith("PKG_")


def test_who_can_open_the_desks_store_alone_opens_no_recovery_box(places: Places) -> None:
    """One person's data key gives the wraps and not what is in them."""
    ready(places)
    from escc_desktop.errors import TrustError
    from escc_desktop.trust.key_slots import open_recovery, open_slot
    from escc_desktop.trust.slot_file import read_slots

    slots = desk_slots(str(places.desk))
    secrets = open_slot(slots.slot(SECOND), SECOND_WORDS, study=slots.study, site=slots.site)
    cabinet = open_cabinet(places.desk, secrets.data_key)
    found = [cabinet.keys.get(name) for name in cabinet.keys.names()]
    cabinet.close()
    site_slots = read_slots(places.vault / "slots.json")
    assert site_slots.recovery is not None
    for secret in found:
        if secret.startswith(b"AGE-SECRET-KEY-"):
            with pytest.raises(TrustError, match="BOX_KEY"):
                open_recovery(site_slots.recovery, secret.decode("ascii"), study=STUDY, site="01")
