"""Tells folders on a network or in a cloud's reach from those of this computer, by what the systems really write."""

from __future__ import annotations

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escc_desktop.actions.whereabouts import Surroundings, sync_roots_of, whereabouts

MOUNTS = r"""
/dev/nvme0n1p2 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw,nosuid,nodev 0 0
//nas.hospital.local/share /srv/share cifs rw,relatime,vers=3.1.1,username=crc 0 0
10.1.2.3:/export/home /srv/homes/shared nfs4 rw,relatime 0 0
crc@host:/data /srv/homes/crc/far\040away fuse.sshfs rw,nosuid,nodev 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw,nosuid,nodev 0 0
share /media/sf_share vboxsf rw,nodev 0 0
/dev/sdb1 /srv/homes/shared/stick vfat rw,nosuid,nodev 0 0
"""


@pytest.mark.parametrize(
    ("path", "danger"),
    [
        ("/srv/homes/crc/vault", ""),
        ("/srv/share/vault", "cifs"),
        ("/srv/shared by nobody/vault", ""),
        ("/srv/homes/shared/vault", "nfs4"),
        ("/srv/homes/shared/stick/vault", ""),
        ("/srv/homes/crc/far away/vault", "sshfs"),
        ("/run/user/1000/gvfs/smb-share:server=nas/vault", "gvfsd"),
        ("/media/sf_share/vault", "vboxsf"),
    ],
)
def test_linux_mounts_tell(path: str, danger: str) -> None:
    found = whereabouts(PurePosixPath(path), Surroundings(mounts=MOUNTS))
    assert (found is not None) == bool(danger)
    assert found is None or (found.danger == "network" and danger in found.name)


@pytest.mark.parametrize(
    ("path", "around", "is_network"),
    [
        (r"\\nas\trials\vault", Surroundings(), True),
        (r"\\?\UNC\nas\trials\vault", Surroundings(), True),
        (r"\\?\C:\trials\vault", Surroundings(), False),
        (r"Z:\trials\vault", Surroundings(is_remote=True, file_system="NTFS"), True),
        (r"C:\trials\vault", Surroundings(file_system="NTFS"), False),
    ],
)
def test_windows_drives_and_shares_tell(path: str, around: Surroundings, is_network: bool) -> None:
    found = whereabouts(PureWindowsPath(path), around)
    assert (found is not None and found.danger == "network") == is_network


@pytest.mark.parametrize("kind", ["smbfs", "nfs", "webdav", "afpfs"])
def test_macos_file_systems_tell(kind: str) -> None:
    found = whereabouts(PurePosixPath("/Volumes/trials/vault"), Surroundings(file_system=kind, device="//nas/trials"))
    assert found is not None
    assert found.danger == "network"
    assert whereabouts(PurePosixPath("/Volumes/Data/crc/vault"), Surroundings(file_system="apfs")) is None


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (r"C:\Users\crc\OneDrive\vault", "OneDrive"),
        (r"C:\Users\crc\OneDrive - 示范医院\研究\vault", "OneDrive"),
        (r"C:\Users\crc\Dropbox (Hospital)\vault", "Dropbox"),
        (r"G:\My Drive\vault", "Google Drive"),
        (r"G:\我的云端硬盘\vault", "Google Drive"),
        (r"C:\Users\crc\iCloudDrive\vault", "iCloud"),
        (r"D:\Nutstore Files\vault", "Nutstore"),
        (r"D:\我的坚果云\研究\vault", "坚果云"),
        (r"D:\BaiduSyncdisk\vault", "百度网盘"),
        (r"D:\BaiduNetdiskWorkspace\vault", "百度网盘"),
        (r"D:\百度网盘同步空间\vault", "百度网盘"),
        (r"D:\微云同步助手\vault", "微云"),
        (r"C:\Users\crc\WPSDrive\123\WPS云盘\vault", "WPS"),
        (r"D:\阿里云盘\vault", "阿里云盘"),
        (r"C:\Users\crc\Nextcloud\vault", "Nextcloud"),
    ],
)
def test_folders_of_clouds_tell_by_their_names(path: str, service: str) -> None:
    found = whereabouts(PureWindowsPath(path), Surroundings())
    assert found is not None
    assert found.danger == "synced"
    assert service in found.name


@pytest.mark.parametrize(
    "path",
    [
        r"C:\Users\crc\AppData\Local\ESCC Desktop\vault",
        r"D:\研究资料\食管癌\vault",
        r"D:\Boxes\vault",
        r"D:\megabytes\vault",
        r"D:\one drive\vault",
        r"D:\1150\vault",
        r"D:\dropbox-old-notes\vault",
    ],
)
def test_other_folders_are_left_in_peace(path: str) -> None:
    assert whereabouts(PureWindowsPath(path), Surroundings(file_system="NTFS")) is None


def test_macos_keeps_every_cloud_in_one_place() -> None:
    path = PurePosixPath("/Volumes/Data/crc/Library/CloudStorage/OneDrive-Hospital/vault")
    found = whereabouts(path, Surroundings(file_system="apfs"))
    assert found is not None
    assert found.name == "OneDrive-Hospital"
    icloud = PurePosixPath("/Volumes/Data/crc/Library/Mobile Documents/com~apple~CloudDocs/vault")
    assert whereabouts(icloud, Surroundings()) is not None


def test_the_services_own_settings_and_traces_tell() -> None:
    roots = sync_roots_of({"OneDriveCommercial": r"D:\Firma", "OneDrive": "", "PATH": r"C:\Windows"})
    inside = whereabouts(PureWindowsPath(r"d:\firma\trials\vault"), Surroundings(sync_roots=roots))
    assert inside is not None
    assert inside.name == "OneDrive"
    assert whereabouts(PureWindowsPath(r"D:\Firma2\vault"), Surroundings(sync_roots=roots)) is None
    marked = whereabouts(PurePosixPath("/srv/homes/crc/notes/vault"), Surroundings(markers=(".stfolder",)))
    assert marked is not None
    assert marked.name == "Syncthing"


@given(st.text(max_size=200), st.text(max_size=80), st.text(max_size=40))
def test_nothing_that_a_system_could_say_breaks_it(mounts: str, path: str, kind: str) -> None:
    for flavour in (PurePosixPath, PureWindowsPath):
        made: PurePath = flavour(path)
        whereabouts(made, Surroundings(mounts=mounts, file_system=kind, device=path, markers=(path,)))
