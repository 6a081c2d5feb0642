"""The side panel of the edition page: one contradiction with its rulings, or one assumption with what rests on it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from escc_desktop.actions.edition_standing import EditionStanding, RulingView
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.edition_words import place_words, use_lines
from escc_desktop.gui.pages.vocabulary import filled, moment
from escc_desktop.gui.runs import Mark, RunsLine, Text
from escc_desktop.gui.widgets.buttons import QuietButton
from escc_desktop.gui.widgets.frames import Label, Scrolled, down, empty_layout, hairline
from escc_desktop.gui.widgets.pages import SidePanel
from escc_desktop.study.assumed import Assumed, said_and_origin
from escc_desktop.study.edition import Contradiction, Study


class EditionPanel(SidePanel):
    """Says the chosen line whole; ``rule`` asks for a ruling. It scrolls where the words are many."""

    def __init__(self, study: Study) -> None:
        super().__init__(width=340)
        self.setObjectName("edition_panel")
        self._study = study
        self._scrolled = Scrolled(gap=10, margins=(0, 0, 8, 0))
        self._facts = QVBoxLayout()
        self._facts.setSpacing(10)
        self._scrolled.inner.addLayout(self._facts)
        self._scrolled.inner.addStretch(1)
        self.content.addWidget(self._scrolled)
        self.body.setStretchFactor(self.content, 1)
        self.body.setStretch(self.body.indexOf(self.foot) - 1, 0)
        self.rule = QuietButton(icon_name="pen-line", is_recording=True)
        self.rule.setObjectName("rule")
        self.foot.addWidget(self.rule)
        self.retranslate()

    def _clear(self, title: str, *, may_rule: bool) -> None:
        self.set_title(title)
        empty_layout(self._facts)
        self._scrolled.verticalScrollBar().setValue(0)
        self.rule.setVisible(may_rule)

    def _say(self, head: str, *parts: Label | RunsLine) -> None:
        self._facts.addLayout(down(Label(head, "caption"), *parts, gap=3))

    def show_contradiction(self, one: Contradiction, standing: EditionStanding) -> None:
        """Show the registry's words, what is wrong with them, where that bites and how it was ruled."""
        self._clear(filled(self.tr("Contradiction %1"), one.id), may_rule=True)
        quote = Label(one.quote, "emphasis", wraps=True)
        quote.setObjectName("registry_quote")
        self._say(self.tr("Registry text, word for word"), quote)
        self._say(self.tr("Problem"), Label(one.problem.in_(language()), "plain", wraps=True))
        self._say(self.tr("What the program does"), Label(one.treatment.in_(language()), "plain", wraps=True))
        places = [place_words(self._study, place, language()) for place in one.bites]
        self._say(self.tr("Where it bites"), *(Label(words, "plain", wraps=True) for words in places))
        self._facts.addWidget(hairline())
        rulings = [known for known in standing.rulings if known.contradiction == one.id]
        if not rulings:
            self._say(self.tr("Ruling"), RunsLine(Mark("query", self.tr("No ruling yet"))))
            return
        *earlier, last = rulings
        self._say(self.tr("Ruling"), *self._ruling(last))
        for known in reversed(earlier):
            self._say(self.tr("Earlier, replaced"), *self._ruling(known, is_replaced=True))

    def _ruling(self, ruling: RulingView, *, is_replaced: bool = False) -> tuple[Label, RunsLine]:
        words = ruling.words or self.tr("The words are no longer kept.")
        who = (Mark("void" if is_replaced else "signed", ruling.by, size=12), Text(moment(ruling.at), "ink2", size=12))
        label = Label(words, "label" if is_replaced else "strong", wraps=True)
        if not is_replaced:
            label.setObjectName("ruling_in_force")
        return label, RunsLine(who)

    def show_assumption(self, one: Assumed | None) -> None:
        """Show an assumption whole, its origin and everything that rests on it."""
        self._clear(self.tr("Assumption"), may_rule=False)
        if one is None:
            self._facts.addWidget(Label(self.tr("No assumption holds these words."), "label", wraps=True))
            return
        said, origin = said_and_origin(one.words, language())
        self._say(self.tr("Assumed"), Label(said, "emphasis", wraps=True))
        if origin:
            self._say(self.tr("Origin"), Label(origin, "plain", wraps=True))
        self._facts.addWidget(hairline())
        lines = use_lines(self._study, one.uses, language())
        self._say(self.tr("What rests on it"), *(Label(words, "plain", wraps=True) for words in lines))

    def retranslate(self) -> None:
        """Say the words of the button; the page shows the rest again."""
        self.rule.setText(self.tr("Rule…"))
