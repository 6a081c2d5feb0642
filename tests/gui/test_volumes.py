"""Asks the real system which volumes are mounted, and finds a folder of it again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from escc_desktop.gui.volumes import MountedVolumes, find, place_at


def test_a_folder_of_the_real_system_is_found_again(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    place = place_at(MountedVolumes(), folder, tmp_path)
    assert (place.path, place.is_off_machine) == (folder, False)
    assert find(MountedVolumes(), place) == folder
    folder.rmdir()
    assert find(MountedVolumes(), place) is None


def test_a_folder_on_another_volume_is_another_place(tmp_path: Path) -> None:
    place = place_at(MountedVolumes(), tmp_path, tmp_path)
    assert find(MountedVolumes(), replace(place, volume="another")) is None
    assert find(MountedVolumes(), replace(place, volume="")) == tmp_path


def test_every_mounted_volume_has_a_root_that_is_there() -> None:
    assert all(volume.root.is_dir() for volume in MountedVolumes().mounted())
