"""Finds CTCAE terms by Chinese, English or pinyin initials, and lets one be picked; it grades nothing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from escc_desktop.gui.language import language
from escc_desktop.gui.marks import MarkSign
from escc_desktop.gui.pages.vocabulary import filled
from escc_desktop.gui.runs import Box, RunsLine, Text, paint_runs
from escc_desktop.gui.theme import colour, sized_font
from escc_desktop.gui.widgets.fields import SearchField
from escc_desktop.gui.widgets.frames import Label, across, hairline
from escc_desktop.study.edition import CtcaeTerm, Study

_MOST = 5
_ROW = 46
GRADES = (1, 2, 3, 4, 5)


def find_terms(study: Study, typed: str, most: int = _MOST) -> tuple[tuple[CtcaeTerm, ...], int]:
    """Return the best ``most`` terms for ``typed`` and how many match; expected ones and beginnings come first."""
    wanted = " ".join(typed.casefold().split())
    if not wanted:
        return (), 0
    ranked: list[tuple[int, bool, str, CtcaeTerm]] = []
    for term in study.terms:
        rank = _rank(term, wanted)
        if rank is not None:
            ranked.append((rank, not term.is_expected, term.label.en, term))
    ranked.sort(key=lambda one: one[:3])
    return tuple(one[3] for one in ranked[:most]), len(ranked)


def _rank(term: CtcaeTerm, wanted: str) -> int | None:
    english, chinese, initials = term.label.en.casefold(), term.label.zh.casefold(), term.initials.casefold().split()
    if wanted in (english, chinese, term.llt_code) or wanted in initials:
        return 0
    if english.startswith(wanted) or chinese.startswith(wanted) or any(one.startswith(wanted) for one in initials):
        return 1
    if any(word.startswith(wanted) for word in english.replace("-", " ").split()):
        return 2
    if wanted in english or wanted in chinese or any(wanted in one for one in initials):
        return 3
    words = wanted.split()
    return 4 if len(words) > 1 and all(word in english for word in words) else None


class TermList(QWidget):
    """The terms that match, each with the grades that exist; arrows move, the page picks."""

    picked = Signal(str)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.terms: tuple[CtcaeTerm, ...] = ()
        self.place = 0
        self.setObjectName("term_list")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_terms(self, terms: tuple[CtcaeTerm, ...]) -> None:
        """Show ``terms``, the first highlighted."""
        self.terms = terms
        self.go_to(0)
        self.updateGeometry()

    def current(self) -> CtcaeTerm | None:
        """Return the highlighted term."""
        return self.terms[self.place] if self.place < len(self.terms) else None

    def go_to(self, place: int) -> None:
        """Highlight the term at ``place``, round the ends."""
        self.place = place % len(self.terms) if self.terms else 0
        term = self.current()
        self.setAccessibleName(f"{term.label.in_(language())} {term.grades}" if term else "")
        self.moved.emit()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all terms."""
        return QSize(520, _ROW * len(self.terms))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Highlight the term under the pointer."""
        place = int(event.position().y() // _ROW)
        if place != self.place and 0 <= place < len(self.terms):
            self.go_to(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the term under the pointer."""
        term = self.current()
        if term is not None:
            self.picked.emit(term.llt_code)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the terms and their grades; a grade that does not exist is a dash."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, term in enumerate(self.terms):
            row = QRectF(0, place * _ROW, self.width(), _ROW)
            is_here = place == self.place
            if is_here:
                painter.fillRect(row, colour("select"))
                painter.fillRect(QRectF(0, row.top(), 3, _ROW), colour("accent"))
            other = term.label.en if language() == "zh" else term.label.zh
            name = Text(term.label.in_(language()), "ink", 600 if is_here else 400, 14)
            has_other = other != name.text
            top = row.top() + (4 if has_other else 12)
            paint_runs(painter, QRectF(16, top, row.width() - 220, 21), name)
            if has_other:
                paint_runs(painter, QRectF(16, row.top() + 24, row.width() - 220, 18), Text(other, "ink2", size=12))
            self._paint_grades(painter, row, term)
        painter.end()

    @staticmethod
    def _paint_grades(painter: QPainter, row: QRectF, term: CtcaeTerm) -> None:
        painter.setFont(sized_font(13, 500))
        for index, grade in enumerate(GRADES):
            box = QRectF(row.right() - 196 + index * 36, row.center().y() - 13, 28, 26)
            if grade in term.grades:
                painter.setPen(QPen(colour("line2"), 1))
                painter.setBrush(colour("surface"))
                painter.drawRoundedRect(box, 5, 5)
                painter.setPen(colour("ink"))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(grade))
            else:
                painter.setPen(colour("ink3"))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "–")


class TermPopup(QFrame):
    """The matches under the field: how many, the list, the criteria of the highlighted term, the version that holds."""

    def __init__(self, study: Study, parent: QWidget) -> None:
        super().__init__(parent)
        self._study = study
        self.setProperty("kind", "card")
        self.setObjectName("term_popup")
        self.setFixedWidth(560)
        self._head = RunsLine("")
        self._keys = RunsLine("")
        self.list = TermList()
        self.list.moved.connect(self._show_criteria)
        self._criteria = Label("", "label", wraps=True)
        self._version = Label("", "caption", wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 6, 1, 10)
        layout.setSpacing(4)
        layout.addLayout(across(self._head, None, self._keys, margins=(16, 0, 14, 0)))
        layout.addWidget(self.list)
        layout.addLayout(across(self._criteria, margins=(16, 6, 16, 4)))
        layout.addWidget(hairline())
        note = across(MarkSign("warn"), self._version, margins=(16, 4, 16, 0))
        note.setStretch(1, 1)
        layout.addLayout(note)
        self.hide()

    def show_for(self, typed: str, field: QWidget) -> None:
        """Show what matches ``typed`` under ``field``; nothing typed hides the list."""
        terms, count = find_terms(self._study, typed)
        if not typed.strip():
            self.hide()
            return
        self.list.show_terms(terms)
        found = self.tr('%1 terms for "%2"') if count else self.tr('No term for "%2"; try English, Chinese or initials')
        self._head.set_runs(Text(filled(found, count, typed.strip()), "ink3", size=12))
        choose, leave = self.tr("choose"), self.tr("cancel")
        keys = (Box("↑↓"), Box("Enter"), Text(choose, "ink2", size=12), Box("Esc"), Text(leave, "ink2", size=12))
        self._keys.set_runs(keys)
        fixed = self.tr(
            "Graded by CTCAE %1; other versions grade some terms differently. The record keeps its version."
        )
        self._version.setText(filled(fixed, self._study.ctcae_version))
        parent = self.parentWidget()
        if parent is not None:
            self.move(field.mapTo(parent, QPoint(0, field.height() + 3)))
        self.setStyleSheet(f"#term_popup {{ border: 1px solid {colour('line2').name()}; }}")
        self.adjustSize()
        self.show()
        self.raise_()

    def _show_criteria(self) -> None:
        term = self.list.current()
        self._criteria.setText(criteria_words(term) if term else "")
        self._criteria.setVisible(bool(term and term.criteria))
        self.adjustSize()


def criteria_words(term: CtcaeTerm, grade: int | None = None) -> str:
    """Return the criteria of a term, one line a grade, or of one grade alone."""
    lines = [
        filled(QCoreApplication.translate("EventTerms", "Grade %1: %2"), one, words.in_(language()))
        for one, words in sorted(term.criteria.items())
        if grade is None or one == grade
    ]
    return "\n".join(lines)


class TermField(SearchField):
    """The field in which a term is sought. ``picked`` carries the LLT code; what is typed without picking is undone."""

    picked = Signal(str)

    def __init__(self, study: Study, over: QWidget) -> None:
        super().__init__(width=330)
        self._study = study
        self._code = ""
        self.setObjectName("term_search")
        self.popup = TermPopup(study, over)
        self.popup.list.picked.connect(self._pick)
        self.edited.connect(lambda: self.popup.show_for(self.text(), self))
        self.installEventFilter(self)

    def show_term(self, code: str) -> None:
        """Show the term of ``code``."""
        self._code = code
        if not self.popup.isVisible():
            self._show_words()

    def _show_words(self) -> None:
        known = next((term for term in self._study.terms if term.llt_code == self._code), None)
        self.set_value(known.label.in_(language()) if known else self._code)

    def _pick(self, code: str) -> None:
        self.popup.hide()
        self._code = code
        self._show_words()
        self.picked.emit(code)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list, pick, or go back to the term that was there."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.popup.isVisible():
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            term = self.popup.list.current()
            if step:
                self.popup.list.go_to(self.popup.list.place + step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if term is not None:
                    self._pick(term.llt_code)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.popup.hide()
                self._show_words()
                return True
        if event.type() == QEvent.Type.FocusOut and self.popup.isVisible() and not self.popup.underMouse():
            self.popup.hide()
            self._show_words()
        return super().eventFilter(watched, event)
