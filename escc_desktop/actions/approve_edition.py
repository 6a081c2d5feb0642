"""Signs the digest of an edition for the desk; the site's principal investigator signs it in the window."""

from __future__ import annotations

from pathlib import Path

from escc_desktop.actions.desk import Desk
from escc_desktop.errors import Refused
from escc_desktop.study import loading


def approve_edition(desk: Desk, folder: Path) -> str:
    """Approve the edition in ``folder`` in the desk's own chain and in those of all its sites; return its digest.

    Raises StudyError; Refused EDITION_OF_ANOTHER_STUDY, EDITION_APPROVED_BEFORE.
    """
    study = loading.load(loading.read_folder(folder))
    office = desk.office
    if study.id != office.study:
        raise Refused("EDITION_OF_ANOTHER_STUDY", found=study.id, study=office.study)
    before = office.entries_of("edition.approved", chain=office.chain)
    if any(one.entry.body["digest"] == study.digest for one in before):
        raise Refused("EDITION_APPROVED_BEFORE", edition=study.edition)
    body = {"edition": study.edition, "digest": study.digest}
    with office.transaction():
        office.enter("edition.approved", body)
        for site in sorted({one.entry.body["site"] for one in desk.kits()}):
            desk.at_site(site).enter("edition.approved", body)
    return study.digest
