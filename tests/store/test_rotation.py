"""Writes a vault anew under another key and cuts the power at every step: the old pair stands there or the new one."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from pathlib import Path

import pytest

from escc_desktop import failpoints
from escc_desktop.errors import VaultError
from escc_desktop.store import rotation
from escc_desktop.store.cabinet import Cabinet, create_cabinet, open_cabinet
from escc_desktop.store.verification import verify
from tests.store.writing import DATA_KEY, Site, append_all

NEW_KEY = bytes(reversed(range(32)))
OLD_SLOTS, NEW_SLOTS = b'{"of":"old"}', b'{"of":"new"}'
STEPS = (
    "renewal.copied", "renewal.copy_forced", "renewal.verified", "renewal.slots_written", "renewal.note_written",
    "renewal.decided", "renewal.decision_forced", "renewal.old_kept", "renewal.vault_placed", "renewal.slots_placed",
    "renewal.places_forced", "renewal.old_overwritten", "renewal.old_removed", "renewal.note_removed",
)  # fmt: skip
DECIDED = STEPS.index("renewal.decided")


class Cut(Exception):
    """The power went."""


@pytest.fixture
def filled(tmp_path: Path) -> Cabinet:
    folder = tmp_path / "vault"
    cabinet = create_cabinet(folder, DATA_KEY)
    site = Site()
    append_all(cabinet, [*site.beginning(), site.screened("01-001"), site.saved("01-001", "r1", {"SYSBP": "120"})])
    with cabinet.transaction():
        cabinet.keys.put("device", b"a secret key")
        cabinet.files.put(b"x" * 20_000, "application/pdf")
    (folder / rotation.SLOTS_FILE).write_bytes(OLD_SLOTS)
    return cabinet


def renew(cabinet: Cabinet) -> None:
    """Do all steps, as the action does."""
    vault = cabinet.vault
    assert vault.folder is not None
    folder = vault.folder
    copy = rotation.copy_under(vault, NEW_KEY)
    try:
        rotation.check_copy(vault, copy, 0)
    finally:
        copy.close()
    rotation.decide(folder, NEW_KEY, NEW_SLOTS)
    vault.change_file(lambda: rotation.swap(folder), NEW_KEY)
    rotation.retire(folder)


def test_the_vault_goes_on_under_the_new_key_with_everything_in_it(filled: Cabinet) -> None:
    folder = filled.vault.folder
    assert folder is not None
    before = [one.bytes for one in filled.journal.entries("01-A")]
    old = (folder / "vault.db").read_bytes()
    renew(filled)
    assert [one.bytes for one in filled.journal.entries("01-A")] == before
    assert filled.keys.get("device") == b"a secret key"
    assert verify(filled).entries == len(before)
    with filled.transaction():
        filled.vault.set_meta("note", "goes on")
    filled.close()
    assert sorted(one.name for one in folder.iterdir()) == ["lock", "slots.json", "vault.db"]
    assert old[:16] != (folder / "vault.db").read_bytes()[:16]
    with pytest.raises(VaultError, match="VAULT_WRONG_KEY"):
        open_cabinet(folder, DATA_KEY)
    again = open_cabinet(folder, NEW_KEY)
    assert (again.vault.meta("note"), again.keys.get("device")) == ("goes on", b"a secret key")
    assert verify(again).entries == len(before)
    again.close()


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("has_links", [True, False])
def test_a_power_cut_at_any_step_leaves_the_old_pair_or_the_new_one(
    filled: Cabinet, step: str, has_links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_links:

        def no_links(*_: object) -> None:
            raise OSError("this file system knows no links")

        monkeypatch.setattr("os.link", no_links)
    folder = filled.vault.folder
    assert folder is not None
    reached = []

    def cut(name: str) -> None:
        reached.append(name)
        if name == step:
            raise Cut

    with failpoints.armed(cut), pytest.raises(Cut):
        renew(filled)
    filled.close()
    rotation.settle(folder)
    rotation.settle(folder)
    is_new = STEPS.index(step) >= DECIDED
    assert (folder / "slots.json").read_bytes() == (NEW_SLOTS if is_new else OLD_SLOTS)
    opened = open_cabinet(folder, NEW_KEY if is_new else DATA_KEY)
    assert verify(opened).entries == 4
    opened.close()
    assert sorted(one.name for one in folder.iterdir()) == ["lock", "slots.json", "vault.db"]


def test_a_second_cut_while_settling_is_settled_too(filled: Cabinet) -> None:
    folder = filled.vault.folder
    assert folder is not None

    def cutting(step: str) -> AbstractContextManager[None]:
        def cut(name: str) -> None:
            if name == step:
                raise Cut

        return failpoints.armed(cut)

    with cutting("renewal.decided"), pytest.raises(Cut):
        renew(filled)
    filled.close()
    for step in STEPS[STEPS.index("renewal.old_kept") :]:
        with cutting(step), suppress(Cut):
            rotation.settle(folder)
    rotation.settle(folder)
    opened = open_cabinet(folder, NEW_KEY)
    assert verify(opened).entries == 4
    opened.close()


def test_nothing_old_is_destroyed_unless_the_new_pair_stands(filled: Cabinet) -> None:
    folder = filled.vault.folder
    assert folder is not None
    filled.close()
    old = (folder / "vault.db").read_bytes()
    rotation.decide(folder, NEW_KEY, NEW_SLOTS)  # a note without its vault
    with pytest.raises(VaultError, match="RENEWAL_BROKEN"):
        rotation.settle(folder)
    assert (folder / "vault.db").read_bytes() == old


def test_a_copy_that_is_not_whole_is_refused(filled: Cabinet) -> None:
    copy = rotation.copy_under(filled.vault, NEW_KEY)
    with pytest.raises(VaultError, match="RENEWAL_DIFFERS"):
        rotation.check_copy(filled.vault, copy, 1)
    copy.close()
    filled.close()


def unretired(cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Renew while the old vault can neither be overwritten nor taken away, as under a virus scanner; return where."""
    folder = cabinet.vault.folder
    assert folder is not None
    unlink = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path.name.endswith(rotation.RETIRED):
            raise PermissionError(path)
        unlink(path, missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", held)
        with pytest.raises(PermissionError):
            renew(cabinet)
    return folder


def test_whoever_works_on_before_the_old_pair_is_gone_loses_nothing(
    filled: Cabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = unretired(filled, monkeypatch)
    (folder / rotation.SLOTS_FILE).write_bytes(b'{"of":"newer"}')
    filled.close()
    unfinished = (
        folder / "vault.db-journal"
    )  # a power cut in the middle of a transaction leaves it, and SQLite needs it
    unfinished.write_bytes(b"")
    monkeypatch.setattr(rotation, "retire", lambda _: None)
    rotation.settle(folder)
    assert unfinished.exists()
    monkeypatch.undo()
    rotation.settle(folder)
    assert (folder / "slots.json").read_bytes() == b'{"of":"newer"}'
    opened = open_cabinet(folder, NEW_KEY)
    assert verify(opened).entries == 4
    opened.close()
    assert not list(folder.glob("*.retired"))


def test_a_second_renewal_cut_before_its_decision_leaves_the_first(
    filled: Cabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = unretired(filled, monkeypatch)
    rotation.copy_under(filled.vault, b"n" * 32).close()
    filled.close()  # the power goes: the copy is not decided
    rotation.settle(folder)
    opened = open_cabinet(folder, NEW_KEY)
    assert verify(opened).entries == 4
    opened.close()
