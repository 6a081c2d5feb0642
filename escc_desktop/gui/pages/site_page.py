"""What every page of an open site does: ask when it comes to the front, and again when what it shows has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from escc_desktop.errors import EsccError
from escc_desktop.gui.language import language
from escc_desktop.gui.widgets.pages import Page
from escc_desktop.words import explain

if TYPE_CHECKING:
    from escc_desktop.gui.navigation import Navigator
    from escc_desktop.gui.workplace import Workplace


class SitePage(Page):
    """A page that shows answers of the store. Subclasses ask in ``refresh`` and name in ``concern`` what touches them.

    ``concern`` holds change names of ``Outcome.changes``; a name that ends in ``:`` stands for all that begin so.
    """

    concern: tuple[str, ...] = ()
    unsaved_changed = Signal()

    def __init__(self, workplace: Workplace, navigate: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.workplace = workplace
        self.navigate = navigate
        workplace.changed.connect(self._changed)

    def refresh(self) -> None:
        """Ask again for what the page shows."""

    def concerns(self, changes: frozenset[str]) -> bool:
        """Tell whether any of ``changes`` touches what the page shows."""
        return any(change == name or (name.endswith(":") and change.startswith(name))
                   for change in changes for name in self.concern)  # fmt: skip

    @property
    def has_unsaved(self) -> bool:
        """Tell whether leaving the page would lose what was typed."""
        return False

    def arrive(self) -> None:
        """Ask when the page comes to the front."""
        self.refresh()

    def _changed(self, changes: frozenset[str]) -> None:
        if self.isVisible() and self.concerns(changes):
            self.refresh()

    def explained(self, tell: Callable[[str, str], None]) -> Callable[[EsccError], None]:
        """Return what hears of a known problem: it calls ``tell`` with the sentence and the code."""
        return lambda problem: tell(explain(problem, language()), problem.code)
