"""Lets a second start on the same vault bring the first window to the front and end; it opens no vault and locks none.

The authority over the vault stays with the lock in its folder. The bell is a local socket of this user alone, named
after the vault's place; what a crash has left of it is cleared by whoever comes next.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import sys
from pathlib import Path

from PySide6.QtCore import QDir, QLockFile, QObject, Qt, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

_RING, _ANSWER = b"escc-desktop: come to the front\n", b"escc-desktop: here\n"
_CONNECT_MS, _ANSWER_MS, _GUARD_MS = 1_000, 3_000, 10_000


def bell_name(vault: Path) -> str:
    """Return the name under which whoever has the window on ``vault`` can be reached: one place, one name."""
    place = os.path.normcase(vault.resolve())
    digest = hashlib.sha256(f"{_user()}:{place}".encode("utf-8", "surrogateescape"))
    return f"escc-desktop-{digest.hexdigest()[:24]}"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


class Doorbell(QObject):
    """The bell of one vault's window. ``rung``: somebody started the program on it once more."""

    rung = Signal()

    def __init__(self, vault: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = bell_name(vault)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._somebody)

    def answer(self) -> bool:
        """Become the one window on the vault. False when there is one: it was rung and comes to the front.

        Call it before any window of one's own is shown: it waits for the other's answer, three seconds at most. Of
        several that start at once exactly one answers.
        """
        guard = QLockFile(QDir.temp().filePath(f"{self._name}.starting"))
        guard.setStaleLockTime(_GUARD_MS)
        guard.tryLock(_GUARD_MS)
        try:
            if self._ring():
                return False
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)  # without a bell the vault's own lock still keeps the second out
            return True
        finally:
            guard.unlock()

    def close(self) -> None:
        """Answer no more."""
        self._server.close()

    def _ring(self) -> bool:
        """Ask whoever answers to come to the front; False when nobody does. One that lives and is busy counts."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_CONNECT_MS):
            return False
        _let_come_forward()
        socket.write(_RING)
        socket.waitForReadyRead(_ANSWER_MS)
        socket.abort()
        return True

    def _somebody(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.disconnected.connect(socket.deleteLater)
        socket.readyRead.connect(lambda: self._heard(socket))
        if socket.bytesAvailable():
            self._heard(socket)

    def _heard(self, socket: QLocalSocket) -> None:
        if socket.read(len(_RING)).data() == _RING:
            socket.write(_ANSWER)
            socket.flush()
            self.rung.emit()
        else:
            socket.abort()


def _let_come_forward() -> None:
    """Let the other process take the foreground, which Windows grants to nobody who was not given it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)  # any process


def bring_forward(window: QWidget) -> None:
    """Bring ``window`` to the front, out of the task bar too; where the system forbids it, its entry there blinks."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)
