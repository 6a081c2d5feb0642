"""The four cards under the timeline: may they take part, what hurts, what they take, what is owed; they ask nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal

from escc_desktop.actions.views import ParticipantView, RecordView
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.course import event_records, event_words, has_ended, is_serious, plain
from escc_desktop.gui.pages.signature_words import signing_mark
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.runs import Cell, Mark, Text
from escc_desktop.gui.widgets.buttons import LinkButton, QuietButton
from escc_desktop.gui.widgets.frames import Card, CardRow, Label, across, empty_layout
from escc_desktop.study.edition import Study
from escc_desktop.words import say

_EVENTS_SHOWN = 3


class _FactsCard(Card):
    """A card whose lines are made anew from each view."""

    def __init__(self) -> None:
        super().__init__(gap=3)

    def clear(self) -> None:
        """Take the lines away, the title stays."""
        head = self.body.takeAt(0)
        empty_layout(self.body)
        if head is not None:
            self.body.addItem(head)

    def line(self, left: Cell, right: Cell = "") -> None:
        """Add one line."""
        self.add(CardRow(left, Text(right, "ink2") if isinstance(right, str) and right else right, height=24))


def records_to_sign(person: ParticipantView, study: Study) -> tuple[RecordView, ...]:
    """Return the complete records that need a signature and have none that holds."""
    needing = {form.id for form in study.forms.values() if form.needs_signature}
    return tuple(one for one in person.records if one.form in needing and one.is_complete and not one.is_signed)


class EligibilityCard(_FactsCard):
    """Consent, checklist, first doses; the act is enrolling, with the obstacles in words beside its button."""

    enrol_asked = Signal()
    checklist_asked = Signal()
    consent_asked = Signal()

    def show_view(self, person: ParticipantView, study: Study) -> None:
        """Show how it stands."""
        self.clear()
        self.set_title(self.tr("Eligibility and consent"))
        records = {record.form: record for record in person.records}
        consent, checklist = records.get(study.consent_form), records.get(study.eligibility_form)
        self._consent(consent, study)
        self._checklist(checklist, study)
        if person.enrolment_number is not None:
            self.line(Mark("yes", self.tr("Enrolled"), ink="ink"), person.enrolment_number)
        elif person.first_dose_on:
            self.line(Mark("warn", self.tr("Dosed without being enrolled")))
        words = self.tr("Open checklist") if checklist else self.tr("Begin checklist")
        self.checklist = LinkButton(words, is_recording=checklist is None)
        self.checklist.setObjectName("participant_checklist")
        self.checklist.clicked.connect(self.checklist_asked)
        if person.enrolment_number is None:
            self._obstacles(person)
        else:
            self.add(None)
        self.add(across(self.checklist, None))

    def _consent(self, consent: RecordView | None, study: Study) -> None:
        _, item = study.anchor_items.get("consent", ("", ""))
        if consent is None:
            self.line(Mark("unknown", self.tr("Informed consent not recorded"), ink="ink"))
            return
        asked = study.form(study.consent_form).items
        version = next((plain(consent.values.get(one.id)) for one in asked if one.type == "choice"), "")
        words = filled(self.tr("Informed consent %1"), version)
        self.line(Mark("yes", words, ink="ink"), plain(consent.values.get(item)))

    def _checklist(self, checklist: RecordView | None, study: Study) -> None:
        total = len(study.criteria)
        answered = sum(bool(checklist.values.get(one.id)) for one in study.criteria) if checklist else 0
        mark = signing_mark(checklist) if checklist else "unknown"
        stands = {
            "signed": self.tr("signed"),
            "void": self.tr("signature void"),
            "unsigned": self.tr("to be signed"),
        }.get(mark, "")
        count = f"{answered} / {total}"
        tone = "over" if mark == "void" else "ink2"
        self.line(Mark(mark, self.tr("Criteria"), ink="ink"), Text(f"{count} {stands}".strip(), tone))

    def _obstacles(self, person: ParticipantView) -> None:
        self.enrol = QuietButton(self.tr("Enrol"), "user-round-check", is_small=True, is_recording=True)
        self.enrol.setObjectName("participant_enrol")
        self.enrol.setEnabled(not person.enrolment_obstacles)
        self.enrol.clicked.connect(self.enrol_asked)
        words = [say(code, language(), **facts) for code, facts in person.enrolment_obstacles]
        self.obstacles = Label("\n".join(words[:2]), "caption", ink="warn", wraps=True)
        self.obstacles.setObjectName("participant_obstacles")
        self.obstacles.setVisible(bool(words))
        self.enrol.setAccessibleDescription(" ".join(words))
        self.add(None, self.obstacles, across(self.enrol, None))


class EventsCard(_FactsCard):
    """The adverse events, the serious ones first."""

    new_asked = Signal()

    def show_view(self, person: ParticipantView, study: Study) -> None:
        """Show the first events and the number of the others."""
        self.clear()
        self.set_title(self.tr("Adverse events"))
        events = sorted(event_records(person, study), key=lambda record: not is_serious(record, study))
        for record in events[:_EVENTS_SHOWN]:
            serious = is_serious(record, study)
            grade = plain(record.values.get(study.adverse_event.grade)) or "?"
            words = filled(self.tr("grade %1 SAE") if serious else self.tr("grade %1"), grade)
            mark = "sae" if serious else "yes" if has_ended(record, study) else "ongoing"
            right = Text(words, "over" if serious else "ink2")
            self.line(Mark(mark, event_words(record, study, language()), ink="ink"), right)
        rest = len(events) - _EVENTS_SHOWN
        if rest > 0:
            self.line(self.tr("Others"), str(rest))
        if not events:
            self.line(Text(self.tr("None recorded"), "ink2"))
        new = LinkButton(self.tr("New adverse event"), "plus", is_recording=True)
        new.setObjectName("participant_new_event")
        new.clicked.connect(self.new_asked)
        self.add(None, across(new, None))


class DoseCard(_FactsCard):
    """The first dose of each drug and where its clock stands."""

    first_dose_asked = Signal()

    def show_view(self, person: ParticipantView, study: Study) -> None:
        """Show a line for each drug."""
        self.clear()
        self.set_title(self.tr("First dose"))
        spoken = language()
        for drug in study.drugs:
            on, cycle = person.first_dose_on.get(drug.id), person.cycle_days.get(drug.id)
            mark = Mark("yes" if on else "unknown", drug.short.in_(spoken), ink="ink")
            self.line(mark, on.isoformat() if on else "–")
            if cycle:
                words = filled(self.tr("cycle %1 day %2"), *cycle)
                self.line(Mark("assume", self.tr("by the edition"), ink="ink2", size=12), Text(words, drug.color_key))
        words = self.tr("Change…") if person.first_dose_on else self.tr("Record first dose…")
        self.record = LinkButton(words, "pill", is_recording=True)
        self.record.setObjectName("participant_first_dose")
        self.record.clicked.connect(self.first_dose_asked)
        self.add(None, across(self.record, None))


class OwedCard(_FactsCard):
    """What is owed: signatures, drafts, late visits, entries that the desk has not confirmed."""

    sign_asked = Signal()

    def show_view(self, person: ParticipantView, study: Study) -> None:
        """Count what is open; a nought is said too."""
        self.clear()
        self.set_title(self.tr("To do"))
        to_sign = records_to_sign(person, study)
        void = sum(one.has_void_signature for one in person.records)
        drafts = sum(not one.is_complete for one in person.records)
        late = sum(one.state == "overdue" for one in person.visits)
        waits = sum(one.delivery in ("to_send", "not_confirmed") for one in person.records)
        for mark, words, count in (
            ("unsigned", self.tr("To be signed"), len(to_sign)),
            ("void", self.tr("Signature void"), void),
            ("draft", self.tr("Drafts"), drafts),
            ("overdue", self.tr("Overdue visits"), late),
            ("wait", self.tr("Not confirmed"), waits),
        ):
            if count or mark in ("unsigned", "overdue"):
                self.line(Mark(mark if count else "yes", words, ink="ink"), str(count))
        sign = LinkButton(self.tr("Sign as investigator…"), "signature", is_recording=True)
        sign.setObjectName("participant_sign_as")
        sign.setEnabled(bool(to_sign))
        sign.clicked.connect(self.sign_asked)
        self.add(None, across(sign, None))
