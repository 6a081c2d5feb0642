"""Starts the program twice on one vault: one window, which comes to the front, whatever a crash has left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PySide6.QtCore import QDir, QProcess, QProcessEnvironment
from pytestqt.qtbot import QtBot

from escc_desktop.gui.doorbell import Doorbell, bell_name, bring_forward
from escc_desktop.gui.window import MainWindow

STARTS = 6


@contextmanager
def started(vault: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a process at the bell of ``vault``; it is killed at the end."""
    command = [sys.executable, "-m", "tests.gui.ringing", str(vault)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str]) -> str:
    """Return the one line that a process says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_start_brings_the_window_to_the_front_and_ends(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    vault = tmp_path / "保险库"
    bell = Doorbell(vault, window)
    assert bell.answer()
    bell.rung.connect(lambda: bring_forward(window))
    window.showMinimized()
    second = QProcess(window)
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("QT_QPA_PLATFORM", "offscreen")
    environment.insert("XDG_DATA_HOME", str(tmp_path / "data"))
    second.setProcessEnvironment(environment)
    with qtbot.waitSignal(bell.rung, timeout=30_000):
        second.start(sys.executable, ["-m", "escc_desktop", "--vault", str(vault)])
    qtbot.waitUntil(lambda: second.state() == QProcess.ProcessState.NotRunning, timeout=30_000)
    assert second.exitCode() == 0
    assert str(vault) in bytes(second.readAllStandardError().data()).decode()
    assert not window.isMinimized()
    assert window.isVisible()
    bell.close()


def test_of_several_that_start_at_once_one_answers(tmp_path: Path) -> None:
    with ExitStack() as open_now:
        lines = [said(one) for one in [open_now.enter_context(started(tmp_path)) for _ in range(STARTS)]]
    assert sorted(lines) == ["first"] + ["second"] * (STARTS - 1)


def test_what_a_crash_leaves_is_cleared_by_whoever_comes_next(tmp_path: Path) -> None:
    with started(tmp_path) as first:
        assert said(first) == "first"
        first.kill()
        first.wait()
        assert os.name == "nt" or Path(QDir.temp().filePath(bell_name(tmp_path))).exists()
        with started(tmp_path) as second:
            assert said(second) == "first"


def test_one_place_has_one_name_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    assert bell_name(tmp_path / "vault") == bell_name(tmp_path / "other" / ".." / "vault")
    assert bell_name(tmp_path / "vault") != bell_name(tmp_path / "other")
    assert "vault" not in bell_name(tmp_path / "vault")


def test_who_rings_with_other_words_is_not_let_in(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    from PySide6.QtNetwork import QLocalSocket

    bell = Doorbell(tmp_path, window)
    assert bell.answer()
    socket = QLocalSocket(window)
    socket.connectToServer(bell_name(tmp_path))
    with qtbot.assertNotEmitted(bell.rung, wait=100):
        socket.write(b"open the vault\n")
    bell.close()
