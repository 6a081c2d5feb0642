"""Lets people leave: their access ends at once, everybody else's goes on, and a power cut leaves no half of it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from escc_desktop import failpoints
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import AddPerson, DocumentRequest, ExportPackage
from escc_desktop.actions.key_commands import PersonLeaves
from escc_desktop.actions.leaver import STAGES, leave, leaver_view
from escc_desktop.actions.paper import gather, keep, produce
from escc_desktop.actions.receive_package import receive_packages
from escc_desktop.actions.site import Site
from escc_desktop.actions.unlock import lock
from escc_desktop.actions.verify import verify_vault
from escc_desktop.actions.views import Outcome
from escc_desktop.errors import EsccError, Refused, TrustError, VaultError, WrongPassphrase
from escc_desktop.store.drafts import Draft
from escc_desktop.trust.slot_file import check_slots, read_slots
from tests.actions.test_slots import with_old_slot
from tests.building import (
    ADMINISTRATOR,
    COORDINATOR,
    ELIGIBLE,
    INVESTIGATOR,
    WORDS,
    Places,
    export,
    kinds,
    save,
    screen,
    sign,
)
from tests.journeys.hand import pdf_text

LAST_DAY = date(2026, 3, 5)


def command(site: Site, who: str = COORDINATOR, **changes: object) -> PersonLeaves:
    """Say who leaves."""
    ids = {one.name: one.id for one in site.people.values()}
    given = {"why": "left_site", "on": LAST_DAY, "successor": ids[INVESTIGATOR], "passphrase": WORDS[ADMINISTRATOR]}
    return PersonLeaves(person=ids[who], **{**given, **changes})  # type: ignore[arg-type]


def let_go(site: Site, who: str = COORDINATOR, **changes: object) -> tuple[list[str], Outcome]:
    """End somebody's access; return the stages and the outcome."""
    steps, stages = leave(site, command(site, who, **changes)), []
    while True:
        try:
            stages.append(next(steps))
        except StopIteration as end:
            return stages, end.value


def test_whoever_left_is_out_and_everybody_else_goes_on(places: Places) -> None:
    site = places.unlock(COORDINATOR)
    sign(site, save(site, screen(site), "IE", ELIGIBLE))
    export(site, places.stick)
    with site.office.cabinet.transaction():
        site.office.cabinet.drafts.save(Draft("P02", "01-001/VS", "2026-03-05T01:00:00.000000Z", "{}"))
    lock(site)
    old_vault, old_slots = places.vault / "vault.db", (places.vault / "slots.json").read_bytes()
    old = old_vault.read_bytes()
    site = places.unlock(ADMINISTRATOR)
    stages, outcome = let_go(site)
    assert tuple(stages) == STAGES
    assert "people" in outcome.changes
    assert kinds(site)[-2:] == ["person.revoked", "key.rotated"]
    assert [one.name for one in site.people.values()] == [ADMINISTRATOR, INVESTIGATOR]
    assert site.name_of("P02") == COORDINATOR
    assert [one.name for one in site.office.cabinet.drafts.of("P03")] == ["01-001/VS"]
    screen(site)
    assert verify_vault(site, None).is_sound
    export(site, places.stick)
    lock(site)
    assert old_vault.read_bytes()[:16] != old[:16]
    assert sorted(one.name for one in places.vault.iterdir()) == [
        "attempts.json", "checkpoint.json", "lock", "slots.json", "study-root.txt", "vault.db",
    ]  # fmt: skip
    check_slots(read_slots(places.vault / "slots.json"))
    with pytest.raises(TrustError, match="SLOT_UNKNOWN"):
        places.unlock(COORDINATOR)
    for who in (INVESTIGATOR, ADMINISTRATOR):
        lock(places.unlock(who))
    (places.vault / "slots.json").write_bytes(old_slots)  # an old copy of the slots opens nothing new
    with pytest.raises(VaultError, match="VAULT_WRONG_KEY"):
        places.unlock(COORDINATOR)
    with places.at_desk() as desk:
        told = receive_packages(desk, sorted(places.stick.glob("*.escc")))
        assert [one.code for one in told] == ["RECEIVED", "RECEIVED"]
        assert desk.office.entries_of("person.revoked")


def test_a_number_is_never_given_twice(places: Places) -> None:
    site = places.unlock(ADMINISTRATOR)
    let_go(site)
    person = carry_out(site, AddPerson("赵强", ("coordinator",), "their own words")).value
    assert getattr(person, "id", "") == "P04"
    lock(site)


def test_what_speaks_against_it(places: Places) -> None:
    site = places.unlock(ADMINISTRATOR)
    before = kinds(site)
    for changes, code in (
        ({"who": ADMINISTRATOR}, "LEAVER_LAST_ADMINISTRATOR"),
        ({"why": "hunger"}, "LEAVER_REASON"),
        ({"on": date(2026, 3, 20)}, "LEAVER_LATER"),
        ({"passphrase": WORDS[COORDINATOR]}, "PASSPHRASE_WRONG"),
        ({"successor": "P02"}, "PERSON_NOT_CERTIFIED"),  # the leaver: nobody would find the drafts again
        ({"successor": "P99"}, "PERSON_NOT_CERTIFIED"),
    ):
        with pytest.raises(EsccError) as caught:
            let_go(site, **changes)
        assert caught.value.code == code
    carry_out(site, AddPerson("赵强", ("site_administrator",), "their own words"))
    with pytest.raises(Refused, match="LEAVER_SELF"):
        let_go(site, ADMINISTRATOR)
    assert kinds(site) == [*before, "person.certified"]
    lock(site)
    site = places.unlock(COORDINATOR)
    with pytest.raises(Refused, match="NOT_ALLOWED"):
        let_go(site, INVESTIGATOR, passphrase=WORDS[COORDINATOR])
    lock(site)


def test_old_slots_are_named_and_wait_for_their_owners(places: Places) -> None:
    with_old_slot(places, INVESTIGATOR)
    site = places.unlock(ADMINISTRATOR)
    assert leaver_view(site, "P02").waiting == (INVESTIGATOR,)
    with pytest.raises(Refused, match="LEAVER_WAITS") as caught:
        let_go(site)
    assert [one.facts["name"] for one in caught.value.reasons] == [INVESTIGATOR]
    assert let_go(site, INVESTIGATOR, successor=None)[1].value is not None  # one's own old slot stops nobody
    lock(site)


STEPS = (
    "renewal.copied", "renewal.entered", "renewal.verified", "renewal.slots_written", "renewal.decided",
    "renewal.vault_placed", "renewal.slots_placed", "renewal.reopened", "renewal.noted", "renewal.old_removed",
)  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_a_power_cut_leaves_somebody_who_left_or_somebody_who_did_not(places: Places, step: str) -> None:
    class Cut(Exception):
        pass

    def cut(name: str) -> None:
        if name == step:
            raise Cut

    site = places.unlock(ADMINISTRATOR)
    with failpoints.armed(cut), pytest.raises(Cut):
        let_go(site)
    site.close()
    site = places.unlock(ADMINISTRATOR)
    has_left = STEPS.index(step) >= STEPS.index("renewal.decided")
    assert ("person.revoked" in kinds(site)) is has_left
    assert (COORDINATOR in [one.name for one in site.people.values()]) is not has_left
    assert verify_vault(site, None).is_sound
    lock(site)
    if has_left:
        with pytest.raises(TrustError, match="SLOT_UNKNOWN"):
            places.unlock(COORDINATOR)
    else:
        lock(places.unlock(COORDINATOR))
    lock(places.unlock(INVESTIGATOR))


def test_the_old_key_opens_what_was_kept_before(places: Places) -> None:
    shutil.copytree(places.vault, places.folder / "before")
    site = places.unlock(ADMINISTRATOR)
    let_go(site)
    lock(site)
    kept = Places(places.folder / "before-all", places.clock)
    kept.folder.mkdir()
    shutil.move(str(places.folder / "before"), str(kept.vault))
    lock(kept.unlock(COORDINATOR))


def test_wrong_words_of_the_administrator_are_counted(places: Places) -> None:
    site = places.unlock(ADMINISTRATOR)
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            let_go(site, passphrase="not the words")
    with pytest.raises(Refused, match="TRY_LATER"):
        let_go(site)
    lock(site)


def test_the_handover_says_what_is_open_in_both_languages(places: Places, tmp_path: Path) -> None:
    site = places.unlock(COORDINATOR)
    number = screen(site)
    save(site, number, "IE", ELIGIBLE)
    carry_out(site, ExportPackage(places.stick))
    paper = produce(gather(site, DocumentRequest("work_handover", person="P02")))
    path = tmp_path / "handover.pdf"
    path.write_bytes(paper.data)
    told = pdf_text(path)
    for words in (
        COORDINATOR,
        number,
        "工作交接单",
        "Handover of work",
        "待签名记录",
        "SITE01-A-000001",
        "交出人",
        "接收人",
    ):
        assert words in told, words
    keep(site, paper)
    lock(site)
