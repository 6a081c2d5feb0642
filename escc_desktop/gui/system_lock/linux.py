"""Listens to logind and to the screen savers of the desktops over D-Bus; a bus that is not there is no problem."""

from __future__ import annotations

import logging
import os
from typing import Any, Final, cast

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection

from escc_desktop.gui.system_lock.source import LockSource

_log = logging.getLogger("escc.lock")

_LOGIND: Final = "org.freedesktop.login1"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"
SCREEN_SAVERS: Final = (
    ("org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("org.gnome.ScreenSaver", "ActiveChanged"),
    ("org.cinnamon.ScreenSaver", "ActiveChanged"),
    ("org.mate.ScreenSaver", "ActiveChanged"),
    ("org.xfce.ScreenSaver", "ActiveChanged"),
    ("com.deepin.dde.lockFront", "Visible"),  # UOS and Deepin 20
    ("org.deepin.dde.LockFront1", "Visible"),  # their later versions
)
"""Interface and signal (one boolean) of each desktop that says when its lock screen comes."""
_UKUI: Final = "org.ukui.ScreenSaver"  # Kylin: ``lock`` and ``unlock`` without arguments


def session_path(session: str) -> str:
    """Return the object of a login session: letters and digits stand as they are, all else as ``_2d``, first digit too.

    ``2`` is ``/org/freedesktop/login1/session/_32``, ``c2`` is ``.../c2``.
    """
    written = "".join(
        sign
        if sign.isascii() and (sign.isalpha() or (sign.isdigit() and place))
        else "".join(f"_{byte:02x}" for byte in sign.encode())
        for place, sign in enumerate(session)
    )
    return f"/org/freedesktop/login1/session/{written}"


class LinuxLock(LockSource):
    """Hears of lock screens, of switched sessions and of sleep. ``system`` and ``session`` are the two buses."""

    def __init__(
        self,
        parent: QObject | None = None,
        system: QDBusConnection | None = None,
        session: QDBusConnection | None = None,
        login: str | None = None,
    ) -> None:
        super().__init__(parent)
        self._buses = (system, session)
        self._login = os.environ.get("XDG_SESSION_ID", "") if login is None else login
        self._is_listening = False
        self._is_connected = False

    def begin(self) -> None:
        """Listen on both buses; what is not there stays silent."""
        self._is_listening = True
        if self._is_connected:
            return
        self._is_connected = True
        system = self._buses[0] or QDBusConnection.systemBus()
        session = self._buses[1] or QDBusConnection.sessionBus()
        if system.isConnected():
            self._hear(system, "/org/freedesktop/login1", f"{_LOGIND}.Manager", "PrepareForSleep", "sleeps(bool)")
            if self._login:
                path = session_path(self._login)
                self._hear(system, path, f"{_LOGIND}.Session", "Lock", "locks()")
                changed = "changed(QString,QVariantMap,QStringList)"
                self._hear(system, path, _PROPERTIES, "PropertiesChanged", changed)
        if session.isConnected():
            for interface, name in SCREEN_SAVERS:
                self._hear(session, "", interface, name, "screen(bool)")
            self._hear(session, "", _UKUI, "lock", "locks()")

    def _hear(self, bus: QDBusConnection, path: str, interface: str, name: str, slot: str) -> None:
        # The declared type of a slot is bytes; what works, and what SLOT returns, is a string.
        if not bus.connect("", path, interface, name, self, cast("bytes", SLOT(slot))):
            _log.info("nothing is heard of %s.%s", interface, name)

    def end(self) -> None:
        """Take no more notice of what is heard."""
        self._is_listening = False

    @Slot(bool)
    def screen(self, is_locked: bool) -> None:
        """Hear from a desktop that its lock screen came or went."""
        if is_locked:
            self._want("screen")

    @Slot(bool)
    def sleeps(self, is_falling_asleep: bool) -> None:
        """Hear from logind that the computer goes to sleep, or is awake again."""
        if is_falling_asleep:
            self._want("sleep")

    @Slot()
    def locks(self) -> None:
        """Hear that this session is to be locked."""
        self._want("screen")

    @Slot(str, "QVariantMap", "QStringList")
    def changed(self, interface: str, values: dict[str, Any], _: list[str]) -> None:
        """Hear from logind that this session is locked, or that another came to the front."""
        if interface != f"{_LOGIND}.Session":
            return
        if values.get("LockedHint") is True:
            self._want("screen")
        elif values.get("Active") is False:
            self._want("user")

    def _want(self, why: str) -> None:
        if self._is_listening:
            self.wanted.emit(why)
