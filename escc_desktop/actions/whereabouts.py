"""Tells a folder that is reached over a network or copied to a cloud from one of this computer; it reads no disk.

A vault in such a folder can be opened by two computers at once, be copied half written, or lie in clear reach of a
company that synchronises it (encrypted, and without its slots' passphrases worthless; the copy is a risk all the same).
It is advised against and never refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, Literal

Danger = Literal["network", "synced"]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Why a place is no good one for a vault: reached over a network, or synchronised; ``name`` says by what."""

    danger: Danger
    name: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known about a place besides its path.

    ``file_system`` and ``device`` as the system names them (``cifs``, ``//server/share``), ``is_remote`` what Windows
    says of the drive, ``mounts`` the text of ``/proc/mounts``, ``sync_roots`` (service, folder) as the services' own
    settings name them, ``markers`` the names of files that services leave in the folder or one above it.
    """

    file_system: str = ""
    device: str = ""
    is_remote: bool = False
    mounts: str = ""
    sync_roots: Sequence[tuple[str, str]] = ()
    markers: Sequence[str] = ()


NETWORK_FILE_SYSTEMS: Final = frozenset(
    {
        *(
            "nfs",
            "nfs3",
            "nfs4",
            "cifs",
            "smb2",
            "smb3",
            "smbfs",
            "smb",
            "ncpfs",
            "afpfs",
            "afs",
            "9p",
            "ceph",
            "glusterfs",
        ),
        *("lustre", "davfs", "davfs2", "webdav", "sshfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.gvfsd-fuse"),
        *("gvfsd-fuse", "fuse.s3fs", "fuse.curlftpfs", "fuse.glusterfs", "fuse.cephfs", "vboxsf", "prl_fs"),
    }
)
"""As Linux, macOS and QStorageInfo name them; folders shared into a virtual machine break locks just as well."""

_SERVICES: Final[tuple[tuple[str, str], ...]] = (
    (r"onedrive( - .+)?|skydrive", "OneDrive"),
    (r"dropbox( \(.+\))?", "Dropbox"),
    (r"google ?drive|googledrive-.+|my drive|我的云端硬盘|谷歌云端硬盘|drivefs", "Google Drive"),
    (r"icloud ?drive|icloud云盘|mobile documents|com~apple~clouddocs", "iCloud"),
    (r"nutstore( files)?|我的坚果云|坚果云|\.nutstore", "坚果云 Nutstore"),
    (
        r"baidu(sync|net)?disk(workspace|download)?|baiduyun(guanjia)?|百度网盘(同步空间)?|百度云(同步盘|管家)?",
        "百度网盘 Baidu",
    ),
    (r"微云(同步助手|网盘)?|weiyun(disk|sync)?", "微云 Weiyun"),
    (r"wps ?(云盘|云文档|drive|cloud ?files)|wpsdrive", "WPS 云文档"),
    (r"阿里云盘|adrive|aliyun ?drive|aliyundrive", "阿里云盘"),
    (r"天翼云盘|ecloud|cloud189", "天翼云盘"),
    (r"115(网盘|生活|同步)?云?盘?|115sync", "115"),
    (r"夸克网盘|quark ?clouddrive|quarkdrive", "夸克网盘"),
    (r"飞书云文档|钉盘|dingdrive|企业微盘|wedrive", "飞书/钉盘/微盘"),
    (
        r"nextcloud\d*|owncloud|seafile|seadrive|synologydrive|synology ?drive|cloudstation",
        "Nextcloud, Seafile, Synology",
    ),
    (r"box( sync)?|boxdrive|pcloud( ?drive)?|mega(sync)?|yandex\.?disk|tresorit|sync\.com", "Box, pCloud, MEGA"),
    (r"syncthing|resilio( ?sync)?|btsync|bittorrent sync", "Syncthing, Resilio"),
)
_MARKERS: Final = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".sync": "Resilio Sync",
    ".nutstore": "坚果云 Nutstore",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".sync_journal.db": "Nextcloud",
    ".synologydrive": "Synology Drive",
    ".seafile-data": "Seafile",
    ".baidusyncdisk": "百度网盘 Baidu",
}
MARKERS: Final = tuple(_MARKERS)
"""The files by which a service's folder is known, whatever it is called."""
_OCTAL: Final = re.compile(r"\\([0-7]{3})")


def whereabouts(path: PurePath, around: Surroundings) -> Whereabouts | None:
    """Return why ``path`` (absolute, resolved) is no good place for a vault, None where nothing speaks against it."""
    return _synced(path, around) or _over_network(path, around)


def _over_network(path: PurePath, around: Surroundings) -> Whereabouts | None:
    text = str(path).replace("\\", "/")
    if text.startswith("//") and not text.startswith(("//?/", "//./")):
        return Whereabouts("network", "/".join(text.split("/")[:4]))
    if text.upper().startswith("//?/UNC/"):
        return Whereabouts("network", "//" + "/".join(text.split("/")[4:6]))
    device = around.device.replace("\\", "/")
    if around.is_remote:
        return Whereabouts("network", device or text.split("/", 1)[0])
    kind, source = _mounted(text, around.mounts) or (around.file_system, around.device)
    for file_system in (kind.lower(), around.file_system.lower()):
        if file_system in NETWORK_FILE_SYSTEMS:
            return Whereabouts("network", f"{file_system}: {source or device}".rstrip(": "))
    return None


def _mounted(path: str, mounts: str) -> tuple[str, str] | None:
    """Return file system and source of the mount in which ``path`` lies, as ``/proc/mounts`` tells."""
    best: tuple[int, str, str] | None = None
    for line in mounts.splitlines():
        fields = [_OCTAL.sub(lambda found: chr(int(found[1], 8)), field) for field in line.split()]
        if len(fields) < 3:
            continue
        source, point, kind = fields[:3]
        lies_in = path == point or path.startswith(point.rstrip("/") + "/")
        if lies_in and (best is None or len(point) >= best[0]):
            best = (len(point), kind, source)
    return best[1:] if best is not None else None


def _synced(path: PurePath, around: Surroundings) -> Whereabouts | None:
    text = _plain(str(path))
    for service, root in around.sync_roots:
        inside = _plain(root).rstrip("/")
        if inside and (text == inside or text.startswith(inside + "/")):
            return Whereabouts("synced", service)
    for marker in around.markers:
        if marker.lower() in _MARKERS:
            return Whereabouts("synced", _MARKERS[marker.lower()])
    parts = [part.lower() for part in path.parts]
    if "cloudstorage" in parts:  # ~/Library/CloudStorage/OneDrive-Hospital: every provider of macOS lies there
        place = parts.index("cloudstorage") + 1
        if place < len(parts):
            return Whereabouts("synced", path.parts[place])
    for part in parts:
        for pattern, service in _SERVICES:
            if re.fullmatch(pattern, part):
                return Whereabouts("synced", service)
    return None


def _plain(path: str) -> str:
    return path.replace("\\", "/").lower()


def sync_roots_of(environment: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the folders that services name in the environment of a Windows session."""
    names = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
    return tuple(("OneDrive", environment[name]) for name in names if environment.get(name))
