"""Shows a topic of the handbook beside the work, from the files that came with the program; it goes nowhere else."""

from __future__ import annotations

import re

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextBrowser, QWidget

from escc_desktop.gui.language import language
from escc_desktop.gui.theme import colour, sized_font, theme
from escc_desktop.gui.widgets.buttons import LinkButton
from escc_desktop.gui.widgets.dialog import DialogFrame
from escc_desktop.gui.widgets.frames import across
from escc_desktop.places import shipped

_TOPIC = re.compile(r"[a-z][a-z0-9_]*")
_IMAGE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\s*\n", re.MULTILINE)  # the program itself stands behind the view
FIRST_TOPIC = "index"


def topic_text(topic: str) -> str:
    """Return the Markdown of ``topic`` in the language that is shown, else in the other, else ''."""
    if not _TOPIC.fullmatch(topic):
        return ""
    other = "en" if language() == "zh" else "zh"
    for spoken in (language(), other):
        path = shipped("resources/handbook") / spoken / f"{topic}.md"
        if path.is_file():
            return _IMAGE.sub("", path.read_text(encoding="utf-8"))
    return ""


class HandbookText(QTextBrowser):
    """One topic. ``asked`` carries the topic of a link; links that lead out of the program are not followed."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("handbook_text")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.anchorClicked.connect(self._clicked)
        self.document().setDocumentMargin(2)

    def show_topic(self, text: str) -> None:
        """Show Markdown, links in the look's accent."""
        self.document().setDefaultStyleSheet(f"a {{ color: {colour('accent').name()}; text-decoration: none; }}")
        self.setMarkdown(text)
        self._space()
        self.verticalScrollBar().setValue(0)

    def _space(self) -> None:
        """Give headings the sizes of the look, bold words the weight that is bundled, and blocks room between them."""
        cursor = QTextCursor(self.document())
        block = self.document().begin()
        was_list = False
        while block.isValid():
            level, is_list = block.blockFormat().headingLevel(), block.textList() is not None
            shape = QTextBlockFormat()
            shape.setLineHeight(128, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            shape.setTopMargin(14 if level > 1 else 6 if was_list and not is_list else 0)
            shape.setBottomMargin(2 if is_list else 6)
            cursor.setPosition(block.position())
            cursor.mergeBlockFormat(shape)
            self._weigh(cursor, block, is_heading=level > 0, larger=level == 1)
            block, was_list = block.next(), is_list

    def _weigh(self, cursor: QTextCursor, block: QTextBlock, *, is_heading: bool, larger: bool) -> None:
        pieces = []
        iterator = block.begin()
        while not iterator.atEnd():
            piece = iterator.fragment()
            pieces.append((piece.position(), piece.length(), piece.charFormat().fontWeight() > 500))
            iterator += 1
        for start, length, is_bold in pieces:
            words = QTextCharFormat()
            words.setFont(sized_font(14, 600 if is_bold or is_heading else 400))
            words.setProperty(QTextFormat.Property.FontSizeAdjustment.value, 1 if larger else 0)
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(words)

    def _clicked(self, link: QUrl) -> None:
        topic = link.path().removesuffix(".md")
        if not link.scheme() and _TOPIC.fullmatch(topic):
            self.asked.emit(topic)


class HandbookView(DialogFrame):
    """The handbook over the window: F1 opens it at the page's topic, Esc goes back to the work."""

    def __init__(self, topic: str = FIRST_TOPIC) -> None:
        super().__init__("", "", width=760)
        self.setObjectName("handbook")
        self._way: list[str] = []
        self.text = HandbookText()
        self.text.setMinimumHeight(430)
        self.text.asked.connect(self.show_topic)
        self.back = LinkButton(icon_name="chevron-left")
        self.back.setObjectName("handbook_back")
        self.back.clicked.connect(self._go_back)
        self.contents = LinkButton(icon_name="list")
        self.contents.setObjectName("handbook_contents")
        self.contents.clicked.connect(lambda: self.show_topic(FIRST_TOPIC))
        self.add(across(self.back, self.contents, None), self.text)
        self.cancel_button.hide()
        self.button.setObjectName("handbook_close")
        self.accepted.connect(self.close_dialog)
        theme().changed.connect(self._again)
        self.show_topic(topic)

    def open_over(self, window: QWidget, focus: QWidget | None = None) -> None:
        """Lay the handbook over ``window``; the text has the focus, so that the arrow keys scroll it."""
        super().open_over(window, focus or self.text)

    def show_topic(self, topic: str) -> None:
        """Show ``topic``; one that is not there is said to be missing, with the way to the contents."""
        if not self._way or self._way[-1] != topic:
            self._way.append(topic)
        self._again()

    def topic(self) -> str:
        """Return the topic that is shown."""
        return self._way[-1] if self._way else ""

    def _go_back(self) -> None:
        if len(self._way) > 1:
            self._way.pop()
            self._again()

    def _again(self) -> None:
        text = topic_text(self.topic())
        self.title.setText(self.tr("Handbook"))
        self.setAccessibleName(self.tr("Handbook"))
        self.text.setAccessibleName(self.tr("Text of the handbook"))
        self.text.show_topic(text or self.tr("This topic is not written yet. The contents list every other one."))
        self.back.setText(self.tr("Back"))
        self.back.setEnabled(len(self._way) > 1)
        self.contents.setText(self.tr("Contents"))
        self.button.setText(self.tr("Close"))
