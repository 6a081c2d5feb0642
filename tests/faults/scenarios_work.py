"""Acts of the daily work at a site: saving, screening, signing, sealing, letting papers out, unlocking and locking."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import text

from escc_desktop.actions.carry_out import carry_out
from escc_desktop.actions.commands import (
    AddPerson,
    DocumentRequest,
    NotePrinted,
    RecordSeen,
    SaveDocumentOut,
    SignRecords,
)
from escc_desktop.actions.drafts import discard_draft, keep_draft, record_draft
from escc_desktop.actions.page_draft import PageDraft
from escc_desktop.actions.paper import gather, keep, produce
from escc_desktop.actions.unlock import lock
from escc_desktop.actions.views import DocumentView
from escc_desktop.errors import Refused
from tests.building import (
    ADMINISTRATOR,
    COORDINATOR,
    ELIGIBLE,
    INVESTIGATOR,
    MEANING,
    WORDS,
    change,
    record_of,
    save,
    screen,
    sign,
)
from tests.faults.ground import Stage
from tests.faults.scenario import Scenario

NEW_PERSON = "赵静"
NEW_WORDS = "quality words of zhao"
NOTED = {**ELIGIBLE, "INCL03_NOTE": "CT 16 mm"}


def begun(stage: Stage) -> None:
    """A participant is screened and their eligibility saved."""
    site = stage.unlock()
    stage.notes["number"] = number = screen(site)
    stage.notes["record"] = save(site, number, "IE", ELIGIBLE)
    lock(site)


def _request(stage: Stage) -> DocumentRequest:
    return DocumentRequest("eligibility", stage.notes["number"], record=stage.notes["record"])


def _with_paper(stage: Stage) -> None:
    begun(stage)
    site = stage.unlock()
    view = keep(site, produce(gather(site, _request(stage)))).value
    assert isinstance(view, DocumentView)
    stage.notes["paper"] = view.sha256
    lock(site)


def _save(stage: Stage) -> None:
    change(stage.open_site, stage.notes["number"], stage.notes["record"], NOTED)


def _screen(stage: Stage) -> None:
    screen(stage.open_site)


def _sign(stage: Stage) -> None:
    """Sign and seal as the window does: the signature first, then its paper."""
    signed = sign(stage.open_site, stage.notes["record"])
    for order in signed.orders:
        keep(stage.open_site, produce(order))


def _sign_again(stage: Stage) -> None:
    """Sign unless it is signed; a paper that is missing is made from the record as it stands."""
    record = record_of(stage.open_site, stage.notes["record"])
    if not record.signatures:
        _sign(stage)
        return
    _seal(stage)


def _refused(stage: Stage) -> None:
    """Ask for two signatures of which the second is refused after the first was entered: neither is kept."""
    site, record = stage.open_site, stage.notes["record"]
    signer = next(one.id for one in site.people.values() if one.name == INVESTIGATOR)
    seen = (RecordSeen(record, record_of(site, record).digest), RecordSeen(record, "0" * 64))
    with suppress(Refused):
        carry_out(site, SignRecords(signer, WORDS[INVESTIGATOR], MEANING, seen))


def _seal(stage: Stage) -> None:
    keep(stage.open_site, produce(gather(stage.open_site, _request(stage))))


def _let_out(stage: Stage) -> None:
    path = stage.places.folder / "papers" / "record.pdf"
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        carry_out(stage.open_site, SaveDocumentOut(stage.notes["paper"], path))


def _print(stage: Stage) -> None:
    carry_out(stage.open_site, NotePrinted(stage.notes["paper"], "printer"))


def _add_person(stage: Stage) -> None:
    carry_out(stage.open_site, AddPerson(NEW_PERSON, ("quality_controller",), NEW_WORDS))


def _keep_draft(stage: Stage) -> None:
    """Keep what is typed, twice, and throw it away: none of it is an entry, so no state begins by it."""
    site = stage.open_site
    name = record_draft(site.study, stage.notes["number"], "IE", None, None)
    for typed in ("CT 16", "CT 16 mm"):
        keep_draft(site, PageDraft(name=name, edition=site.study.digest, typed={"INCL03_NOTE": typed}))
    discard_draft(site, name)


def _unlock_and_lock(stage: Stage) -> None:
    lock(stage.places.unlock(COORDINATOR))


def _with_old_readings(stage: Stage) -> None:
    begun(stage)
    site = stage.unlock()
    with site.office.cabinet.transaction():
        site.office.cabinet.vault.write(text("UPDATE meta SET value = '0' WHERE name = 'readings'"))
    site.close()


SCENARIOS = (
    Scenario("save", _save, prepare=begun, is_sampled=True),
    Scenario("screen", _screen),
    Scenario("sign", _sign, prepare=begun, again=_sign_again, is_sampled=True),
    Scenario("signatures refused", _refused, prepare=begun),
    Scenario("seal", _seal, prepare=begun),
    Scenario("let a paper out", _let_out, prepare=_with_paper, may_repeat="document.saved_out"),
    Scenario("print", _print, prepare=_with_paper),
    Scenario("add a person", _add_person, who=ADMINISTRATOR, is_sampled=True),
    Scenario("keep a draft and drop it", _keep_draft, prepare=begun),
    Scenario("unlock and lock", _unlock_and_lock, who=None),
    Scenario("rebuild readings", _unlock_and_lock, who=None, prepare=_with_old_readings),
)
