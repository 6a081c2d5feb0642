"""Types a visit of sixty items at the real window and prints how many keys it took, in both languages.

``python tests/benchmarks/keys.py``; the test of the same budget is tests/journeys/test_key_budget.py.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEST = "tests/journeys/test_key_budget.py"


def main() -> int:
    """Run the test that types and counts, and print its counts alone."""
    told = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    asked = [sys.executable, "-m", "pytest", "-q", TEST]
    done = subprocess.run(asked, cwd=ROOT, env=told, capture_output=True, text=True, check=False, encoding="utf-8")
    counts = [line for line in done.stdout.splitlines() if line.startswith("keys (")]
    print("\n".join(counts or [done.stdout]))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
