"""Feeds each platform's own event through its real filter: a lock screen, another user, sleep."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

import pytest
from PySide6.QtCore import QByteArray, QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusServer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from escc_desktop.gui.system_lock.linux import SCREEN_SAVERS, LinuxLock, session_path
from escc_desktop.gui.system_lock.macos import LOCKED, ON_CONSOLE, MacLock, SessionFacts
from escc_desktop.gui.system_lock.source import LockSource, SleepWatch, system_source
from escc_desktop.gui.system_lock.windows import WM_POWERBROADCAST, WM_WTSSESSION_CHANGE, Message, WindowsLock
from escc_desktop.gui.window import MainWindow
from tests.gui.conftest import NOW

_NUMBER = count(1)


class Bus:
    """A bus of our own, without a daemon: what is sent on it reaches whoever listens at the other end."""

    def __init__(self, bot: QtBot) -> None:
        self.bot = bot
        self._server = QDBusServer()
        self._peers: list[QDBusConnection] = []
        self._server.newConnection.connect(lambda peer: self._peers.append(QDBusConnection(peer)))
        self.name = f"test-{next(_NUMBER)}"
        self.end = QDBusConnection.connectToPeer(self._server.address(), self.name)
        bot.waitUntil(lambda: bool(self._peers))

    def send(self, path: str, interface: str, name: str, *values: object) -> None:
        """Send one signal."""
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(values))
        assert self._peers[0].send(message)

    def close(self) -> None:
        """Hang up."""
        QDBusConnection.disconnectFromPeer(self.name)


@pytest.fixture
def bus(qtbot: QtBot) -> Iterator[Bus]:
    """A bus of our own."""
    made = Bus(qtbot)
    yield made
    made.close()


SESSION = session_path("2")
LOGIND = "org.freedesktop.login1"
PROPERTIES = "org.freedesktop.DBus.Properties"


@pytest.mark.parametrize(
    ("why", "signal"),
    [
        ("sleep", ("/org/freedesktop/login1", f"{LOGIND}.Manager", "PrepareForSleep", True)),
        ("screen", (SESSION, f"{LOGIND}.Session", "Lock")),
        ("screen", (SESSION, PROPERTIES, "PropertiesChanged", f"{LOGIND}.Session", {"LockedHint": True}, ["x"])),
        ("user", (SESSION, PROPERTIES, "PropertiesChanged", f"{LOGIND}.Session", {"Active": False}, ["x"])),
        *(("screen", ("/Anywhere", interface, name, True)) for interface, name in SCREEN_SAVERS),
        ("screen", ("/", "org.ukui.ScreenSaver", "lock")),
    ],
)
def test_linux_hears_of_lock_screens_users_and_sleep(bus: Bus, why: str, signal: tuple[str, str, str, object]) -> None:
    source = LinuxLock(None, bus.end, bus.end, "2")
    source.begin()
    with bus.bot.waitSignal(source.wanted) as heard:
        bus.send(*signal)
    assert heard.args == [why]


def test_linux_does_not_lock_for_others_or_for_waking_up(bus: Bus) -> None:
    source = LinuxLock(None, bus.end, bus.end, "2")
    source.begin()
    heard: list[str] = []
    source.wanted.connect(heard.append)
    bus.send("/org/freedesktop/login1", f"{LOGIND}.Manager", "PrepareForSleep", False)
    bus.send("/Anywhere", "org.freedesktop.ScreenSaver", "ActiveChanged", False)
    bus.send(session_path("3"), f"{LOGIND}.Session", "Lock")
    bus.send(SESSION, PROPERTIES, "PropertiesChanged", f"{LOGIND}.Session", {"IdleHint": True}, ["x"])
    with bus.bot.waitSignal(source.wanted):
        bus.send(SESSION, f"{LOGIND}.Session", "Lock")
    assert heard == ["screen"]
    source.end()
    with bus.bot.assertNotEmitted(source.wanted, wait=100):
        bus.send(SESSION, f"{LOGIND}.Session", "Lock")
    source.begin()
    with bus.bot.waitSignal(source.wanted):
        bus.send("/org/freedesktop/login1", f"{LOGIND}.Manager", "PrepareForSleep", True)
    assert heard == ["screen", "sleep"]


def test_a_bus_that_is_not_there_is_no_problem(qapp: QApplication) -> None:
    nowhere = QDBusConnection("nowhere")
    assert not nowhere.isConnected()
    source = LinuxLock(None, nowhere, nowhere, "2")
    source.begin()
    source.end()


@pytest.mark.parametrize(("session", "place"), [("2", "_32"), ("c2", "c2"), ("12", "_312"), ("a-b", "a_2db")])
def test_a_session_has_its_object(session: str, place: str) -> None:
    assert session_path(session) == f"/org/freedesktop/login1/session/{place}"


def told(source: WindowsLock, message: int, value: int) -> list[str]:
    """Return what the source wants when Windows sends a message, through the filter that Qt would call."""
    heard: list[str] = []
    source.wanted.connect(heard.append)
    sent = Message()
    sent.message, sent.wParam = message, value
    passed = source._filter.nativeEventFilter(QByteArray(b"windows_generic_MSG"), ctypes.addressof(sent))
    assert passed == (False, 0)  # the window hears of it too
    source.wanted.disconnect(heard.append)
    return heard


def test_windows_hears_of_lock_screens_users_and_sleep(window: MainWindow) -> None:
    source = WindowsLock(window)
    source.begin()
    assert told(source, WM_WTSSESSION_CHANGE, 7) == ["screen"]
    assert told(source, WM_WTSSESSION_CHANGE, 2) == ["user"]
    assert told(source, WM_WTSSESSION_CHANGE, 4) == ["user"]
    assert told(source, WM_POWERBROADCAST, 4) == ["sleep"]
    assert told(source, WM_WTSSESSION_CHANGE, 8) == []  # unlocked
    assert told(source, WM_POWERBROADCAST, 18) == []  # awake
    assert told(source, 0x0100, 7) == []  # a key
    source.end()


def test_macos_notices_the_lock_screen_and_another_user(qtbot: QtBot) -> None:
    stands: list[SessionFacts | None] = [{ON_CONSOLE: True}]
    source = MacLock(None, lambda: stands[0])
    heard: list[str] = []
    source.wanted.connect(heard.append)
    source.begin()
    for facts in ({ON_CONSOLE: True}, None, {ON_CONSOLE: True, LOCKED: False}):
        stands[0] = facts
        source.look()
    assert heard == []
    for facts in ({ON_CONSOLE: True, LOCKED: True}, {ON_CONSOLE: False}):
        stands[0] = facts
        source.look()
    assert heard == ["screen", "user"]
    source.end()


def test_a_clock_that_went_on_without_the_program_is_a_sleep(qapp: QApplication) -> None:
    now = [NOW]
    source = SleepWatch(lambda: now[0])
    heard: list[str] = []
    source.wanted.connect(heard.append)
    source.begin()
    for step in (timedelta(seconds=5), timedelta(seconds=59), timedelta(hours=-1)):
        now[0] += step
        source.look()
    assert heard == []
    now[0] += timedelta(hours=8)
    source.look()
    source.look()
    assert heard == ["sleep"]
    source.end()
    assert isinstance(now[0], datetime)


@pytest.mark.parametrize(
    ("platform", "kind"),
    [("win32", WindowsLock), ("darwin", MacLock), ("linux", LinuxLock), ("sunos5", LockSource)],
)
def test_each_system_has_its_source(platform: str, kind: type[QObject], window: MainWindow) -> None:
    assert type(system_source(window, platform)) is kind
