"""Prepares every test: Qt without a display, and trials that take the time they need; it holds no data."""

from __future__ import annotations

import os
import sys

from hypothesis import HealthCheck, settings

if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow, shared machine is no failure of the program; a run at a desk tries other examples each time, CI the same ones.
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("desk"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
