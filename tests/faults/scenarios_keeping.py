"""Acts that keep what may be lost: drafts, backups, the drill, restoring, ink, passphrases and their counting."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from escc_desktop.actions.back_up import begin, write
from escc_desktop.actions.backup_commands import ChooseBackupPlace, NoteBackup, NoteDrill
from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import RecordInk, RecordSeen, WithdrawInk
from escc_desktop.actions.drafts import discard_draft, keep_draft
from escc_desktop.actions.key_commands import ChangePassphrase
from escc_desktop.actions.page_draft import PageDraft
from escc_desktop.actions.restore_drill import prepare_drill, prove
from escc_desktop.actions.unlock import lock, unlock
from escc_desktop.actions.views_of_backups import BackupPlace
from escc_desktop.errors import WrongPassphrase
from escc_desktop.exchange.generations import look
from escc_desktop.store.readings import exhaust
from tests.backing_up import back_up, restored
from tests.building import (
    ADMINISTRATOR,
    COORDINATOR,
    INVESTIGATOR,
    MEANING,
    WORDS,
    export,
    randomness,
    record_of,
    screen,
)
from tests.faults.ground import Stage
from tests.faults.scenario import Scenario
from tests.faults.scenarios_work import begun

OTHER_WORDS = "otter window seven marble"
DRAFT = "01-001/AE/new"


def _place(stage: Stage) -> BackupPlace:
    return BackupPlace("STICK", stage.places.stick, True)


def _choose_place(stage: Stage) -> None:
    carry_out(stage.open_site, ChooseBackupPlace(_place(stage)))


def _back_up(stage: Stage) -> None:
    site, stick = stage.open_site, stage.places.stick
    written = exhaust(write(exhaust(begin(site, _place(stage), stick, look(stick)))))
    carry_out(site, NoteBackup(written))


def _twenty_backups(stage: Stage) -> None:
    """Twenty generations are there already: the next one takes the place of the oldest."""
    begun(stage)
    for _ in range(20):
        back_up(stage.places, stage.places.stick)


def _one_backup(stage: Stage) -> None:
    begun(stage)
    stage.notes["backup"] = back_up(stage.places, stage.places.stick)
    site = stage.unlock()
    screen(site)
    export(site, stage.places.stick)
    lock(site)


def _drill(stage: Stage) -> None:
    site, stick = stage.open_site, stage.places.stick
    drill = prepare_drill(site, _place(stage), stick, look(stick), WORDS[COORDINATOR])
    carry_out(site, NoteDrill(exhaust(prove(drill))))


def _restore(stage: Stage) -> None:
    lock(restored(stage.places, stage.notes["backup"]))


def _restore_again(stage: Stage) -> None:
    site = stage.unlock(ADMINISTRATOR)
    chain = site.office.chain
    lock(site)
    if chain == "01-A":
        _restore(stage)


def _keep_draft(stage: Stage) -> None:
    site = stage.open_site
    typed = {"AETERM": "发热"}
    keep_draft(site, PageDraft(name=DRAFT, edition=site.study.digest, typed=typed, participant="01-001", form="AE"))


def _drafted(stage: Stage) -> None:
    begun(stage)
    stage.site = stage.unlock()
    _keep_draft(stage)
    lock(stage.site)
    stage.site = None


def _discard_draft(stage: Stage) -> None:
    discard_draft(stage.open_site, DRAFT)


def _wrong_words(stage: Stage) -> None:
    """Somebody types a wrong passphrase, then the right one."""
    with suppress(WrongPassphrase):
        unlock(stage.vault, COORDINATOR, "not these words at all", stage.clock, randomness)
    stage.clock.set_by(minutes=30)
    lock(stage.places.unlock(COORDINATOR))


def _change_words(stage: Stage) -> None:
    carry_out(stage.open_site, ChangePassphrase(WORDS[COORDINATOR], OTHER_WORDS))


def _record_ink(stage: Stage) -> None:
    site, record = stage.open_site, stage.notes["record"]
    signer = next(one.id for one in site.people.values() if one.name == INVESTIGATOR)
    seen = (RecordSeen(record, record_of(site, record).digest),)
    carry_out(site, RecordInk(seen, signer, date(2026, 3, 5), MEANING, "binder 1, tab 3"))


def _inked(stage: Stage) -> None:
    begun(stage)
    stage.site = stage.unlock()
    _record_ink(stage)
    head = stage.site.office.journal.head(stage.site.office.chain)
    assert head is not None
    stage.notes["entry"] = f"{head.chain}:{head.seq}"
    lock(stage.site)
    stage.site = None


def _withdraw_ink(stage: Stage) -> None:
    carry_out(stage.open_site, WithdrawInk(stage.notes["record"], stage.notes["entry"], "wrong sheet"))


SCENARIOS = (
    Scenario("choose the place of backups", _choose_place),
    Scenario("back up", _back_up, prepare=begun, may_leave=True, is_sampled=True),
    Scenario("back up for the twenty-first time", _back_up, prepare=_twenty_backups, may_leave=True),
    Scenario("drill", _drill, prepare=_one_backup),
    Scenario(
        "restore",
        _restore,
        again=_restore_again,
        who=None,
        prepare=_one_backup,
        turns=frozenset({"restore.aside"}),
        is_sampled=True,
    ),
    Scenario("keep a draft", _keep_draft, prepare=begun),
    Scenario("discard a draft", _discard_draft, prepare=_drafted),
    Scenario("wrong passphrase", _wrong_words, who=None),
    Scenario("change the passphrase", _change_words),
    Scenario("ink", _record_ink, prepare=begun),
    Scenario("withdraw ink", _withdraw_ink, prepare=_inked),
)
