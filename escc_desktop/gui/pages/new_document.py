"""Asks which paper is to be made and about what; the page then previews it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Signal

from escc_desktop.actions import asking
from escc_desktop.actions.commands import DocumentKind, DocumentRequest
from escc_desktop.actions.views import PackagesView, ParticipantRow, ParticipantView, RecordView
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.vocabulary import form_label, visit_label
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.frames import Label
from escc_desktop.gui.widgets.labelled import Labelled
from escc_desktop.words import Language

if TYPE_CHECKING:
    from escc_desktop.gui.workplace import Workplace

_KINDS: tuple[DocumentKind, ...] = (
    "worksheet",
    "record",
    "eligibility",
    "adverse_events",
    "handover",
    "delegation",
    "follow_up",
    "source_data",
)
_ABOUT_NOBODY = ("", "handover", "delegation", "follow_up", "source_data")
_FORM = "form:"
"""Before the id of a form that is chosen instead of a visit."""


class NewDocumentDialog(DialogFrame):
    """Kind, participant, and the visit or record. ``chosen`` carries the DocumentRequest; nothing is drawn here."""

    chosen = Signal(object)

    def __init__(self, workplace: Workplace, participant: str | None = None) -> None:
        super().__init__("", "", width=520)
        self.setObjectName("new_document_dialog")
        self.workplace = workplace
        self._first = participant
        self._person: ParticipantView | None = None
        self._packages: PackagesView | None = None
        self.kind, self.participant, self.subject = ComboField(), ComboField(), ComboField()
        self.language_choice = ComboField()
        for field, name in (
            (self.kind, "document_kind"),
            (self.participant, "document_participant"),
            (self.subject, "document_subject"),
            (self.language_choice, "document_language"),
        ):
            field.setObjectName(name)
        self._kind_row = Labelled(self.tr("What is printed"), self.kind)
        self._person_row = Labelled(self.tr("Participant"), self.participant)
        self._subject_row = Labelled(self.tr("Visit"), self.subject)
        self._language_row = Labelled(self.tr("Language on paper"), self.language_choice)
        self._hint = Label("", "caption", wraps=True)
        self.add(self._kind_row, self._person_row, self._subject_row, self._language_row, self._hint)
        self.title.setText(self.tr("Make a document"))
        self.button.setText(self.tr("Preview"))
        self.button.setObjectName("document_preview")
        self.note.setText(self.tr("The preview keeps nothing"))
        self._offer()
        self.kind.edited.connect(self._kind_chosen)
        self.participant.edited.connect(self._ask_participant)
        self.subject.edited.connect(self._enable)
        self.accepted.connect(self._choose)
        self._kind_chosen()
        workplace.ask(lambda site: (asking.participants(site), asking.packages(site)), self._show, self)

    def _offer(self) -> None:
        study = self.workplace.study
        labels = {one.id: one.label.in_(language()) for one in study.documents}
        labels |= {"delegation": self.tr("Delegation log"), "follow_up": self.tr("Follow-up list")}
        labels.setdefault("source_data", self.tr("Source data list"))
        self.kind.set_options(tuple((kind, labels[kind]) for kind in _KINDS if kind in labels))
        self.kind.set_words(self.tr("Choose a document…"))
        self.participant.set_words(self.tr("Choose a participant…"))
        self.subject.set_words(self.tr("Choose…"))
        both = (("both", self.tr("Chinese and English")), ("zh", self.tr("Chinese")), ("en", self.tr("English")))
        self.language_choice.set_options(both)
        self.language_choice.set_value("both")

    def _show(self, found: tuple[tuple[ParticipantRow, ...], PackagesView]) -> None:
        people, self._packages = found
        self.participant.set_options(tuple((one.number, f"{one.number} {one.initials}") for one in people))
        if self._first is not None:
            self.participant.set_value(self._first)
            self._ask_participant()
        self._kind_chosen()

    def _ask_participant(self) -> None:
        number = self.participant.value()
        if number:
            self.workplace.ask(lambda site: asking.participant(site, number), self._show_participant, self)

    def _show_participant(self, person: ParticipantView) -> None:
        self._person = person
        self._kind_chosen()

    def _kind_chosen(self) -> None:
        kind = self.kind.value()
        self._person_row.setVisible(kind not in _ABOUT_NOBODY)
        is_subject = kind in ("worksheet", "record", "handover")
        self._subject_row.setVisible(is_subject)
        words = {"worksheet": self.tr("Visit or form"), "record": self.tr("Record"), "handover": self.tr("Package")}
        self._subject_row.set_words(words.get(kind, ""))
        self.subject.set_options(self._subjects(kind))
        self._enable()

    def _subjects(self, kind: str) -> tuple[tuple[str, str], ...]:
        study, person = self.workplace.study, self._person
        if kind == "handover":
            ours = self._packages.ours if self._packages else ()
            return tuple((one.name, one.name) for one in ours)
        if person is None:
            return ()
        if kind == "worksheet":
            known = {one.visit for one in person.visits}
            visits = [one for one in study.visits if one.id in known]
            visits = visits or [one for one in study.visits if not one.is_unscheduled]
            forms = [one for one in study.forms.values() if one.id != study.eligibility_form]
            return (
                *((one.id, one.label.in_(language())) for one in visits),
                *((f"{_FORM}{one.id}", one.label.in_(language())) for one in forms),
            )
        if kind == "record":
            return tuple((one.id, self._record_words(one)) for one in person.records if one.id is not None)
        return ()

    def _record_words(self, record: RecordView) -> str:
        words = form_label(self.workplace.study, record.form, language())
        number = record.id.rpartition("/")[2] if record.id else ""
        if record.visit:
            return f"{words}·{visit_label(self.workplace.study, record.visit, language(), is_short=True)}"
        return f"{words} {number}" if number.isdigit() else words

    def _eligibility(self) -> str | None:
        records = self._person.records if self._person else ()
        form = self.workplace.study.eligibility_form
        return next((one.id for one in records if one.form == form), None)

    def _spoken(self) -> Language | Literal["both"]:
        match self.language_choice.value():
            case "zh":
                return "zh"
            case "en":
                return "en"
        return "both"

    def request(self) -> DocumentRequest | None:
        """Return what is to be printed; None while something is still to be chosen."""
        kind, number, subject = self.kind.value(), self.participant.value() or None, self.subject.value() or None
        spoken = self._spoken()
        if kind == "handover":
            return DocumentRequest("handover", package=subject, language=spoken) if subject else None
        if kind == "delegation":
            return DocumentRequest("delegation", language=spoken)
        if kind == "follow_up":
            return DocumentRequest("follow_up", language=spoken)
        if kind == "source_data":
            return DocumentRequest("source_data", language=spoken)
        if number is None:
            return None
        if kind == "worksheet":
            return self._worksheet(number, subject, spoken) if subject else None
        if kind == "record":
            return DocumentRequest("record", number, record=subject, language=spoken) if subject else None
        if kind == "eligibility":
            record = self._eligibility()
            return DocumentRequest("eligibility", number, record, language=spoken) if record else None
        return DocumentRequest("adverse_events", number, language=spoken) if kind == "adverse_events" else None

    def _worksheet(self, number: str, subject: str, spoken: Language | Literal["both"]) -> DocumentRequest:
        if subject.startswith(_FORM):
            return DocumentRequest("worksheet", number, form=subject.removeprefix(_FORM), language=spoken)
        return DocumentRequest("worksheet", number, visit=subject, language=spoken)

    def _enable(self) -> None:
        is_none = self.kind.value() == "eligibility" and self._person is not None and self._eligibility() is None
        self._hint.setText(self.tr("No criterion of this participant was answered yet.") if is_none else "")
        self._hint.setVisible(is_none)
        self.button.setEnabled(self.request() is not None)

    def _choose(self) -> None:
        request = self.request()
        if request is not None:
            self.close_dialog()
            self.chosen.emit(request)
