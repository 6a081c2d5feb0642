"""Starts as a second window would: says ``first`` and waits to be killed, or ``second`` and ends; a test reads it.

``python -m tests.gui.ringing VAULT``
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from escc_desktop.gui.doorbell import Doorbell


def main(vault: Path) -> int:
    """Answer for the vault or ring whoever does."""
    qt = QCoreApplication([])
    if not Doorbell(vault, qt).answer():
        print("second", flush=True)
        return 0
    print("first", flush=True)
    return qt.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
