"""Looks every few seconds whether macOS shows its lock screen or another user; it asks, since nothing is told to Qt."""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QObject, QTimer

from escc_desktop.gui.system_lock.source import LockSource

TICK_MS: Final = 3_000
LOCKED, ON_CONSOLE = "CGSSessionScreenIsLocked", "kCGSSessionOnConsoleKey"
"""The keys of the session's dictionary. ``LOCKED`` is absent while the screen is not locked."""
_UTF8: Final = 0x08000100

SessionFacts = Mapping[str, bool]


def session_facts() -> SessionFacts | None:
    """Return what the window server says of this login's session, None where it says nothing."""
    places = [ctypes.util.find_library(name) for name in ("CoreFoundation", "CoreGraphics")]
    if None in places:
        return None
    foundation, graphics = (ctypes.CDLL(str(place)) for place in places)
    foundation.CFStringCreateWithCString.restype = ctypes.c_void_p
    foundation.CFStringCreateWithCString.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32)
    foundation.CFDictionaryGetValue.restype = ctypes.c_void_p
    foundation.CFDictionaryGetValue.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    foundation.CFBooleanGetValue.restype = ctypes.c_ubyte
    foundation.CFBooleanGetValue.argtypes = (ctypes.c_void_p,)
    foundation.CFGetTypeID.restype = foundation.CFBooleanGetTypeID.restype = ctypes.c_ulong
    foundation.CFGetTypeID.argtypes = foundation.CFRelease.argtypes = (ctypes.c_void_p,)
    graphics.CGSessionCopyCurrentDictionary.restype = ctypes.c_void_p
    session = graphics.CGSessionCopyCurrentDictionary()
    if not session:
        return None
    found: dict[str, bool] = {}
    for name in (LOCKED, ON_CONSOLE):
        key = foundation.CFStringCreateWithCString(None, name.encode(), _UTF8)
        value = foundation.CFDictionaryGetValue(session, key)
        if value and foundation.CFGetTypeID(value) == foundation.CFBooleanGetTypeID():
            found[name] = bool(foundation.CFBooleanGetValue(value))
        foundation.CFRelease(key)
    foundation.CFRelease(session)
    return found


class MacLock(LockSource):
    """Notices the lock screen and fast user switching within three seconds. ``look_up`` says how the session stands."""

    def __init__(
        self, parent: QObject | None = None, look_up: Callable[[], SessionFacts | None] = session_facts
    ) -> None:
        super().__init__(parent)
        self._look_up = look_up
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look from now on."""
        self._timer.start()

    def end(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Look once how the session stands."""
        facts = self._look_up()
        if facts is None:
            return
        if facts.get(LOCKED, False):
            self.wanted.emit("screen")
        elif not facts.get(ON_CONSOLE, True):
            self.wanted.emit("user")
