"""Forgets passphrases, asks the desk, and sees who is let in by what, how often, and what the journal says."""

from __future__ import annotations

from pathlib import Path

import pytest

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import AddPerson
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.recovery_request import write_again
from escc_desktop.actions.recovery_waiting import waiting_requests
from escc_desktop.actions.reply import reply
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock, unlock
from escc_desktop.actions.verify import verify_package, verify_vault
from escc_desktop.errors import EsccError
from escc_desktop.trust.certificates import fingerprint
from tests.building import (
    ADMINISTRATOR,
    COORDINATOR,
    DESK_PERSON,
    ELIGIBLE,
    INVESTIGATOR,
    Places,
    export,
    kinds,
    randomness,
    record_of,
    save,
    screen,
    sign,
)
from tests.recovering import (
    NEW_WORDS,
    SECOND,
    admit_second,
    ask,
    grant,
    take,
)


def sound(places: Places, site: Site) -> None:
    answer = verify_vault(site, places.root.read_text(encoding="ascii"))
    assert (answer.code, answer.is_sound) == ("VERIFIED_VAULT", True)


def code_of(problem: pytest.ExceptionInfo[EsccError]) -> str:
    return problem.value.code


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != "lock"}


def test_a_forgotten_passphrase_becomes_a_new_one_and_a_new_key(two: Places) -> None:
    before = two.unlock(COORDINATOR)
    old = before.certificates["P02"]
    lock(before)
    written = ask(two, COORDINATOR)
    assert written.path.name.startswith("SITE01-A-P02-")
    assert [(one.name, one.code) for one in waiting_requests(two.vault)] == [(COORDINATOR, written.waiting.code)]
    granted, path = grant(two, written.path, heard=written.waiting.code.lower().replace("-", " "))
    assert (granted.name, granted.holders, granted.was_answered) == (COORDINATOR, (DESK_PERSON, SECOND), False)
    site = take(two, COORDINATOR, path)
    assert (site.person.name, site.person.roles, site.doubt) == (COORDINATOR, ("coordinator",), None)
    assert kinds(site)[-4:] == ["recovery.requested", "person.recovered", "slot.renewed", "session.opened"]
    recovered = site.office.entries_of("person.recovered")[-1].entry
    assert recovered.actor.role == "device"
    assert recovered.body["revokes"] == fingerprint(old)
    assert site.certificates["P02"] != old
    assert [one["name"] for one in recovered.body["statement"]["holders"]] == [DESK_PERSON, SECOND]
    screen(site)
    sound(two, site)
    lock(site)
    assert not waiting_requests(two.vault)
    with pytest.raises(EsccError, match="PASSPHRASE_WRONG"):
        two.unlock(COORDINATOR)
    again = unlock(two.vault, COORDINATOR, NEW_WORDS, two.clock, randomness)
    sound(two, again)
    again.close()


def test_the_desk_goes_on_receiving_and_the_site_hears_of_the_grant(two: Places) -> None:
    _, path = grant(two, ask(two, COORDINATOR).path)
    site = take(two, COORDINATOR, path)
    screen(site)
    exported = export(site, two.stick).path
    root = two.root.read_text(encoding="ascii")
    assert verify_package(exported.read_bytes(), root, site).is_sound
    with two.at_desk() as desk:
        (result,) = receive_packages(desk, [exported])
        assert result.is_received, result
        home = reply(desk, "01", two.stick)
    from escc_desktop.actions.commands import ImportPackage

    carry_out(site, ImportPackage(home))
    granted = site.office.entries_of("recovery.granted", chain="D-01")
    assert [one.entry.body["statement"]["name"] for one in granted] == [COORDINATOR]
    sound(two, site)
    site.close()


def test_what_was_signed_before_stays_signed_and_the_new_key_signs_on(two: Places) -> None:
    site = two.unlock()
    record = save(site, screen(site), "IE", ELIGIBLE)
    sign(site, record)
    lock(site)
    _, path = grant(two, ask(two, INVESTIGATOR).path)
    site = take(two, INVESTIGATOR, path)
    assert record_of(site, record).is_signed
    other = save(site, screen(site, "LIWE"), "IE", ELIGIBLE)
    with pytest.raises(EsccError, match="PASSPHRASE_WRONG"):
        sign(site, other)
    signed = sign(site, other, words=NEW_WORDS)
    first, second = (record_of(site, one).signatures[-1].entry for one in (record, other))
    certificates = [_entry(site, one).body["certificate"] for one in (first, second)]
    assert certificates[0] != certificates[1] == fingerprint(site.certificates["P03"])
    from escc_desktop.actions.paper import keep, produce
    from escc_desktop.actions.verify import verify_document

    paper = produce(signed.orders[0])
    keep(site, paper)
    root = two.root.read_text(encoding="ascii")
    assert verify_document(paper.data, root, site).code == "VERIFIED_DOCUMENT"
    sound(two, site)
    site.close()


def _entry(site: Site, place: str):  # type: ignore[no-untyped-def]
    chain, _, seq = place.rpartition(":")
    found = site.office.journal.entry(chain, int(seq))
    assert found is not None
    return found.entry


def test_an_administrator_of_whom_the_desk_never_heard_certifies_again(places: Places) -> None:
    """Nothing was ever handed in: the desk knows whom a first run makes."""
    admit_second(places)
    _, path = grant(places, ask(places, ADMINISTRATOR).path)
    site = take(places, ADMINISTRATOR, path)
    assert site.authority != site.facts.authority
    carry_out(site, AddPerson("周航", ("coordinator",), "lanterns over the old harbour"))
    sound(places, site)
    lock(site)
    site = unlock(places.vault, "周航", "lanterns over the old harbour", places.clock, randomness)
    screen(site)
    exported = export(site, places.stick).path
    site.close()
    with places.at_desk() as desk:
        assert receive_packages(desk, [exported])[0].is_received


def test_of_others_the_desk_must_have_heard(places: Places) -> None:
    admit_second(places)
    with pytest.raises(EsccError) as problem:
        grant(places, ask(places, COORDINATOR).path)
    assert code_of(problem) == "REQUEST_PERSON_UNKNOWN"


def test_a_grant_is_used_once(two: Places) -> None:
    _, path = grant(two, ask(two, COORDINATOR).path)
    lock(take(two, COORDINATOR, path))
    before = files_of(two.vault)
    with pytest.raises(EsccError) as problem:
        take(two, COORDINATOR, path)
    assert code_of(problem) == "GRANT_USED"
    assert files_of(two.vault) == before


def test_a_request_that_was_put_back_lets_nobody_in_twice(two: Places) -> None:
    """Whoever kept a copy of what waited, and knows the new passphrase, still has no second use of the grant."""
    written = ask(two, COORDINATOR)
    kept = (two.vault / "recovery.P02.json").read_bytes()
    _, path = grant(two, written.path)
    lock(take(two, COORDINATOR, path))
    (two.vault / "recovery.P02.json").write_bytes(kept)
    with pytest.raises(EsccError) as problem:
        take(two, COORDINATOR, path)
    assert code_of(problem) == "GRANT_USED"
    assert not waiting_requests(two.vault)


def test_what_waits_opens_nothing_by_itself(two: Places) -> None:
    ask(two, COORDINATOR)
    with pytest.raises(EsccError, match="PASSPHRASE_WRONG"):
        unlock(two.vault, COORDINATOR, NEW_WORDS, two.clock, randomness)
    from escc_desktop.actions.recovery_waiting import waiting_for
    from escc_desktop.store.cabinet import open_cabinet
    from escc_desktop.trust.key_slots import open_slot

    waiting, request = waiting_for(two.vault, "P02")
    assert waiting.slot is not None
    secrets = open_slot(waiting.slot, NEW_WORDS, study=request.study, site=request.site)
    with pytest.raises(EsccError, match="VAULT_WRONG_KEY"):
        open_cabinet(two.vault, secrets.data_key)


def test_only_who_asked_can_use_it(two: Places) -> None:
    written = ask(two, COORDINATOR)
    ask(two, INVESTIGATOR)
    _, path = grant(two, written.path)
    for who, words, code in (
        (INVESTIGATOR, NEW_WORDS, "GRANT_OTHER_PERSON"),
        (COORDINATOR, "another passphrase 1", "PASSPHRASE_WRONG"),
    ):
        with pytest.raises(EsccError) as problem:
            take(two, who, path, words)
        assert code_of(problem) == code
    assert take(two, COORDINATOR, path).doubt is None


def test_a_later_request_takes_the_place_of_an_earlier(two: Places) -> None:
    first = ask(two, COORDINATOR)
    _, early = grant(two, first.path)
    second = ask(two, COORDINATOR, "copper bridges never sleep")
    assert first.path != second.path
    with pytest.raises(EsccError) as problem:
        take(two, COORDINATOR, early)
    assert code_of(problem) == "GRANT_OTHER_REQUEST"
    _, late = grant(two, second.path, "late.escc")
    assert take(two, COORDINATOR, late, "copper bridges never sleep").doubt is None


def test_a_lost_grant_is_answered_again_and_one_of_the_two_counts(two: Places) -> None:
    written = ask(two, COORDINATOR)
    _, first = grant(two, written.path)
    granted, second = grant(two, written.path, "again.escc")
    assert granted.was_answered
    lock(take(two, COORDINATOR, second))
    with pytest.raises(EsccError) as problem:
        take(two, COORDINATOR, first)
    assert code_of(problem) == "GRANT_USED"


def test_another_computer_of_the_site_takes_no_grant_of_this_one(two: Places, tmp_path: Path) -> None:
    from tests.building import begin, issue

    with two.at_desk() as desk:
        issue(desk, tmp_path / "B.kit", device="B")
    begin(two, tmp_path / "other", tmp_path / "B.kit").close()
    _, path = grant(two, ask(two, ADMINISTRATOR).path)
    from escc_desktop.actions.recovery import recover

    with pytest.raises(EsccError) as problem:
        recover(tmp_path / "other", "P01", NEW_WORDS, path, two.clock, randomness)
    assert code_of(problem) == "RECOVERY_NO_REQUEST"


def test_whoever_remembers_needs_no_grant(two: Places) -> None:
    _, path = grant(two, ask(two, COORDINATOR).path)
    site = two.unlock(COORDINATOR)
    assert kinds(site)[-3:] == ["recovery.requested", "recovery.withdrawn", "session.opened"]
    lock(site)
    with pytest.raises(EsccError) as problem:
        take(two, COORDINATOR, path)
    assert code_of(problem) == "RECOVERY_NO_REQUEST"


def test_colleagues_see_that_somebody_asked(two: Places) -> None:
    code = ask(two, COORDINATOR).waiting.code
    site = two.unlock(INVESTIGATOR)
    (asked,) = site.office.entries_of("recovery.requested")
    assert (asked.entry.body["code"], asked.entry.actor.role) == (code, "device")
    lock(site)
    lock(two.unlock(ADMINISTRATOR))
    site = two.unlock(INVESTIGATOR)
    assert len(site.office.entries_of("recovery.requested")) == 1
    assert waiting_requests(two.vault)
    sound(two, site)
    site.close()


def test_the_request_can_be_written_again(two: Places, tmp_path: Path) -> None:
    written = ask(two, COORDINATOR)
    stick = tmp_path / "other stick"
    stick.mkdir()
    again = write_again(two.vault, "P02", stick)
    assert again.waiting == written.waiting
    assert again.path.read_bytes() == written.path.read_bytes()


def test_a_request_that_cannot_be_written_out_leaves_what_waited(two: Places) -> None:
    ask(two, COORDINATOR)
    before = files_of(two.vault)
    from escc_desktop.actions.recovery_request import request_recovery

    with pytest.raises(EsccError) as problem:
        request_recovery(two.vault, "P02", NEW_WORDS, two.folder / "gone", two.clock, randomness)
    assert code_of(problem) == "STICK_GONE"
    with pytest.raises(EsccError) as problem:
        request_recovery(two.vault, "P03", NEW_WORDS, two.folder / "gone", two.clock, randomness)
    assert files_of(two.vault) == before


def test_a_request_names_nobody_but_who_asks(two: Places) -> None:
    site = two.unlock()
    screen(site, "ZHHO")
    lock(site)
    data = ask(two, COORDINATOR).path.read_bytes()
    assert COORDINATOR.encode() in data
    assert not any(word.encode() in data for word in ("ZHHO", "01-001", INVESTIGATOR, NEW_WORDS))


def test_without_a_checkpoint_the_desk_finds_the_one_device(two: Places) -> None:
    (two.vault / "checkpoint.json").unlink()
    granted, path = grant(two, ask(two, COORDINATOR).path)
    assert granted.chain == "01-A"
    take(two, COORDINATOR, path).close()


def test_a_bit_turned_over_in_the_grant_is_found(two: Places) -> None:
    _, path = grant(two, ask(two, COORDINATOR).path)
    data, before = path.read_bytes(), files_of(two.vault)
    for position in (0, 30, 200, len(data) // 3, len(data) // 2, len(data) - 40, len(data) - 1):
        path.write_bytes(data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :])
        with pytest.raises(EsccError) as problem:
            take(two, COORDINATOR, path)
        assert code_of(problem).startswith("PKG_")
    assert files_of(two.vault) == before
