"""The journal as sentences in day groups; it filters by asking, and verifies by asking, never by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from escc_desktop.actions import asking, verify
from escc_desktop.actions.views import EntryRow, EntryView, ParticipantRow, VerificationView
from escc_desktop.gui.language import language
from escc_desktop.gui.pages.journal_entry_panel import EntryPanel
from escc_desktop.gui.pages.journal_sentences import kind_icon, kind_options, reason_words, sentence
from escc_desktop.gui.pages.site_page import SitePage
from escc_desktop.gui.pages.vocabulary import day_words, delivery_run, filled, grouped, short_role
from escc_desktop.gui.runs import Cell, Icon, Mark, Text
from escc_desktop.gui.widgets.buttons import LinkButton, QuietButton
from escc_desktop.gui.widgets.combo import ComboField
from escc_desktop.gui.widgets.fields import SearchField
from escc_desktop.gui.widgets.frames import Label, across
from escc_desktop.gui.widgets.notices import Banner, EmptyState, ProgressCard
from escc_desktop.gui.widgets.rows import Column, GroupRow, Row
from escc_desktop.gui.widgets.table import Table
from escc_desktop.words import say

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace

_PAGE = 200
_TYPING_MS = 250
_ALL = "*"


class JournalPage(SitePage):
    """Filters above, sentences at the left, the chosen entry at the right; ``show_only`` filters from outside."""

    concern = ("journal",)
    help_topic = "journal"

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(workplace, navigate, parent)
        self.setObjectName("journal_page")
        self._rows: tuple[EntryRow, ...] = ()
        self._people: tuple[ParticipantRow, ...] = ()
        self._record: str | None = None
        self._participant = ""
        self._verified: VerificationView | None = None
        self._has_more = False
        self.verify_button = QuietButton(icon_name="shield-check")
        self.verify_button.setObjectName("journal_verify")
        self.verify_button.clicked.connect(self.verify)
        self.header.add(self.verify_button)
        self._progress = ProgressCard()
        self._progress.setObjectName("journal_progress")
        self._progress.hide()
        self._found = Banner("hard", tone="over")
        self._found.setObjectName("journal_found")
        self._found.hide()
        self.table = Table()
        self.table.setObjectName("journal_table")
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda key: self.panel_key())
        self._empty = EmptyState("funnel")
        self._empty.setObjectName("journal_empty")
        self._empty.acted.connect(self._clear_filter)
        self.more = LinkButton()
        self.more.setObjectName("journal_more")
        self.more.clicked.connect(self._ask_more)
        self.add(
            self._filters(), self._progress, self._found, self.table, self._empty, across(None, self.more, None), None
        )
        self.shown = EntryPanel(workplace.study)
        self.shown.open_asked.connect(self._open)
        self.set_panel(self.shown)
        self.retranslate()

    def _filters(self) -> QWidget:
        self.search = SearchField(width=230)
        self.search.setObjectName("journal_search")
        self.search.edited.connect(self._typed)
        self.participant = ComboField(is_small=True)
        self.participant.setObjectName("journal_participant")
        self.participant.edited.connect(self._participant_chosen)
        self.kind = ComboField(is_small=True)
        self.kind.setObjectName("journal_kind")
        self.kind.edited.connect(self.refresh)
        self._count = Label("", "label")
        self.clear = LinkButton()
        self.clear.setObjectName("journal_clear")
        self.clear.clicked.connect(self._clear_filter)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_MS)
        self._pause.timeout.connect(self.refresh)
        box = QWidget()
        box.setLayout(across(self.search, self.participant, self.kind, None, self._count, self.clear))
        return box

    def find_key(self) -> None:
        """Go to the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_only(self, participant: str | None = None, record: str | None = None) -> None:
        """Show the entries of one participant or one record."""
        self._record = record
        self._participant = participant or ""
        self.search.clear()
        self.kind.set_value(_ALL)
        self._offer_participants()
        self.refresh()

    def _typed(self) -> None:
        self._pause.start()

    def _participant_chosen(self) -> None:
        chosen = self.participant.value()
        self._participant = "" if chosen == _ALL else chosen
        self._record = None
        self.refresh()

    def _clear_filter(self) -> None:
        self.show_only()

    def _question(self, before: EntryRow | None) -> dict[str, object]:
        kind = self.kind.value()
        return {
            "search": self.search.value(),
            "participant": self._participant or None,
            "kind": None if kind in ("", _ALL) else kind,
            "before": before,
            "record": self._record,
        }

    def refresh(self) -> None:
        """Ask for the newest entries that pass the filter."""
        asked = self._question(None)
        self.workplace.ask(
            lambda site: (asking.journal(site, limit=_PAGE, **asked), asking.participants(site)),  # type: ignore[arg-type]
            self._show,
            self,
        )

    def _ask_more(self) -> None:
        if self._rows:
            asked = self._question(self._rows[-1])
            self.workplace.ask(
                lambda site: asking.journal(site, limit=_PAGE, **asked),  # type: ignore[arg-type]
                self._show_more,
                self,
            )

    def _show(self, answer: tuple[tuple[EntryRow, ...], tuple[ParticipantRow, ...]]) -> None:
        self._rows, self._people = answer
        self._has_more = len(self._rows) == _PAGE
        self._offer_participants()
        self._show_rows()

    def _show_more(self, rows: tuple[EntryRow, ...]) -> None:
        self._rows = (*self._rows, *rows)
        self._has_more = len(rows) == _PAGE
        self._show_rows()

    def _offer_participants(self) -> None:
        numbers = tuple((row.number, row.number) for row in self._people)
        self.participant.set_options(((_ALL, self.tr("all")), *numbers))
        self.participant.set_value(self._participant or _ALL)

    def _choose(self, key: str) -> None:
        chain, _, seq = key.rpartition(":")
        self.workplace.ask(lambda site: asking.entry(site, chain, int(seq)), self._show_entry, self)

    def _show_entry(self, entry: EntryView) -> None:
        if f"{entry.row.chain}:{entry.row.seq}" == self.table.current_key():
            self.shown.show_entry(entry)

    def _open(self, participant: str, record: str) -> None:
        if participant:
            self.navigate.open_participant(participant)

    def verify(self) -> None:
        """Verify the whole journal again, in slices; the page stays usable meanwhile."""
        if not self.verify_button.isEnabled():
            return
        self.verify_button.setEnabled(False)
        self._found.hide()
        self._progress.start()
        self._progress.tell(
            self.tr("Verifying signatures, chain, texts and files"),
            self.tr("Work goes on meanwhile; nothing is changed."),
            can_cancel=False,
        )
        self._progress.show()
        self.workplace.run_sliced(
            lambda site: verify.verify_slices(site),
            self._advance,
            self._show_verified,
            self.explained(self._failed),
            self,
        )

    def _advance(self, done: tuple[int, int]) -> None:
        self._progress.advance(done[0] / max(1, done[1]), f"{grouped(done[0])} / {grouped(done[1])}")

    def _show_verified(self, verified: VerificationView) -> None:
        self._verified = verified
        self.verify_button.setEnabled(True)
        self._progress.hide()
        self.shown.show_verified(verified.is_sound)
        self._show_answer()

    def _failed(self, sentence: str, code: str) -> None:
        self.verify_button.setEnabled(True)
        self._progress.hide()
        self._found.tell("hard", self.tr("The journal could not be verified"), sentence, tone="over")
        self._found.show()

    def _show_answer(self) -> None:
        verified = self._verified
        if verified is None:
            return
        if verified.is_sound:
            words = filled(self.tr("%1 (entry|entries), chain unbroken"), grouped(verified.entries))
            self.header.set_aside((Mark("yes", words),))
            return
        place = ":".join(str(part) for part in verified.first_bad) if verified.first_bad else ""
        self.header.set_aside((Mark("hard", self.tr("the journal differs")),))
        title = filled(self.tr("The first entry that differs: %1"), place or "–")
        self._found.tell("hard", title, say(verified.code, language(), **verified.facts), tone="over")
        self._found.show()

    def _show_rows(self) -> None:
        rows: list[Row | GroupRow] = []
        day = None
        for row in self._rows:
            if row.at.date() != day:
                day = row.at.date()
                rows.append(GroupRow(day_words(day)))
            rows.append(self._line(row))
        self.table.set_rows(tuple(rows))
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self.more.setVisible(self._has_more)
        is_filtered = self._is_filtered()
        said = self.tr("%1 found") if is_filtered else self.tr("%1 newest entries")
        self._count.setText(filled(said, grouped(len(self._rows))))
        self.clear.setVisible(is_filtered)
        if self._verified is None:
            self.header.set_aside(self.tr("Every act is one signed entry; nothing is ever changed or deleted"))

    def _is_filtered(self) -> bool:
        kind = self.kind.value()
        return bool(self.search.value() or self._participant or self._record or kind not in ("", _ALL))

    def _line(self, row: EntryRow) -> Row:
        study, spoken, own = self.workplace.study, language(), self._rows[0].chain
        told = sentence(study, spoken, row)
        who = (Text(row.participant, weight=500),) if row.participant and not self._participant else ()
        why = (Text(reason_words(study, spoken, row.reason, is_short=True), "ink3", size=12),) if row.reason else ()
        what: Cell = (Icon(kind_icon(row)), *who, Text(told), *why)
        cells: tuple[Cell, ...] = (
            Text(grouped(row.seq) if row.chain == own else f"{row.chain} {grouped(row.seq)}", "ink2"),
            Text(row.at.strftime("%H:%M"), "ink2"),
            what,
            Text(f"{row.name} {short_role(row.role)}".strip()),
            delivery_run(row.delivery, 12),
        )
        return Row(f"{row.chain}:{row.seq}", cells)

    def retranslate(self) -> None:
        """Say every word in the language that is shown."""
        self.header.set_title(self.tr("Journal"))
        self.verify_button.setText(self.tr("Verify again"))
        self.search.setPlaceholderText(self.tr("Search entry, record, name"))
        self.search.setAccessibleName(self.tr("Search the journal"))
        self.participant.set_words("", self.tr("Participant: "))
        self.participant.setAccessibleName(self.tr("Participant"))
        self.kind.set_options(((_ALL, self.tr("all")), *kind_options()))
        self.kind.set_words("", self.tr("Kind: "))
        self.kind.setAccessibleName(self.tr("Kind"))
        if not self.kind.value():
            self.kind.set_value(_ALL)
        self._offer_participants()
        self.clear.setText(self.tr("Clear filter"))
        self.more.setText(self.tr("Show older entries"))
        self.table.set_name(self.tr("Journal"))
        self.table.set_columns(
            (
                Column(self.tr("No."), 72),
                Column(self.tr("Time"), 60),
                Column(self.tr("What was done, and why"), 260, stretches=True),
                Column(self.tr("Who"), 120),
                Column(self.tr("Desk"), 96),
            )
        )
        self._empty.tell(
            self.tr("No entry passes the filter"),
            self.tr("The journal has entries; the filter leaves none of them."),
            self.tr("Clear filter"),
        )
        self.shown.retranslate()
        self._show_rows()
        self._show_answer()
