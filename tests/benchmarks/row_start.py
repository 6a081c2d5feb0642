"""Measures the start of the program up to its painted unlock page over a bare window; each start is a process anew."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.making import Walked
from tests.benchmarks.measuring import Row, timed

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def row(walked: Walked) -> Row:
    """Return the row. Both sides run without a display, from compiled bytecode, and end once they have painted."""
    vault = walked.copy("starting")
    home = walked.folder / "home"
    home.mkdir(exist_ok=True)
    compileall.compile_dir(ROOT / "escc_desktop", quiet=2)

    def ours() -> float:
        return _until_painted([str(HERE / "start_ours.py"), "--vault", str(vault)], home)

    def floor() -> float:
        return _until_painted([str(HERE / "floors" / "start.py")], home)

    says = "process to painted unlock page / process to painted bare window, both PySide6"
    return Row("start to first window", 1.15, ours, floor, 25, says)


def _until_painted(arguments: list[str], home: Path) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(home), "PYTHONPATH": str(ROOT)}
    started: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, env=environment, cwd=home)
        started.append(process)
        assert process.stdout is not None
        if process.stdout.readline() != b"painted\n":
            raise AssertionError("the window was not painted")

    try:
        return timed(start)
    finally:
        for process in started:
            process.kill()
            process.communicate()
