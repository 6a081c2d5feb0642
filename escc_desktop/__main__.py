"""Starts ``escc-desktop`` from its arguments; it does nothing else."""

import sys

from escc_desktop.launch import desktop


def main() -> int:
    """Run the program; see ``launch.desktop``."""
    return desktop()


if __name__ == "__main__":
    sys.exit(main())
