"""Carries out any command as one transaction: everything it does is kept, or nothing is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from escc_desktop import failpoints
from escc_desktop.actions import backup_commands, commands, edition_commands, key_commands, laboratory_commands
from escc_desktop.actions.authority import refuse_ended, today
from escc_desktop.actions.backups import choose_backup_place, note_backup, note_drill
from escc_desktop.actions.change_passphrase import change_passphrase
from escc_desktop.actions.delegating import end_delegation, grant_delegation
from escc_desktop.actions.edition_standing import approve_edition_here, rule_contradiction
from escc_desktop.actions.enrolment import enrol_participant, record_first_dose
from escc_desktop.actions.export_package import export_package
from escc_desktop.actions.findings import answer_finding, close_finding, raise_finding
from escc_desktop.actions.import_package import import_package
from escc_desktop.actions.ink import record_ink, withdraw_ink
from escc_desktop.actions.laboratory import arrange_results, set_ranges
from escc_desktop.actions.leaving import note_printed, save_document_out
from escc_desktop.actions.numbers import confirm_numbers
from escc_desktop.actions.originals import choose_original
from escc_desktop.actions.people import add_person, change_person
from escc_desktop.actions.records import register_screening, save_record
from escc_desktop.actions.signing import seal_papers, sign_records
from escc_desktop.actions.site import Site
from escc_desktop.actions.training import record_training
from escc_desktop.actions.views import Outcome
from escc_desktop.actions.visits import add_visit, book_visit, note_visit_not_done
from escc_desktop.errors import Refused

_TASKS: dict[type[Any], Callable[[Site, Any], Outcome]] = {
    commands.AddPerson: add_person,
    commands.ChangePerson: change_person,
    commands.GrantDelegation: grant_delegation,
    commands.EndDelegation: end_delegation,
    commands.RecordTraining: record_training,
    commands.RaiseFinding: raise_finding,
    commands.AnswerFinding: answer_finding,
    commands.CloseFinding: close_finding,
    commands.RegisterScreening: register_screening,
    commands.SaveRecord: save_record,
    commands.SignRecords: sign_records,
    commands.SealPapers: seal_papers,
    commands.RecordInk: record_ink,
    commands.WithdrawInk: withdraw_ink,
    commands.ChooseOriginal: choose_original,
    commands.EnrolParticipant: enrol_participant,
    commands.ConfirmNumbers: confirm_numbers,
    commands.RecordFirstDose: record_first_dose,
    commands.BookVisit: book_visit,
    commands.SaveDocumentOut: save_document_out,
    commands.NotePrinted: note_printed,
    commands.ExportPackage: export_package,
    commands.ImportPackage: import_package,
    edition_commands.ApproveEdition: approve_edition_here,
    edition_commands.RuleContradiction: rule_contradiction,
    edition_commands.AddVisit: add_visit,
    edition_commands.NoteVisitNotDone: note_visit_not_done,
    laboratory_commands.SetRanges: set_ranges,
    laboratory_commands.ArrangeResults: arrange_results,
    key_commands.ChangePassphrase: change_passphrase,
    backup_commands.ChooseBackupPlace: choose_backup_place,
    backup_commands.NoteBackup: note_backup,
    backup_commands.NoteDrill: note_drill,
}

_FORCED = (commands.ExportPackage, commands.ImportPackage, backup_commands.NoteBackup)
"""After these the checkpoint is forced to the disk: what it says has left the house, or came from outside."""


def carry_out(site: Site, command: commands.Command) -> Outcome:
    """Carry out ``command`` for the person at work and return what it gave and what it changed.

    Raises Refused with every reason; VaultError when the store cannot be written. Nothing is half done then, neither
    in the store nor outside of it.
    """
    if site.doubt is not None:
        raise Refused("READ_ONLY", site.doubt)
    refuse_ended(site, site.person, today(site))
    with site.office.transaction():
        outcome = _TASKS[type(command)](site, command)
        failpoints.reached("act.done")
    failpoints.reached("act.committed")
    site.office.keep_checkpoint(is_durable=isinstance(command, _FORCED))
    failpoints.reached("act.noted")
    return outcome
