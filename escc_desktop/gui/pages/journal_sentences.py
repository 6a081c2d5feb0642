"""Says in one sentence what an entry did, one function per kind; it reads the facts of the row and nothing else.

Facts, as text: ``is_first number form visit on at from count package name roles title grade term device why by
screening enrolment restored_from item_changes generation label last entries holders code
tasks what finding``.
``item_changes`` is one line for each changed item: item id, old and new value, parted by tabs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from escc_desktop.actions.views import EntryRow
from escc_desktop.gui.pages import sentences_of_laboratory, sentences_of_people
from escc_desktop.gui.pages.journal_sentences_keys import SENTENCES as KEY_SENTENCES
from escc_desktop.gui.pages.today_rows import term_words
from escc_desktop.gui.pages.vocabulary import QT_TRANSLATE_NOOP, filled, form_label, role_words, visit_label
from escc_desktop.study.edition import Study
from escc_desktop.words import Language

_YEAR = re.compile(r"\d{4}-(\d\d-\d\d)")  # the line stands under its own day; the panel holds the whole body


_YES = QT_TRANSLATE_NOOP("JournalSentences", "Yes")
_NO = QT_TRANSLATE_NOOP("JournalSentences", "No")


@dataclass(frozen=True, slots=True)
class Teller:
    """What a sentence may draw on: the edition's words, the language and the entry."""

    study: Study
    language: Language
    row: EntryRow

    def fact(self, name: str) -> str:
        """Return one fact, '' where the entry has none."""
        found = self.row.facts.get(name, "")
        return "" if found == "None" else found

    def say(self, text: str, *facts: object) -> str:
        """Return ``text`` translated and filled in."""
        return filled(QCoreApplication.translate("JournalSentences", text), *facts)

    def form(self) -> str:
        """Return the form with its visit, as people name a record."""
        form = form_label(self.study, self.fact("form"), self.language)
        visit = self.visit()
        return f"{form} {visit}".strip()

    def visit(self) -> str:
        """Return the visit in short words."""
        visit = self.fact("visit")
        return visit_label(self.study, visit, self.language, is_short=True) if visit else ""

    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """Return the changed items: label, before, after."""
        lines = [line.split("\t") for line in self.fact("item_changes").splitlines()]
        return tuple(self._change(*line) for line in lines if len(line) == 3)

    def _change(self, id: str, before: str, after: str) -> tuple[str, str, str]:
        """Return one change in words: the item by its label, choices by theirs."""
        form = self.study.forms.get(self.fact("form"))
        item = next((item for item in form.items if item.id == id), None) if form else None
        if item is None:
            return id, before, after
        listed = self.study.code_list(item.code_list).choices if item.code_list else ()
        said = {one.code: one.label.in_(self.language) for one in listed} | (
            {"Y": self.say(_YES), "N": self.say(_NO)} if item.type.startswith("yes_no") else {}
        )
        return item.label.in_(self.language), said.get(before, before), said.get(after, after)

    def term(self) -> str:
        """Return the CTCAE term of an adverse event, '' where none was chosen."""
        return term_words(self.study, self.fact("term"), self.language)


def _study_founded(t: Teller) -> str:
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Study founded by the desk"))


def _kit_issued(t: Teller) -> str:
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Kit issued for device %1"), t.fact("device"))


def _device_certified(t: Teller) -> str:
    if t.fact("restored_from"):
        words = QT_TRANSLATE_NOOP("JournalSentences", "Backup restored: device %1 goes on from entry %2")
        return t.say(words, t.fact("device"), t.fact("restored_from"))
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "This computer certified as device %1"), t.fact("device"))


def _person_certified(t: Teller) -> str:
    roles = ", ".join(role_words(role.strip()) for role in t.fact("roles").split(",") if role.strip())
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Certificate for %1: %2"), t.fact("name"), roles)


def _recovery_prepared(t: Teller) -> str:
    words = QT_TRANSLATE_NOOP("JournalSentences", "Recovery key kept by %1, two of them together")
    return t.say(words, t.fact("holders"))


def _recovery_requested(t: Teller) -> str:
    words = QT_TRANSLATE_NOOP("JournalSentences", "Passphrase of %1 forgotten: request written, code %2")
    return t.say(words, t.fact("name"), t.fact("code"))


def _recovery_withdrawn(t: Teller) -> str:
    words = QT_TRANSLATE_NOOP("JournalSentences", "Request of %1 withdrawn: the old passphrase was remembered")
    return t.say(words, t.fact("name"))


def _recovery_granted(t: Teller) -> str:
    words = QT_TRANSLATE_NOOP("JournalSentences", "New passphrase granted to %1 by %2")
    return t.say(words, t.fact("name"), t.fact("holders"))


def _person_recovered(t: Teller) -> str:
    words = QT_TRANSLATE_NOOP("JournalSentences", "%1 chose a new passphrase, granted by %2; the old certificate ended")
    return t.say(words, t.fact("name"), t.fact("holders"))


def _session_opened(t: Teller) -> str:
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Unlocked"))


_WHY = {
    "locked": QT_TRANSLATE_NOOP("JournalSentences", "Locked"),
    "idle": QT_TRANSLATE_NOOP("JournalSentences", "Locked after a pause"),
    "closed": QT_TRANSLATE_NOOP("JournalSentences", "Program closed"),
    "switched": QT_TRANSLATE_NOOP("JournalSentences", "Person changed"),
    "screen": QT_TRANSLATE_NOOP("JournalSentences", "Locked with the computer's screen"),
    "user": QT_TRANSLATE_NOOP("JournalSentences", "Locked: another user came to the computer"),
    "sleep": QT_TRANSLATE_NOOP("JournalSentences", "Locked as the computer went to sleep"),
}


def _session_closed(t: Teller) -> str:
    return t.say(_WHY.get(t.fact("why"), _WHY["locked"]))


def _participant_screened(t: Teller) -> str:
    number = t.fact("number") or t.row.participant or ""
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Screening number %1 given"), number)


def _record_saved(t: Teller) -> str:
    if t.fact("term"):
        return _event_saved(t)
    if t.fact("is_not_done"):
        return t.say(QT_TRANSLATE_NOOP("JournalSentences", "%1 marked as not done"), t.form())
    changes = t.changes()
    if len(changes) == 1:
        label, before, after = changes[0]
        return f"{label} {before or '–'} → {after or '–'}"
    if changes:
        return t.say(QT_TRANSLATE_NOOP("JournalSentences", "%1: %2 (item|items) changed"), t.form(), len(changes))
    if t.row.reason or t.fact("is_first") == "False":
        return t.say(QT_TRANSLATE_NOOP("JournalSentences", "%1 changed"), t.form())
    count = t.fact("count")
    if count:
        return t.say(QT_TRANSLATE_NOOP("JournalSentences", "%1 first saved, %2 (item|items)"), t.form(), count)
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "%1 saved"), t.form())


def _event_saved(t: Teller) -> str:
    grade = t.fact("grade")
    if t.row.reason or t.fact("item_changes"):
        words = QT_TRANSLATE_NOOP("JournalSentences", "Adverse event changed: %1, grade %2")
    else:
        words = QT_TRANSLATE_NOOP("JournalSentences", "New adverse event: %1, grade %2")
    return t.say(words, t.term(), grade or "?")


def _record_signed(t: Teller) -> str:
    form = t.form()
    if not form:
        return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Record signed"))
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "%1 signed"), form)


def _ink_recorded(t: Teller) -> str:
    who = t.fact("signer_name") or role_words(t.fact("role"))
    words = QT_TRANSLATE_NOOP("JournalSentences", "%1 signed by hand by %2, dated %3: recorded")
    if t.fact("flag"):
        words = QT_TRANSLATE_NOOP("JournalSentences", "%1 signed by hand by %2, dated %3: recorded, not accepted")
    return t.say(words, t.form(), who, t.fact("signed_on"))


def _ink_withdrawn(t: Teller) -> str:
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "%1: signature by hand had been recorded by mistake"), t.form())


_ORIGINALS = {
    "ink": QT_TRANSLATE_NOOP("JournalSentences", "Original of %1: paper signed by hand"),
    "electronic": QT_TRANSLATE_NOOP("JournalSentences", "Original of %1: electronic"),
}


def _original_chosen(t: Teller) -> str:
    kind = next((one.label.in_(t.language) for one in t.study.documents if one.id == t.fact("kind")), t.fact("kind"))
    return t.say(_ORIGINALS.get(t.fact("original"), _ORIGINALS["electronic"]), kind)


def _participant_enrolled(t: Teller) -> str:
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Enrolled as %1"), t.fact("number"))


def _treatment_started(t: Teller) -> str:
    on = t.fact("on")
    on = _YEAR.sub(r"\1", on)
    for drug in t.study.drugs:
        on = on.replace(drug.id, drug.short.in_(t.language))
    if not on:
        return t.say(QT_TRANSLATE_NOOP("JournalSentences", "First dose recorded"))
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "First dose on %1"), on)


def _when(t: Teller) -> str:
    return _YEAR.sub(r"\1", f"{t.fact('on')} {t.fact('at')}".strip())


def _visit_booked(t: Teller) -> str:
    if t.fact("forms"):
        named = (form_label(t.study, form, t.language) for form in t.fact("forms").split())
        words = QT_TRANSLATE_NOOP("JournalSentences", "%1 added on %2: %3")
        return t.say(words, t.visit(), _when(t), t.say(QT_TRANSLATE_NOOP("JournalSentences", ", ")).join(named))
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "%1 booked for %2"), t.visit(), _when(t))


def _visit_moved(t: Teller) -> str:
    before = _YEAR.sub(r"\1", t.fact("from")) or "–"
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "%1 moved %2 → %3"), t.visit(), before, _when(t))


def _document(t: Teller, words: str) -> str:
    kind = t.fact("kind")
    label = next((one.label.in_(t.language) for one in t.study.documents if one.id == kind), t.fact("title") or kind)
    return t.say(words, f"{label} {t.visit()}".strip() if label else t.fact("title"))


def _document_sealed(t: Teller) -> str:
    return _document(t, QT_TRANSLATE_NOOP("JournalSentences", "Document made: %1"))


def _document_saved_out(t: Teller) -> str:
    return _document(t, QT_TRANSLATE_NOOP("JournalSentences", "Document saved as a file: %1"))


def _document_printed(t: Teller) -> str:
    return _document(t, QT_TRANSLATE_NOOP("JournalSentences", "Document printed: %1"))


def _package_exported(t: Teller) -> str:
    words = QT_TRANSLATE_NOOP("JournalSentences", "Package %1 exported, %2 (entry|entries)")
    return t.say(words, t.fact("package"), t.fact("count") or "?")


def _package_received(t: Teller) -> str:
    words = QT_TRANSLATE_NOOP("JournalSentences", "Package %1 taken in, %2 (entry|entries)")
    return t.say(words, t.fact("package"), t.fact("count") or "?")


def _place_chosen(t: Teller) -> str:
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Place for backups chosen: %1"), t.fact("label"))


def _backup_made(t: Teller) -> str:
    words = QT_TRANSLATE_NOOP("JournalSentences", "Backup %1 made on %2, entries to %3")
    return t.say(words, t.fact("generation"), t.fact("label"), t.fact("last"))


def _backup_proved(t: Teller) -> str:
    words = QT_TRANSLATE_NOOP("JournalSentences", "Restore drill passed: backup %1 on %2, %3 (entry|entries)")
    return t.say(words, t.fact("generation"), t.fact("label"), t.fact("entries"))


def _numbers_confirmed(t: Teller) -> str:
    words = QT_TRANSLATE_NOOP("JournalSentences", "Last number on the paper log confirmed: screening %1, enrolment %2")
    return t.say(words, t.fact("screening"), t.fact("enrolment"))


def _alarm_raised(t: Teller) -> str:
    words = QT_TRANSLATE_NOOP(
        "JournalSentences", "Alarm of the desk: device %1 sent %2 although %3 had taken its place"
    )
    return t.say(words, t.fact("device"), t.fact("package"), t.fact("by"))


def _edition_received(t: Teller) -> str:
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Study edition %1 taken in"), t.fact("edition"))


def _edition_approved(t: Teller) -> str:
    return t.say(QT_TRANSLATE_NOOP("JournalSentences", "Study edition %1 approved"), t.fact("edition"))


_SENTENCES: Mapping[str, tuple[Callable[[Teller], str], str]] = {
    "study.founded": (_study_founded, "book-open-text"),
    "kit.issued": (_kit_issued, "key-round"),
    "device.certified": (_device_certified, "hard-drive"),
    "person.certified": (_person_certified, "user-plus"),
    "recovery.prepared": (_recovery_prepared, "key-round"),
    "recovery.requested": (_recovery_requested, "key-round"),
    "recovery.withdrawn": (_recovery_withdrawn, "undo-2"),
    "recovery.granted": (_recovery_granted, "shield-check"),
    "person.recovered": (_person_recovered, "key-round"),
    "session.opened": (_session_opened, "lock-open"),
    "session.closed": (_session_closed, "lock"),
    "participant.screened": (_participant_screened, "user-round-check"),
    "record.saved": (_record_saved, "file-text"),
    "record.signed": (_record_signed, "signature"),
    "ink.recorded": (_ink_recorded, "pen-line"),
    "ink.withdrawn": (_ink_withdrawn, "undo-2"),
    "original.chosen": (_original_chosen, "file-check"),
    "participant.enrolled": (_participant_enrolled, "badge-check"),
    "treatment.started": (_treatment_started, "pill"),
    "visit.booked": (_visit_booked, "calendar-days"),
    "visit.moved": (_visit_moved, "calendar-days"),
    "document.sealed": (_document_sealed, "file-check"),
    "document.saved_out": (_document_saved_out, "file-down"),
    "document.printed": (_document_printed, "printer"),
    "package.exported": (_package_exported, "usb"),
    "package.received": (_package_received, "download"),
    "backup.place_chosen": (_place_chosen, "hard-drive"),
    "backup.made": (_backup_made, "hard-drive"),
    "backup.proved": (_backup_proved, "file-check"),
    "numbers.confirmed": (_numbers_confirmed, "hash"),
    "alarm.raised": (_alarm_raised, "triangle-alert"),
    "edition.received": (_edition_received, "book-open-text"),
    "edition.approved": (_edition_approved, "badge-check"),
    **KEY_SENTENCES,
    **sentences_of_people.SENTENCES,
    **sentences_of_laboratory.SENTENCES,
}
KINDS = tuple(_SENTENCES)

_GROUPS = {
    "record.saved": QT_TRANSLATE_NOOP("JournalSentences", "Records"),
    "record.signed": QT_TRANSLATE_NOOP("JournalSentences", "Signatures"),
    "ink.recorded": QT_TRANSLATE_NOOP("JournalSentences", "Signatures by hand"),
    "participant.screened": QT_TRANSLATE_NOOP("JournalSentences", "Screening"),
    "participant.enrolled": QT_TRANSLATE_NOOP("JournalSentences", "Enrolment"),
    "treatment.started": QT_TRANSLATE_NOOP("JournalSentences", "First dose"),
    "visit.booked": QT_TRANSLATE_NOOP("JournalSentences", "Bookings"),
    "visit.moved": QT_TRANSLATE_NOOP("JournalSentences", "Moved visits"),
    "document.sealed": QT_TRANSLATE_NOOP("JournalSentences", "Documents made"),
    "document.saved_out": QT_TRANSLATE_NOOP("JournalSentences", "Documents saved as files"),
    "document.printed": QT_TRANSLATE_NOOP("JournalSentences", "Documents printed"),
    "package.exported": QT_TRANSLATE_NOOP("JournalSentences", "Packages exported"),
    "package.received": QT_TRANSLATE_NOOP("JournalSentences", "Packages taken in"),
    "person.certified": QT_TRANSLATE_NOOP("JournalSentences", "People"),
    "person.revoked": QT_TRANSLATE_NOOP("JournalSentences", "People who left"),
    "passphrase.refused": QT_TRANSLATE_NOOP("JournalSentences", "Wrong passphrases"),
    "person.recovered": QT_TRANSLATE_NOOP("JournalSentences", "Forgotten passphrases"),
    "session.opened": QT_TRANSLATE_NOOP("JournalSentences", "Unlocking"),
    "session.closed": QT_TRANSLATE_NOOP("JournalSentences", "Locking"),
    "backup.made": QT_TRANSLATE_NOOP("JournalSentences", "Backups"),
    "backup.proved": QT_TRANSLATE_NOOP("JournalSentences", "Restore drills"),
    "clock.changed": QT_TRANSLATE_NOOP("JournalSentences", "Clock"),
    **sentences_of_people.GROUPS,
    **sentences_of_laboratory.GROUPS,
}


def sentence(study: Study, language: Language, row: EntryRow) -> str:
    """Return what the entry did; a kind that is not known here is shown by its name."""
    told = _SENTENCES.get(row.kind)
    return told[0](Teller(study, language, row)) if told else row.kind


def reason_words(study: Study, language: Language, reason: str, *, is_short: bool = False) -> str:
    """Return a reason for change in words: a code of the edition's list by its label, words of one's own after it.

    ``is_short`` leaves the label away where there are words of one's own.
    """
    code, _, own = reason.partition(": ")
    label = next((one.label.in_(language) for one in study.change_reasons.choices if one.code == code), code)
    if own and is_short:
        return own
    return f"{label}: {own}" if own else label


def kind_icon(row: EntryRow) -> str:
    """Return the icon of what was done; a change of a record has its own."""
    if row.kind == "record.saved":
        if row.facts.get("term"):
            return "siren"
        return "file-text" if row.facts.get("is_first") != "False" and not row.reason else "pen-line"
    return _SENTENCES[row.kind][1] if row.kind in _SENTENCES else "hash"


def kind_options() -> tuple[tuple[str, str], ...]:
    """Return the kinds by which the journal can be filtered, in words."""
    return tuple((kind, QCoreApplication.translate("JournalSentences", words)) for kind, words in _GROUPS.items())
