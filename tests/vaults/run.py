"""Keeps a vault of this version for the tests of later ones: ``python3 dev.py freeze [--to DIR]``.

A frozen vault never changes again. It holds the work of every act of its version: a site and its desk, the kit, a
package on the way and one that was received, the study root, and the passphrases of its invented people.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from escc_desktop import __version__  # noqa: E402
from escc_desktop.actions.carry_out import carry_out  # noqa: E402
from escc_desktop.actions.edition_commands import NoteVisitNotDone  # noqa: E402
from escc_desktop.actions.laboratory_commands import ArrangeResults, SetRanges  # noqa: E402
from escc_desktop.actions.receive_package import receive_packages  # noqa: E402
from escc_desktop.actions.reply import reply  # noqa: E402
from escc_desktop.actions.unlock import lock  # noqa: E402
from tests.building import FULL_EDITION, WORDS, Places, build, export, screen  # noqa: E402
from tests.faults.scenarios_study import RANGES  # noqa: E402
from tests.journeys.full_furnishing import SCREENED, furnish  # noqa: E402

FROZEN = Path(__file__).resolve().parent
KEPT = ("vault", "desk", "stick", "SITE01-A.kit", "root.pem")


def freeze(folder: Path) -> None:
    """Make a site and its desk with everything this version can do, and leave them closed in ``folder``."""
    with tempfile.TemporaryDirectory(prefix="escc-freeze-", ignore_cleanup_errors=True) as room:
        places = build(Path(room) / "site", FULL_EDITION)
        furnish(places)
        export_and_go_on(places)
        with places.at_desk() as desk:
            receive_packages(desk, sorted(places.stick.glob("*.escc")))
            reply(desk, "01", places.stick)
        leave_a_package_on_the_way(places)
        folder.mkdir(parents=True)
        for name in KEPT:
            source = places.folder / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
        for lock_file in folder.rglob("lock"):
            lock_file.unlink()
        told = {"version": __version__, "at": places.clock.now.isoformat(), "people": WORDS}
        (folder / "frozen.json").write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def export_and_go_on(places: Places) -> None:
    """Export what there is, then enter ranges and their order, mark a visit as not done, and screen one more."""
    site = places.unlock()
    export(site, places.stick)
    carry_out(site, SetRanges("示范医院检验科", True, RANGES, date(2026, 1, 1), "参考值范围表"))
    carry_out(site, ArrangeResults("CBC", ("PLT", "WBC")))
    carry_out(site, NoteVisitNotDone(SCREENED, "SCR", "ND", "受试者未到院"))
    screen(site, "LIJG")
    lock(site, "closed")


def leave_a_package_on_the_way(places: Places) -> None:
    """Export once more, so that the desk has one package to receive, and work on after it."""
    site = places.unlock()
    export(site, places.stick)
    screen(site, "CHYU")
    lock(site, "closed")


def main(arguments: Sequence[str]) -> int:
    """Freeze this version; one that is kept already stays as it is."""
    parser = argparse.ArgumentParser(prog="dev.py freeze", description=__doc__)
    parser.add_argument("--to", type=Path, default=FROZEN / __version__, metavar="DIR")
    asked = parser.parse_args(arguments)
    if asked.to.exists():
        print(f"{asked.to.name} is kept already and never changes; a new version gets a number of its own.")
        return 1
    freeze(asked.to)
    size = sum(path.stat().st_size for path in asked.to.rglob("*") if path.is_file())
    print(f"Kept a vault of version {__version__} ({size / 1e6:.1f} MB).")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
