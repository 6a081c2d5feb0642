"""Shows contradictions of the registry text where they bite, each with its ruling or that there is none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from escc_desktop.actions.edition_standing import EditionStanding, edition_standing
from escc_desktop.gui.language import language
from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.pages.vocabulary import QT_TRANSLATE_NOOP, filled, moment
from escc_desktop.gui.widgets.frames import Label, across, down
from escc_desktop.gui.widgets.notices import Banner
from escc_desktop.study.edition import Contradiction, Study

if TYPE_CHECKING:
    from escc_desktop.gui.workplace import Workplace


def _say(text: str) -> str:
    return QCoreApplication.translate("ContradictionNotes", text)


def contradiction_banner(one: Contradiction, standing: EditionStanding | None, bears: bool | None = True) -> Banner:
    """Return the note of one contradiction; ``bears`` says whether it concerns this participant, None: not known.

    Without ``standing`` nothing is said of a ruling: it has not been asked for yet.
    """
    title = _say(QT_TRANSLATE_NOOP("ContradictionNotes", "%1: the registry text leaves this open"))
    if one.asked_when is not None and standing is not None:
        words = {
            True: QT_TRANSLATE_NOOP(
                "ContradictionNotes", "%1: the registry text leaves this open, for this participant"
            ),
            False: QT_TRANSLATE_NOOP(
                "ContradictionNotes", "%1: the registry text leaves this open; it does not concern this participant"
            ),
            None: QT_TRANSLATE_NOOP(
                "ContradictionNotes", "%1: the registry text leaves this open; the forms do not say yet for whom"
            ),
        }
        title = _say(words[bears])
    lines = [f"{one.problem.in_(language())} {one.treatment.in_(language())}"]
    if standing is not None:
        lines.append(ruling_words(one.id, standing))
    made = Banner("query", filled(title, one.id), "\n".join(lines))
    made.setObjectName(f"contradiction_{one.id}")
    return made


def ruling_words(id: str, standing: EditionStanding) -> str:
    """Return the ruling in force with who gave it and when, or that there is none yet."""
    ruling = standing.ruling(id)
    if ruling is None:
        return _say(QT_TRANSLATE_NOOP("ContradictionNotes", "No ruling yet; the principal investigator gives it."))
    words = _say(QT_TRANSLATE_NOOP("ContradictionNotes", "Ruling (%1, %2): %3"))
    return filled(words, ruling.by, moment(ruling.at), ruling.words)


def biting(study: Study, form: str, *, is_enrolled: bool = False) -> tuple[Contradiction, ...]:
    """Return the contradictions that bite at a form or at one of its items; of the criteria only before enrolment."""
    names = (form, "adverse_event") if form == study.adverse_event.form else (form,)
    criteria = {one.id for one in study.criteria} if is_enrolled else set()
    return tuple(
        one
        for one in study.contradictions
        if any(place.partition(".")[0] in names for place in one.bites) and criteria.isdisjoint(one.bites)
    )


class _Line(QFrame):
    """One contradiction in one line under the head of a form: what is at odds, at which items, and the ruling."""

    def __init__(self, study: Study, form: str, one: Contradiction, standing: EditionStanding) -> None:
        super().__init__()
        self.setProperty("kind", "check")
        self.setObjectName(f"contradiction_{one.id}")
        items = [place.partition(".")[2] for place in one.bites if place.startswith(f"{form}.")]
        joint = "、" if language() == "zh" else ", "
        labels = joint.join(dict.fromkeys(study.item(form, item).label.in_(language()) for item in items))
        words = _say(QT_TRANSLATE_NOOP("ContradictionNotes", "%1 (%2): %3"))
        said = filled(words, one.id, labels or one.quote, one.problem.in_(language()))
        what = Label(said, "plain", wraps=True)
        ruling = Label(ruling_words(one.id, standing), "label", wraps=True)
        row = across(MarkSign("query"), down(what, ruling, gap=0), gap=10, margins=(12, 4, 12, 4))
        row.setStretch(1, 1)
        self.setLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(f"{what.text()} {ruling.text()}")


class ContradictionNotes(QWidget):
    """The notes of one form; hidden where none bites. It asks for the rulings by itself, and again after a new one."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contradiction_notes")
        self._workplace = workplace
        self._form, self._is_enrolled = "", False
        self._standing: EditionStanding | None = None
        self._layout = down(gap=8)
        self.setLayout(self._layout)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()
        workplace.changed.connect(self._changed)

    def _changed(self, changes: frozenset[str]) -> None:
        if "edition" in changes and self._form:
            self._ask()

    def show_form(self, form: str, *, is_enrolled: bool) -> None:
        """Show what bites at ``form``."""
        if (form, is_enrolled) == (self._form, self._is_enrolled):
            return
        self._form, self._is_enrolled = form, is_enrolled
        self._ask()

    def _biting(self) -> tuple[Contradiction, ...]:
        return biting(self._workplace.study, self._form, is_enrolled=self._is_enrolled)

    def _ask(self) -> None:
        is_bitten = bool(self._biting())
        self.setVisible(is_bitten)
        if is_bitten:
            self._workplace.ask(edition_standing, self._show, self)

    def changeEvent(self, event: QEvent) -> None:
        """Say it in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._standing is not None:
            self._show(self._standing)

    def _show(self, standing: EditionStanding) -> None:
        self._standing = standing
        while (taken := self._layout.takeAt(0)) is not None:
            old = taken.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for one in self._biting():
            self._layout.addWidget(_Line(self._workplace.study, self._form, one, standing))
