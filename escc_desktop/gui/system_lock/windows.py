"""Listens to what Windows tells a window of its session and of power, by a filter on the window's messages."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import Any, Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray
from PySide6.QtWidgets import QApplication, QWidget

from escc_desktop.gui.system_lock.source import LockSource, Why

WM_POWERBROADCAST: Final = 0x0218
WM_WTSSESSION_CHANGE: Final = 0x02B1
_PBT_APMSUSPEND: Final = 4
_NOTIFY_FOR_THIS_SESSION: Final = 0
_REASONS: Final[dict[tuple[int, int], Why]] = {
    (WM_WTSSESSION_CHANGE, 2): "user",  # WTS_CONSOLE_DISCONNECT: another user is at the screen
    (WM_WTSSESSION_CHANGE, 4): "user",  # WTS_REMOTE_DISCONNECT
    (WM_WTSSESSION_CHANGE, 6): "user",  # WTS_SESSION_LOGOFF
    (WM_WTSSESSION_CHANGE, 7): "screen",  # WTS_SESSION_LOCK
    (WM_POWERBROADCAST, _PBT_APMSUSPEND): "sleep",
}
_EVENTS: Final = (b"windows_generic_MSG", b"windows_dispatcher_MSG")


class Message(ctypes.Structure):
    """Windows' MSG."""

    _fields_ = (
        ("hwnd", wintypes.HWND),
        ("message", wintypes.UINT),
        ("wParam", wintypes.WPARAM),
        ("lParam", wintypes.LPARAM),
        ("time", wintypes.DWORD),
        ("pt", wintypes.POINT),
    )


def reason_of(message: Message) -> Why | None:
    """Return why a message wants the vault locked, None where it does not."""
    return _REASONS.get((message.message, message.wParam))


class _Filter(QAbstractNativeEventFilter):
    """Looks at each message of the application and lets all of them pass."""

    def __init__(self, source: LockSource) -> None:
        super().__init__()
        self._source = source

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: Any) -> object:
        """Tell what the session or the power wants; no message is kept from the window."""
        name = kind.data() if isinstance(kind, QByteArray) else kind
        if bytes(name) in _EVENTS:
            why = reason_of(Message.from_address(int(message)))
            if why is not None:
                self._source.wanted.emit(why)
        return False, 0


class WindowsLock(LockSource):
    """Hears of Win+L, of switched users and of sleep."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._filter = _Filter(self)
        self._registered = 0

    def begin(self) -> None:
        """Ask Windows for this session's changes and look at the messages from now on."""
        qt = QApplication.instance()
        if qt is not None:
            qt.installNativeEventFilter(self._filter)
        if sys.platform == "win32" and not self._registered:
            handle = int(self._window.winId())
            register = ctypes.windll.wtsapi32.WTSRegisterSessionNotification
            register.argtypes, register.restype = (wintypes.HWND, wintypes.DWORD), wintypes.BOOL
            self._registered = handle if register(handle, _NOTIFY_FOR_THIS_SESSION) else 0

    def end(self) -> None:
        """Look at no message any more."""
        qt = QApplication.instance()
        if qt is not None:
            qt.removeNativeEventFilter(self._filter)
        if sys.platform == "win32" and self._registered:
            unregister = ctypes.windll.wtsapi32.WTSUnRegisterSessionNotification
            unregister.argtypes, unregister.restype = (wintypes.HWND,), wintypes.BOOL
            unregister(self._registered)
            self._registered = 0
