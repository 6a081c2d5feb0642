"""Holds the banners that concern every page, above the pages; each stays until its cause is gone."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from escc_desktop.gui.widgets.frames import down
from escc_desktop.gui.widgets.notices import Banner


class NoticeBoard(QWidget):
    """A column of banners by name, the gravest first; without one it takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice_board")
        self._banners: dict[str, Banner] = {}
        self._column = down(gap=8, margins=(24, 14, 24, 0))
        self.setLayout(self._column)
        self.hide()

    def put(self, name: str, banner: Banner) -> None:
        """Show ``banner`` in the place of the one of that name; a red one stands above the others."""
        self.take(name)
        banner.setObjectName(f"notice_{name}")
        self._banners[name] = banner
        self._column.insertWidget(0 if banner.property("tone") == "over" else -1, banner)
        banner.show()
        self.show()

    def take(self, name: str) -> None:
        """Take the banner of that name away: its cause is gone."""
        banner = self._banners.pop(name, None)
        if banner is not None:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self._banners))

    def clear(self) -> None:
        """Take every banner away: at locking nothing of the site stays behind."""
        for name in tuple(self._banners):
            self.take(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Which banners are shown."""
        return tuple(self._banners)
